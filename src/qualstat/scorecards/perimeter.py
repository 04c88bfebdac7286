"""Perimeter: over which months and sites a figure stands, and those it shares with N-1.

Takes the months of an indicator at each site; gives spans of the table to add up.
Conventions owned here: a figure counts in the months a site follows; a change is measured on
the months and sites covered in both periods (K1).
"""

from collections.abc import Mapping
from functools import cached_property

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from qualstat.coverage import Months, total
from qualstat.measures.spans import Spans
from qualstat.measures.table import Key
from qualstat.periods import Period

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class Perimeter(Struct, frozen=True, dict=True):
    """The sites of a figure: the months of each, by its key in the table.

    `shift` is the number of months between a period and the one it is compared with.
    """

    months: Mapping[Key, Months]
    spans: Spans
    shift: int

    @cached_property
    def followed(self) -> dict[Key, Flags]:
        """Which spans each site follows."""
        return {key: self.spans.inside(one.read) for key, one in self.months.items()}

    @cached_property
    def together(self) -> Months:
        """The months of all its sites together."""
        held = [*self.months.values()]
        return held[0] if len(held) == 1 else total(held)

    def of(self, period: Period) -> dict[Key, Numbers]:
        """Return the spans of a period in which each site follows the indicator."""
        return {key: self._kept(period, flags) for key, flags in self.followed.items()}

    def common(self, period: Period) -> tuple[dict[Key, Numbers], dict[Key, Numbers]]:
        """Return the spans of a period and of the earlier one, in the months covered in both."""
        now, before = {}, {}
        for key, (later, earlier) in self.in_both.items():
            now[key] = self._kept(period, later)
            before[key] = self._kept(period.earlier(self.shift), earlier)
        return now, before

    def common_months(self, period: Period) -> frozenset[int]:
        """Return the months of a period that some site covers in both."""
        shared = frozenset[int]().union(*self._shared.values())
        return shared & frozenset(period.months)

    @cached_property
    def in_both(self) -> dict[Key, tuple[Flags, Flags]]:
        """Which spans, and which of the earlier ones, each site covers in both."""
        inside = self.spans.inside
        return {
            key: (inside(shared), inside(frozenset(month - self.shift for month in shared)))
            for key, shared in self._shared.items()
        }

    @cached_property
    def _shared(self) -> dict[Key, frozenset[int]]:
        return {
            key: frozenset(month for month in one.covered if month - self.shift in one.covered)
            for key, one in self.months.items()
        }

    def covered_alike(self, period: Period) -> bool:
        """Tell whether every site covers the same months of a period and of the earlier one."""
        return all(
            (month in covered) == (month - self.shift in covered)
            for covered in self._coverages
            for month in period.months
        )

    def uneven(self, period: Period) -> bool:
        """Tell whether the sites that have the indicator cover different months of a period."""
        if len(self._coverages) == 1:
            return False
        inside = {
            tuple(month for month in period.months if month in covered)
            for covered in self._coverages
        }
        return len(inside) > 1

    @cached_property
    def _coverages(self) -> frozenset[frozenset[int]]:
        """The different sets of covered months: of hundreds of sites, a few."""
        return frozenset(one.covered for one in self.months.values() if one.applicable)

    def _kept(self, period: Period, flags: Flags) -> Numbers:
        """Return the flagged spans of a period."""
        inside = self.spans.within(period)
        return np.arange(inside.start, inside.stop)[flags[inside]]
