"""Figures: one indicator of one site, or of several, over one period.

Takes the table of counts, the months that sites follow and cover, and the référentiel; gives
`Figure` values, unrounded. Conventions owned here: N-1 is the same period twelve months
earlier; the change is measured on the months and sites covered in both (K1).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

import numpy as np
import numpy.typing as npt

from qualstat import verdicts
from qualstat.coverage import coverage, state
from qualstat.measures.measure import Counts, DelayCounts, Measure, measure, size, value
from qualstat.measures.table import Key
from qualstat.periods import Period
from qualstat.referentiel.indicators import Delay, Indicator, RateWithin
from qualstat.referentiel.sites import ALL
from qualstat.scorecards.basis import Basis, year_to
from qualstat.scorecards.notes import notes
from qualstat.scorecards.perimeter import Perimeter
from qualstat.scorecards.values import NO_PREVIOUS, Figure, Late, Previous

Numbers = npt.NDArray[np.int64]
Trend = Literal["up", "down", "equal"]


def figures(
    basis: Basis, sites: Sequence[str], periods: Sequence[Period], indicators: Sequence[Indicator]
) -> list[Figure]:
    """Return the figures of sites, and of all of them together where there are several."""
    groups: dict[str, Sequence[str]] = {site: (site,) for site in sites}
    if len(sites) > 1:
        groups[ALL] = sites
    return [
        _figure(basis, site, group, period, indicator)
        for site, group in groups.items()
        for period in periods
        for indicator in indicators
    ]


def _figure(
    basis: Basis, site: str, group: Sequence[str], period: Period, indicator: Indicator
) -> Figure:
    keys = [(indicator.id, one) for one in group]
    perimeter = Perimeter({key: basis.months[key] for key in keys}, basis.table.spans)
    read = _Read(basis, perimeter, indicator)
    held = read.measure(period)
    objective = indicator.objective(period.end)
    previous = read.previous(period)
    common = read.common(period) if previous.value is not None else None
    change = None if common is None else _change(indicator, *common)
    engagement, declared = basis.referentiel.engagement(indicator, period.end)
    covered = coverage(period, perimeter.together.covered)
    lacks = _lacks(basis, indicator, group) if held.state == "missing" else ""
    said = _circumstances(
        basis,
        restricted=change is not None and not perimeter.covered_alike(period),
        uneven=perimeter.uneven(period),
        lacking=bool(lacks),
    )
    figure = Figure(
        site=site,
        period=period,
        edition=basis.referentiel.edition(period.end).id,
        engagement=engagement,
        module=declared.module if declared else None,
        indicator=indicator,
        measure=held,
        coverage=covered,
        objective=objective,
        verdict=verdicts.judge(held.value, objective),
        previous=previous,
        common=common,
        change=change,
        trend=None if change is None else _trend(change),
        as_of=basis.as_of.days.get(indicator.register_name),
        notes=(*notes(indicator, period, covered), *said),
        lacks=lacks,
        months=read.monthly(period),
        late=read.late(period),
    )
    return _weighed(figure)


def _lacks(basis: Basis, indicator: Indicator, group: Sequence[str]) -> str:
    """Return why the sources of some sites cannot give an indicator; empty where they can."""
    found = (basis.lack(indicator, site) for site in group)
    return next((one.reason for one in found if one), "")


def _circumstances(basis: Basis, *, restricted: bool, uneven: bool, lacking: bool) -> Iterator[str]:
    """Yield the notes that come from what was asked for and is known.

    `restricted`: the change is measured on fewer months or sites than the figure; `uneven`:
    the sites do not cover the same months; `lacking`: a source does not give what is needed.
    """
    if lacking:
        yield "source-lacks"
    if restricted:
        yield "perimeter"
    if uneven:
        yield "uneven-coverage"
    if basis.as_of.asked is not None:
        yield "as-of-replay"
    if basis.sample:
        yield "made-up-example"


def _weighed(figure: Figure) -> Figure:
    """Return a figure with its interval and margins."""
    held, objective = figure.measure, figure.objective
    if held.value is None:
        return figure
    margin = None if objective is None else verdicts.room(held.value, objective)
    if figure.indicator.kind != "rate":
        return replace(figure, margin=margin)
    top, base = held.numerator or 0, held.denominator or 0
    interval = verdicts.wilson(top, base)
    if objective is None:
        return replace(figure, interval=interval)
    return replace(
        figure,
        interval=interval,
        conclusive=verdicts.conclusive(interval, objective),
        margin=margin,
        margin_cases=verdicts.margin_in_cases(top, base, objective),
    )


def _change(indicator: Indicator, now: Fraction, before: Fraction) -> Fraction:
    """Return the change from one value to another: in points, in days, or in % of a volume."""
    if indicator.kind == "volume":
        return (now - before) / before * 100
    return now - before


def _trend(change: Fraction) -> Trend:
    return "up" if change > 0 else "down" if change < 0 else "equal"


@dataclass(frozen=True)
class _Read:
    """One indicator over one perimeter, read off the table."""

    basis: Basis
    perimeter: Perimeter
    indicator: Indicator

    def counts(self, spans: Mapping[Key, Numbers]) -> Counts:
        return self.basis.table.total(spans)

    def value(self, spans: Mapping[Key, Numbers]) -> Fraction | None:
        return value(self.indicator, self.counts(spans))

    def measure(self, period: Period) -> Measure:
        spans = self.perimeter.of(period)
        counts = self.counts(spans)
        has_case = size(self.indicator, counts) > 0
        held = state(period, self.perimeter.together, has_case=has_case)
        delays: DelayCounts = ()
        if isinstance(self.indicator.measure, Delay):
            by_days: Counter[int] = Counter()
            for _, days, count in self.basis.table.delays(spans).tolist():
                by_days[days] += count
            delays = sorted(by_days.items())
        return measure(self.indicator, counts, held, delays)

    def previous(self, period: Period) -> Previous:
        before = period.year_before()
        held = self.measure(before)
        if held.value is None:
            return NO_PREVIOUS
        judged = verdicts.judge(held.value, self.indicator.objective(before.end))
        return Previous(held.value, judged, "registers")

    def common(self, period: Period) -> tuple[Fraction, Fraction] | None:
        """Return the values of a period and of N-1 on the common perimeter."""
        now, before = (self.value(spans) for spans in self.perimeter.common(period))
        return None if now is None or before is None else (now, before)

    def monthly(self, period: Period) -> tuple[Fraction | None, ...]:
        """Return the values of the twelve months up to the period's end."""
        year = year_to(period)
        return tuple(self.value(self.perimeter.of(year.clip(month))) for month in year.months)

    def late(self, period: Period) -> tuple[Late, ...]:
        """Return the answers beyond the deadline, worst first."""
        declared = self.indicator.measure
        if not isinstance(declared, RateWithin):
            return ()
        spans = self.perimeter.of(period)
        found: Counter[tuple[int, int]] = Counter()
        for span, days, count in self.basis.table.delays(spans).tolist():
            if days > declared.within:
                found[int(self.basis.table.spans.months[span]), days] += count
        ordered = sorted(found.items(), key=lambda one: (-one[0][1], one[0][0]))
        return tuple(Late(month, days, count) for (month, days), count in ordered)
