"""Dating: the years and months of day numbers.

Takes day numbers; gives years, months as `periods` numbers them, and the first days of months.
Convention owned here: days are few where rows are many, so that each day is looked at once.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from qualstat.tallies.cells import Numbers

Days = npt.NDArray[np.datetime64]


def years(days: Numbers) -> Numbers:
    """Return the calendar years of days."""
    return _each(days, lambda held: held.astype("datetime64[Y]").astype(np.int64) + 1970)


def months(days: Numbers) -> Numbers:
    """Return the months of days, as `periods` numbers them."""
    return _each(days, lambda held: held.astype("datetime64[M]").astype(np.int64) + 12 * 1970)


def first_days(days: Numbers) -> Numbers:
    """Return the first day of the month of each day."""
    return _each(days, lambda held: _numbers(held.astype("datetime64[M]")))


def _numbers(held: Days) -> Numbers:
    return held.astype("datetime64[D]").astype(np.int64)


def _each(days: Numbers, told: Callable[[Days], Numbers]) -> Numbers:
    """Return what is told of each day, from a table of all days between the first and the last."""
    if not len(days):
        return days
    low, width = int(days.min()), int(days.max()) - int(days.min()) + 1
    if width > len(days):  # few rows, or a mistyped year
        return told(days.astype("datetime64[D]"))
    return told(np.arange(low, low + width).astype("datetime64[D]"))[days - low]
