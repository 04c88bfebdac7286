"""Parts: how many valid rows each file holds of each site and month.

Takes the counts of a register's files; gives `Parts`. Convention owned here: every valid row is
one of its file, also where another file replaces it (D1, D3).
"""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from qualstat.registers import Register
from qualstat.tallies.cells import Numbers, group
from qualstat.tallies.count import FileCount, months


class Parts(Struct, frozen=True):
    """Columns of equal length: a file's place, a site's place, a month, and its rows there."""

    file: Numbers
    site: Numbers
    month: Numbers
    rows: Numbers


NO_PARTS = Parts(*(np.empty(0, np.int64) for _ in range(4)))


def parts(register: Register, counts: Sequence[FileCount]) -> Parts:
    """Return the parts of a register's files, given in their order."""
    held = [
        (place, one.keys["site"], months(one.keys[register.event]), one.rows)
        for place, file in enumerate(counts)
        for one in file.tallies
    ]
    if not held:
        return NO_PARTS
    file = np.repeat([place for place, *_ in held], [len(rows) for *_, rows in held])
    site, month, rows = (np.concatenate([one[column] for one in held]) for column in (1, 2, 3))
    cells, firsts = group([file, site, month])
    sums = np.bincount(cells, rows, len(firsts)).astype(np.int64)
    return Parts(file[firsts], site[firsts], month[firsts], sums)
