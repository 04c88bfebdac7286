"""Answers: how long those of one indicator took, over one perimeter.

Takes the table of counts, sites and an indicator; gives delays and quantiles. Convention owned
here: an answer counts in the months that its site follows.
"""

from collections import Counter
from collections.abc import Mapping
from functools import cached_property

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from qualstat.measures.measure import DelayCounts
from qualstat.measures.quantiles import Quantiles, quantiles
from qualstat.measures.table import Key, Table
from qualstat.periods import Period
from qualstat.referentiel.indicators import Indicator
from qualstat.scorecards.perimeter import Perimeter

Numbers = npt.NDArray[np.int64]


class Answers(Struct, frozen=True, dict=True):
    """The answers of an indicator over one perimeter; `coarse` where they are kept by step."""

    table: Table
    perimeter: Perimeter
    indicator: Indicator
    coarse: bool

    def delays_over(self, spans: Mapping[Key, Numbers]) -> DelayCounts:
        """Return how many answers over some spans took how many days, in order."""
        return _by_days(self.table.delays(spans))

    def delays(self, period: Period) -> DelayCounts:
        """Return how many answers of a period took how many days, in order."""
        return _by_days(self._within(self.table.spans.within(period)))

    def quantiles(self, period: Period) -> Quantiles:
        """Return the quantiles of a period that has answers."""
        inside = self.table.spans.within(period)
        if inside.stop - inside.start == 1:  # a month, mostly
            return self._by_span[inside.start]
        _, days, numbers = self._within(inside).T
        return quantiles(np.zeros_like(days), days, numbers, coarse=self.coarse)[0]

    def _within(self, spans: slice) -> Numbers:
        first, last = self._rows[:, 0].searchsorted((spans.start, spans.stop)).tolist()
        return self._rows[first:last]

    @cached_property
    def _by_span(self) -> Mapping[int, Quantiles]:
        """The quantiles of each followed span, and of others at one site: nobody asks for these."""
        if len(self.perimeter.months) == 1:
            ((_, site),) = self.perimeter.months
            return self.table.quantiles(self.indicator)[site]
        return quantiles(*self._rows.T, coarse=self.coarse)

    @cached_property
    def _rows(self) -> Numbers:
        """Rows (span, days, number), in the order of spans: hundreds of periods ask for some."""
        held = self.table.answered(self.perimeter.followed)
        return held if len(self.perimeter.months) == 1 else held[held[:, 0].argsort(kind="stable")]


def _by_days(rows: Numbers) -> DelayCounts:
    by_days: Counter[int] = Counter()
    for _, days, count in rows.tolist():
        by_days[days] += count
    return sorted(by_days.items())
