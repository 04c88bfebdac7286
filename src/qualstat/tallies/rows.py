"""Rows: the same counting with each row in a cell of its own, to list what is behind a figure.

Takes `Columns` of some sites, table after table; gives a `Tally` whose cells are the rows that
count. Convention owned here: a row's table and line are two more of its key columns, so that
whatever keeps or classifies cells keeps and classifies rows.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from msgspec.structs import replace

from qualstat.exports import arrow
from qualstat.reading.columns import Columns
from qualstat.reading.files import natural
from qualstat.registers import Register
from qualstat.tallies.cells import SECONDS, Flags, Numbers, Tally, dimensions, nothing, side_by_side
from qualstat.tallies.count import FileCount, keys_of, ledger_of
from qualstat.tallies.days import owned
from qualstat.tallies.digests import digests
from qualstat.tallies.ledger import joined, settle, with_records
from qualstat.tallies.merge import winners

LINE, TABLE = "line", "table"


def row_count(
    name: str, register: Register, blocks: Iterable[Columns], sites: Sequence[int], key: str
) -> FileCount:
    """Return the valid rows of a table that belong to some sites, by their numbers.

    References are digested under a key.
    """
    tallies, ledgers = [_nothing(register)], []
    for columns in blocks:
        keys, services = keys_of(register, columns)
        here = np.isin(keys["site"], list(sites))
        keys = {**{name: column[here] for name, column in keys.items()},
                **_seconds(register, columns, here),
                LINE: columns.lines[here], TABLE: np.zeros(int(here.sum()), np.int64)}  # fmt: skip
        weight = columns.numbers[register.weight][here] if register.weight else None
        if columns.references is None:
            tallies.append(_tally(keys, services, weight))
            continue
        references = columns.references.filter(arrow.flags(here))
        named = arrow.widths(references) > 0
        tallies.append(_tally(_some(keys, ~named), services))
        if named.any():
            held = _some(keys, named)
            cells, each = _tally(held, services), np.arange(int(named.sum()))
            told = digests(references.filter(arrow.flags(named)), key)
            ledgers.append(ledger_of(cells, each, told, held[LINE]))
    ledger = joined(ledgers) if ledgers else None
    return FileCount(name, 0, 0, side_by_side(tallies), ledger)


def _nothing(register: Register) -> Tally:
    seconds = (SECONDS,) if register.waited else ()
    return nothing((*dimensions(register), *seconds, LINE, TABLE))


def _seconds(register: Register, columns: Columns, here: Flags) -> dict[str, Numbers]:
    """Return the wait of each row, whatever became of it."""
    return {SECONDS: columns.numbers[register.waited[0]][here]} if register.waited else {}


def _some(keys: dict[str, Numbers], mask: np.ndarray) -> dict[str, Numbers]:
    return {name: column[mask] for name, column in keys.items()}


def _tally(
    keys: dict[str, Numbers], services: tuple[str, ...], weight: Numbers | None = None
) -> Tally:
    ones = np.ones(len(keys[LINE]), np.int64)
    return Tally(keys, ones, ones if weight is None else weight, services)


def counting_rows(register: Register, counts: Sequence[FileCount]) -> tuple[Tally, tuple[str, ...]]:
    """Return the rows that count, as `tallies.merge` would settle them, and the tables' names.

    Superseded and replaced rows are left out (D1, D3).
    """
    ordered = sorted(counts, key=lambda one: natural(one.name))
    placed = [_placed(one, place) for place, one in enumerate(ordered)]
    files, _ = owned(register, placed)
    ledgers = with_records(register, [one.ledger for one in files if one.ledger])
    won = winners(ledgers, settle(register, ledgers, ()))
    tallies = [_nothing(register), *(one.tally for one in files), *won]
    return side_by_side(tallies), tuple(one.name for one in ordered)


def _placed(one: FileCount, place: int) -> FileCount:
    """Return the rows of a table with its place as their key."""
    ledger = one.ledger and replace(one.ledger, cells=_at(one.ledger.cells, place))
    return replace(one, tally=_at(one.tally, place), ledger=ledger)


def _at(tally: Tally, place: int) -> Tally:
    return replace(tally, keys={**tally.keys, TABLE: np.full(len(tally.rows), place)})
