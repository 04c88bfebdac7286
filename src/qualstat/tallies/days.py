"""Days of sites: which days of which sites a table holds, and which table owns them (D3).

Takes the tallies of tables without references; gives days, and the tallies that count.
Convention owned here: where the last table owns the day, the rows of the others on it are
superseded.
"""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from qualstat.registers import Register
from qualstat.tallies.cells import Numbers, Tally, numbered_days, some
from qualstat.tallies.count import FileCount
from qualstat.tallies.waits import left


class Replaced(Struct, frozen=True):
    """Rows of one table that another one replaces, on days that both hold."""

    table: str
    by: str
    rows: int


def site_days(register: Register, tally: Tally) -> Numbers:
    """Return the distinct days of sites of a tally."""
    return np.unique(_cells_days(register, tally))


def owned(
    register: Register, counts: Sequence[FileCount]
) -> tuple[list[FileCount], list[Replaced]]:
    """Return counts, in the order of their tables, without the rows that a later one replaces.

    The days of the tables of one `owner` belong to the last file of them; the tables of one file
    add up.
    """
    found, replaced = list(counts), list[Replaced]()
    for owner in dict.fromkeys(one.owner for one in counts if one.owner):
        places = [place for place, one in enumerate(counts) if one.owner == owner]
        keys = [_cells_days(register, counts[place].tally) for place in places]
        files = list(dict.fromkeys(counts[place].file for place in places))
        rank = [files.index(counts[place].file) for place in places]
        of = np.repeat(rank, [len(one) for one in keys])
        table = np.repeat(places, [len(one) for one in keys])
        days, day = np.unique(np.concatenate(keys), return_inverse=True)
        last = np.zeros(len(days), np.int64)
        np.maximum.at(last, day, of)
        for place, own in zip(places, rank, strict=True):
            by = last[day[table == place]]
            tally = counts[place].tally
            for other in np.unique(by[by != own]).tolist():
                rows = int(tally.rows[by == other].sum())
                replaced.append(Replaced(counts[place].name, files[other], rows))
            found[place] = _left(register, counts[place], some(tally, by == own))
    return found, replaced


def _left(register: Register, one: FileCount, tally: Tally) -> FileCount:
    """Return a count with the cells that are left of it, and the waits of their months."""
    return replace(one, tally=tally, waits=one.waits and left(register, one.waits, tally))


def _cells_days(register: Register, tally: Tally) -> Numbers:
    """Return the day and site of each cell of a tally."""
    return numbered_days(tally.keys["site"], tally.keys[register.event])
