"""Counting: the typed columns of one file as its tally and its ledger.

Takes `Columns`, block after block; gives a `FileCount`. Convention owned here: rows without a
reference add up at once; rows with one wait in the ledger until all files are read.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from qualstat.exports import arrow
from qualstat.registers import Register
from qualstat.registers.values import BLANK, code_number
from qualstat.tallies.cells import (
    KEY,
    SERVICE,
    WAIT,
    Keys,
    Numbers,
    Tally,
    added,
    as_keys,
    empty,
    group,
    tallied,
)
from qualstat.tallies.digests import digests
from qualstat.tallies.ledger import Ledger, joined
from qualstat.tallies.services import capped
from qualstat.tallies.waits import no_waits, waits_of

if TYPE_CHECKING:  # who needs a count alone does not load what reads registers
    from qualstat.reading.columns import Columns

BLOCKS_HELD = 16  # tallies of blocks, before they are added up


class FileCount(Struct, frozen=True):
    """What one table adds to its register: `read` records, of which `rejected` fit nowhere.

    `made_of` are the rows of the export that its records come from; `left_out` are rows that its
    profile leaves out: they are none of the register's. Tables of one `owner`, where there is
    one, do not add up: the last `file` of them owns the days it holds (D3). `purged` are valid
    rows that are in no cell: they came after their month was purged. `waits` are those of its rows
    by month, None where they are not known, or not kept.
    """

    name: str
    read: int
    rejected: int
    tally: Tally
    ledger: Ledger | None
    made_of: int = 0
    left_out: int = 0
    owner: str = ""
    file: str = ""
    purged: int = 0
    waits: Tally | None = None

    @property
    def tallies(self) -> tuple[Tally, ...]:
        """The cells of all its valid rows, those with a reference too."""
        return (self.tally, self.ledger.cells) if self.ledger else (self.tally,)


def count(name: str, register: Register, blocks: Iterable["Columns"], key: str) -> FileCount:
    """Return the counts of a file's blocks, the references digested under a key."""
    read = rejected = made_of = left_out = 0
    tallies: list[Tally] = []
    ledgers: list[Ledger] = []
    waits: list[Tally] = []
    for columns in blocks:
        read += columns.read
        rejected += len(columns.rejected)
        made_of += columns.made_of
        left_out += columns.left_out
        tally, ledger = _block(register, columns, key)
        tallies += [tally] if tally else []
        ledgers += [ledger] if ledger else []
        if len(tallies) > BLOCKS_HELD:
            tallies = [capped(added(tallies))]
        waited = waits_of(register, columns)
        waits += [waited] if waited else []
        if len(waits) > BLOCKS_HELD:
            waits = [added(waits)]
    tally = capped(added(tallies)) if tallies else empty(register)
    ledger = joined(ledgers) if ledgers else None
    held = added(waits) if waits else no_waits(register)
    return FileCount(name, read, rejected, tally, ledger, made_of, left_out, waits=held)


def _block(register: Register, columns: "Columns", key: str) -> tuple[Tally | None, Ledger | None]:
    """Return the tally of a block's rows without a reference, the ledger of those with one."""
    if not len(columns.lines):
        return None, None
    keys, services = keys_of(register, columns)
    rows = np.ones(len(columns.lines), np.int64)
    if columns.references is None:
        weight = columns.numbers[register.weight].astype(np.int64) if register.weight else rows
        return tallied(keys, rows, weight, services), None
    named = arrow.widths(columns.references) > 0
    loose = {name: column[~named] for name, column in keys.items()}
    tally = tallied(loose, rows[~named], rows[~named], services)
    if not named.any():
        return tally, None
    kept = {name: column[named] for name, column in keys.items()}
    told = digests(columns.references.filter(arrow.flags(named)), key)
    return tally, _ledger(kept, services, told, columns.lines[named])


def keys_of(register: Register, columns: "Columns") -> tuple[Keys, tuple[str, ...]]:
    """Return the key columns of a block's rows, and the labels of its services."""
    numbers = columns.numbers
    held = ("site", *register.dates, *register.categories)
    keys = dict(as_keys({name: numbers[name] for name in held}))
    if register.waited:
        seconds, outcome, lost = register.waited
        code = code_number(register, outcome, lost)
        waits = np.where(numbers[outcome] == code, numbers[seconds], BLANK)
        keys[WAIT] = waits.astype(KEY)
    if columns.services is None:
        return keys, ()
    places, labels = columns.services
    used = [labels[place] for place in np.unique(places).tolist()]  # a rejected row's are not kept
    services = tuple(sorted(set(used)))
    known = {label: place for place, label in enumerate(services)}
    keys[SERVICE] = np.array([known.get(label, 0) for label in labels], KEY)[places]
    return keys, services


def _ledger(keys: Keys, services: tuple[str, ...], digest: Numbers, lines: Numbers) -> Ledger:
    """Return the ledger of a block's rows that have a reference."""
    cell, firsts = group(list(keys.values()))
    cells = {name: column[firsts] for name, column in keys.items()}
    rows = np.bincount(cell, minlength=len(firsts))
    return ledger_of(Tally(cells, rows, rows, services), cell, digest, lines)


def ledger_of(cells: Tally, cell: Numbers, digest: Numbers, lines: Numbers) -> Ledger:
    """Return the ledger of rows with a reference, each with its cell in a tally."""
    return Ledger(cells, digest, cell.astype(np.int32), lines.astype(np.int32))
