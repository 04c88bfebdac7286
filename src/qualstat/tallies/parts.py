"""Parts: how many valid rows each file holds of each site and month.

Takes the rows of a register's files by day; gives `Parts`. Convention owned here: every valid row
is one of its file, also where another file replaces it (D1, D3).
"""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from qualstat.registers import Register
from qualstat.tallies.cells import Numbers, group
from qualstat.tallies.count import FileCount
from qualstat.tallies.dating import months
from qualstat.tallies.totals import ByDay, by_day, one_after_another


class Parts(Struct, frozen=True):
    """Columns of equal length: a file's place, a site's place, a month, and its rows there."""

    file: Numbers
    site: Numbers
    month: Numbers
    rows: Numbers


NO_PARTS = Parts(*(np.empty(0, np.int64) for _ in range(4)))


def by_file(register: Register, files: Sequence[FileCount]) -> list[tuple[int, ByDay]]:
    """Return the rows of files by day, each time with the place of the file."""
    return [
        (place, by_day(register, one)) for place, file in enumerate(files) for one in file.tallies
    ]


def parts(days: Sequence[tuple[int, ByDay]]) -> Parts:
    """Return the parts of a register's files, given the place of each and its rows by day."""
    if not days:
        return NO_PARTS
    file = np.repeat([place for place, _ in days], [len(one.rows) for _, one in days])
    held = one_after_another([one for _, one in days])
    month = months(held.day)
    cells, firsts = group([file, held.site, month])
    sums = np.bincount(cells, held.rows, len(firsts)).astype(np.int64)
    return Parts(file[firsts], held.site[firsts], month[firsts], sums)
