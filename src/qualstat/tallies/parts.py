"""Parts: how many valid rows each file holds of each site and month.

Takes the rows of a register's files by day; gives `Parts`. Convention owned here: every valid row
is one of its file, also where another file replaces it (D1, D3).
"""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from qualstat.tallies.cells import Numbers, group
from qualstat.tallies.count import months
from qualstat.tallies.totals import ByDay


class Parts(Struct, frozen=True):
    """Columns of equal length: a file's place, a site's place, a month, and its rows there."""

    file: Numbers
    site: Numbers
    month: Numbers
    rows: Numbers


NO_PARTS = Parts(*(np.empty(0, np.int64) for _ in range(4)))


def parts(days: Sequence[tuple[int, ByDay]]) -> Parts:
    """Return the parts of a register's files, given the place of each and its rows by day."""
    if not days:
        return NO_PARTS
    file = np.repeat([place for place, _ in days], [len(one.rows) for _, one in days])
    site, day, rows = (np.concatenate([getattr(one, name) for _, one in days])
                       for name in ("site", "day", "rows"))  # fmt: skip
    month = months(day)
    cells, firsts = group([file, site, month])
    sums = np.bincount(cells, rows, len(firsts)).astype(np.int64)
    return Parts(file[firsts], site[firsts], month[firsts], sums)
