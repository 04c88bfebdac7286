"""Dates apart: the last day of the registers together, few dates far beyond it left aside.

Takes the counts of registers; gives a day. Convention owned here: what follows more than 366 days
without any date, and holds fewer dates than a tenth of all that come before, is apart: a year
mistyped on a few lines. The as-of date is not decided here (T3).
"""

from collections.abc import Iterable

import numpy as np

from qualstat.tallies.known import WINDOW
from qualstat.tallies.merge import RegisterCount

ONE_IN = 10


def last_day(registers: Iterable[RegisterCount]) -> int | None:
    """Return the last day that is not apart; None without any."""
    held = [one.totals.dates for one in registers]
    nothing = [np.empty(0, np.int64)]
    days, place = np.unique(np.concatenate(nothing + [one.date for one in held]),
                            return_inverse=True)  # fmt: skip
    if not len(days):
        return None
    before = np.cumsum(np.bincount(place, np.concatenate([one.records for one in held])))
    end = len(days) - 1
    for start in np.flatnonzero(np.diff(days) > WINDOW)[::-1].tolist():
        if (before[end] - before[start]) * ONE_IN >= before[start]:
            break
        end = start
    return int(days[end])


def is_apart(held: RegisterCount, last: int | None) -> bool:
    """Tell whether a register knows dates beyond the last day that is not apart."""
    return last is not None and held.known.until is not None and held.known.until > last
