"""Cutting: some rows of a table apart from the others.

Takes a `FileCount`, and which cells are wanted; gives a `FileCount` of their rows alone, or how
many rows have their like elsewhere. Convention owned here: a row goes with its event day (T1),
whatever its answers; two rows are alike where they have the same cell.
"""

from collections.abc import Callable, Sequence

import numpy as np
from msgspec.structs import replace

from qualstat.registers import Register
from qualstat.tallies.cells import (
    KEY,
    SERVICE,
    Flags,
    Keys,
    Numbers,
    Tally,
    group,
    side_by_side,
    some,
)
from qualstat.tallies.count import FileCount
from qualstat.tallies.ledger import Ledger

Chosen = Callable[[Keys], Flags]


def before(register: Register, table: FileCount, day: int) -> FileCount:
    """Return a table with its valid rows before a day alone."""
    return cut(table, lambda keys: keys[register.event] < day)


def since(register: Register, table: FileCount, day: int) -> FileCount:
    """Return a table with its valid rows from a day on alone."""
    return cut(table, lambda keys: keys[register.event] >= day)


def cut(table: FileCount, chosen: Chosen) -> FileCount:
    """Return a table with the valid rows of some cells alone; its counts of rows stay."""
    tally = _some(table.tally, chosen(table.tally.keys))
    waits = table.waits and _some(table.waits, chosen(table.waits.keys))
    ledger = table.ledger and _ledger(table.ledger, chosen)
    return replace(table, tally=tally, ledger=ledger, waits=waits)


def rows_of(table: FileCount) -> int:
    """Return how many valid rows a table holds."""
    return sum(int(one.rows.sum()) for one in table.tallies)


def alike(table: FileCount, others: Sequence[FileCount]) -> int:
    """Return how many valid rows of a table have their like in others, each one once."""
    own = list(table.tallies)
    whole = side_by_side([*own, *(one for other in others for one in other.tallies)])
    if not len(whole.rows):
        return 0
    cells, firsts = group(list(whole.keys.values()))
    bound, size = sum(len(one.rows) for one in own), len(firsts)
    mine = np.bincount(cells[:bound], whole.rows[:bound], size)
    theirs = np.bincount(cells[bound:], whole.rows[bound:], size)
    return int(np.minimum(mine, theirs).sum())


def _some(tally: Tally, kept: Flags) -> Tally:
    """Return some cells of a tally, and the labels of their services alone."""
    held = some(tally, kept)
    if SERVICE not in held.keys or not held.services:
        return held
    used, places = np.unique(held.keys[SERVICE], return_inverse=True)
    labels = tuple(held.services[place] for place in used.tolist())
    return replace(held, keys={**held.keys, SERVICE: places.astype(KEY)}, services=labels)


def _ledger(ledger: Ledger, chosen: Chosen) -> Ledger | None:
    """Return the rows of a ledger in some of its cells; None where there is none."""
    kept = chosen(ledger.cells.keys)
    rows: Flags = kept[ledger.cell]
    if not rows.any():
        return None
    places: Numbers = np.cumsum(kept) - 1  # of each cell among those that stay
    return Ledger(
        _some(ledger.cells, kept),
        ledger.digest[rows],
        places[ledger.cell[rows]].astype(np.int32),
        ledger.line[rows],
    )
