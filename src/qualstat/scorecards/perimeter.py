"""Perimeter: over which months and sites a figure stands, and those it shares with N-1.

Takes the months of an indicator at each site; gives spans of the table to add up.
Conventions owned here: a figure counts in the months a site follows; a change is measured on
the months and sites covered in both years (K1).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from qualstat.coverage import Months, total
from qualstat.measures.spans import Spans
from qualstat.measures.table import Key
from qualstat.periods import Period
from qualstat.scorecards.basis import YEAR

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Perimeter:
    """The sites of a figure: the months of each, by its key in the table."""

    months: Mapping[Key, Months]
    spans: Spans

    @cached_property
    def _followed(self) -> dict[Key, Flags]:
        return {key: self._in(one.read) for key, one in self.months.items()}

    @cached_property
    def together(self) -> Months:
        """The months of all its sites together."""
        return total(self.months.values())

    def of(self, period: Period) -> dict[Key, Numbers]:
        """Return the spans of a period in which each site follows the indicator."""
        return {key: self._kept(period, flags) for key, flags in self._followed.items()}

    def common(self, period: Period) -> tuple[dict[Key, Numbers], dict[Key, Numbers]]:
        """Return the spans of a period and of the year before, in the months covered in both."""
        now, before = {}, {}
        for key, one in self.months.items():
            shared = {month for month in one.covered if month - YEAR in one.covered}
            now[key] = self._kept(period, self._in(shared))
            earlier = self._in({month - YEAR for month in shared})
            before[key] = self._kept(period.year_before(), earlier)
        return now, before

    def covered_alike(self, period: Period) -> bool:
        """Tell whether every site covers the same months of a period and of the year before."""
        earlier = period.year_before().months
        return all(
            {month - YEAR for month in period.months if month in one.covered}
            == {month for month in earlier if month in one.covered}
            for one in self.months.values()
        )

    def uneven(self, period: Period) -> bool:
        """Tell whether the sites that have the indicator cover different months of a period."""
        covered = {
            tuple(month for month in period.months if month in one.covered)
            for one in self.months.values()
            if one.applicable
        }
        return len(covered) > 1

    def _in(self, months: Collection[int]) -> Flags:
        """Tell which spans lie in some months."""
        flags: Flags = np.isin(self.spans.months, list(months))
        return flags

    def _kept(self, period: Period, flags: Flags) -> Numbers:
        """Return the flagged spans of a period."""
        inside = self.spans.within(period)
        return np.arange(inside.start, inside.stop)[flags[inside]]
