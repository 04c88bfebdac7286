"""Spans: the days of all periods asked for, cut so that each period is whole spans.

Takes periods; gives `Spans`. Convention owned here: a span lies within one calendar month, so
that what a site follows, or covers, is the same over all of it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from qualstat.periods import Period, day_number, day_of, first_day, month_of

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class Spans(Struct, frozen=True, dict=True):
    """Spans in order: the first day of each and the month it lies in; `end` follows the last."""

    starts: Numbers
    months: Numbers
    end: int

    def place(self, days: Numbers) -> Numbers:
        """Return the span in which each day lies; -1 before the first, past the end after."""
        places = np.searchsorted(self.starts, days, side="right") - 1
        return np.where(days < self.end, places, len(self.starts))

    def within(self, period: Period) -> slice:
        """Return the spans of a period."""
        found = self._known.get(period)
        if found is None:
            first, last = day_number(period.start), day_number(period.end)
            found = slice(bisect_left(self._starts, first), bisect_right(self._starts, last))
            self._known[period] = found
        return found

    @cached_property
    def _known(self) -> dict[Period, slice]:
        return {}  # figures by the ten thousand ask it of a dozen periods

    def inside(self, months: frozenset[int]) -> Flags:
        """Tell which spans lie in some months."""
        found = self._flags.get(months)
        if found is None:
            found = np.array([month in months for month in self._months], np.bool_)
            self._flags[months] = found
        return found

    @cached_property
    def _flags(self) -> dict[frozenset[int], Flags]:
        return {}  # hundreds of sites follow the same months

    @cached_property
    def _months(self) -> list[int]:
        found: list[int] = self.months.tolist()
        return found

    @cached_property
    def _starts(self) -> list[int]:
        """The first days as a list, to look up one period at a time."""
        found: list[int] = self.starts.tolist()
        return found


def spans(periods: Iterable[Period]) -> Spans:
    """Return the spans that make up some periods, at least one, and the days between them."""
    held = list(periods)
    months = range(min(p.months[0] for p in held), max(p.months[-1] for p in held) + 1)
    cuts = {day_number(first_day(month)) for month in (*months, months[-1] + 1)}
    for period in held:
        cuts |= {day_number(period.start), day_number(period.end) + 1}
    starts = sorted(cuts)
    inside = [month_of(day_of(day)) for day in starts[:-1]]
    return Spans(np.array(starts[:-1], np.int64), np.array(inside, np.int64), starts[-1])
