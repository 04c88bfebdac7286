"""Reading one indicator off the table, over one perimeter.

Takes a `Basis`, an indicator and the sites of a figure; gives counts, measures and what was
late. Conventions owned here: the earlier period is judged by the objective of its own last day;
where its registers do not tell, the figure published for it does, if there is one (K2).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from operator import sub

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from qualstat import verdicts
from qualstat.coverage import state
from qualstat.measures.measure import (
    COUNTS,
    Counts,
    DelayCounts,
    Measure,
    measure,
    size,
    spread,
    value,
)
from qualstat.measures.table import Key
from qualstat.periods import Period
from qualstat.published import Published
from qualstat.referentiel.indicators import Indicator, RateWithin
from qualstat.referentiel.sites import ALL
from qualstat.scorecards.basis import Basis, year_to
from qualstat.scorecards.lateness import Lateness, reconciled, together
from qualstat.scorecards.perimeter import Perimeter
from qualstat.scorecards.values import NO_PREVIOUS, Previous

Numbers = npt.NDArray[np.int64]
Running = Sequence[Sequence[int]]
NONE_LATE = Lateness()


class Reader(Struct, frozen=True, dict=True):
    """One indicator over one perimeter, read off the table."""

    basis: Basis
    perimeter: Perimeter
    indicator: Indicator

    def counts(self, spans: Mapping[Key, Numbers]) -> Counts:
        """Return the counts over some spans."""
        return self.basis.table.total(spans)

    def measure(self, period: Period) -> Measure:
        """Return the measure of a period, over the months that each site follows."""
        if period not in self._measures:
            self._measures[period] = self._measure(period)
        return self._measures[period]

    def _measure(self, period: Period) -> Measure:
        counts = self._over(self._followed, period)
        has_case = size(self.indicator, counts) > 0
        held = state(period, self.perimeter.together, has_case=has_case)
        shown = has_case and spread(self.indicator)
        return measure(self.indicator, counts, held, self.delays(period) if shown else ())

    @cached_property
    def _measures(self) -> dict[Period, Measure]:
        return {}  # a month is shown, is the earlier one of another, and a bar of a dozen

    @cached_property
    def _followed(self) -> Running:
        return self.basis.table.running(self.perimeter.followed)

    @cached_property
    def _in_both(self) -> tuple[Running, Running]:
        both, running = self.perimeter.in_both, self.basis.table.running
        return (
            running({key: now for key, (now, _) in both.items()}),
            running({key: before for key, (_, before) in both.items()}),
        )

    def _over(self, running: Running, period: Period) -> Counts:
        """Return the counts over the spans of a period."""
        inside = self.basis.table.spans.within(period)
        return Counts(*map(sub, running[inside.stop], running[inside.start]))

    def delays_over(self, spans: Mapping[Key, Numbers]) -> DelayCounts:
        """Return how many answers over some spans took how many days, in order."""
        return _by_days(self.basis.table.delays(spans))

    def delays(self, period: Period) -> DelayCounts:
        """Return how many answers over the months that each site follows took how many days."""
        inside = self.basis.table.spans.within(period)
        first, last = self._answers[:, 0].searchsorted((inside.start, inside.stop)).tolist()
        return _by_days(self._answers[first:last])

    @cached_property
    def _answers(self) -> Numbers:
        """The answers of all followed spans, in the order of these: hundreds of periods ask."""
        every = {key: np.flatnonzero(flags) for key, flags in self.perimeter.followed.items()}
        held = self.basis.table.delays(every)
        return held[held[:, 0].argsort(kind="stable")]

    def previous(self, period: Period) -> Previous:
        """Return the earlier period, under the objective of its own last day (V1)."""
        before = period.earlier(self.basis.shift)
        known = self._value(before)
        if known is None:
            return self._published(before)
        promised = self.basis.terms(self.indicator, before).objective
        return Previous(known, verdicts.judge(known, promised), "registers", objective=promised)

    def _published(self, before: Period) -> Previous:
        """Return the figure published for an earlier period (K2), of one site or of all of them."""
        if not self.basis.published:
            return NO_PREVIOUS
        sites, asked = [site for _, site in self.perimeter.months], self.basis.as_of.asked
        every = len(sites) == len(self.basis.referentiel.sites)
        name = sites[0] if len(sites) == 1 else ALL if every else ""
        held = self._printed(name, before)
        if held is None or (asked is not None and asked < before.end):
            return NO_PREVIOUS
        value = held.exact(self.indicator.kind)
        promised = self.basis.terms(self.indicator, before).objective
        judged = verdicts.judge(value, promised)
        top, base = held.numerator, held.denominator
        counts = None if top is None or not base else (top, base)
        return Previous(value, judged, "published", counts, promised)

    def _printed(self, name: str, before: Period) -> Published | None:
        """Return what was printed of an indicator, or of what it was in the edition of then."""
        printed = self.basis.published
        held = printed.get((name, self.indicator.id, before))
        if held is not None or not printed:
            return held
        standing = self.basis.referentiel.standing
        other, link = standing.counterpart(self.indicator, standing.in_force(before.end))
        held = printed.get((name, other.id, before))
        if held is not None and link is not None and link.kind == "inverted":
            return held.inverted(self.indicator.id)
        return held

    def common(self, period: Period) -> tuple[Fraction, Fraction] | None:
        """Return the values of a period and of the earlier one on the common perimeter."""
        later, earlier = self._in_both
        now = value(self.indicator, self._over(later, period))
        before = value(self.indicator, self._over(earlier, period.earlier(self.basis.shift)))
        return None if now is None or before is None else (now, before)

    def monthly(self, period: Period) -> tuple[Fraction | None, ...]:
        """Return the values of the twelve months up to the period's end."""
        year = year_to(period)
        return tuple(self._value(year.clip(month)) for month in year.months)

    def _value(self, period: Period) -> Fraction | None:
        return value(self.indicator, self._over(self._followed, period))

    def lateness(self, period: Period) -> Lateness:
        """Return the cases beyond the deadline, with the explanations given for them."""
        declared = self.indicator.measure
        if not isinstance(declared, RateWithin):
            return NONE_LATE
        return together(
            self._lateness(key, places, declared.within, period)
            for key, places in self.perimeter.of(period).items()
        )

    @cached_property
    def explained(self) -> bool:
        """Tell whether an explanation was ever given for a case of it."""
        known = self.basis.referentiel.explanations
        given = (one for _, site in self.perimeter.months for one in known.get(site, ()))
        return any(one.indicator == self.indicator.id for one in given)

    def _lateness(self, key: Key, places: Numbers, within: int, period: Period) -> Lateness:
        """Return the cases of one site; explanations are short of some in covered months alone."""
        asked, site = self.basis.as_of.asked, key[1]
        given = [
            one
            for one in self.basis.referentiel.explanations.get(site, ())
            if one.indicator == self.indicator.id and one.month in period.months
            and (asked is None or one.given <= asked)
        ]  # fmt: skip
        held = reconciled(site, self._cases(key, places, within), given)
        known = self.perimeter.months[key].covered
        idle = tuple(
            one
            for one in held.idle
            if asked is None and one.explained.month in known
            and period.clip(one.explained.month).whole
        )  # fmt: skip
        return replace(held, idle=idle)

    def _cases(self, key: Key, places: Numbers, within: int) -> Counter[tuple[int, int | None]]:
        """Return how many cases of a site are beyond the deadline, by month and days."""
        table, found = self.basis.table, Counter[tuple[int, int | None]]()
        for span, days, count in table.delays({key: places}).tolist():
            if days > within:
                found[int(table.spans.months[span]), days] += count
        if key in table.counts:
            overdue = table.counts[key][places, COUNTS.index("overdue")]
            for place, count in zip(places.tolist(), overdue.tolist(), strict=True):
                found[int(table.spans.months[place]), None] += count
        return found


def _by_days(answers: Numbers) -> DelayCounts:
    """Return rows (span, days, number) by days, in order."""
    by_days: Counter[int] = Counter()
    for _, days, count in answers.tolist():
        by_days[days] += count
    return sorted(by_days.items())


def reader(basis: Basis, indicator: Indicator, group: Sequence[str]) -> Reader:
    """Return what reads an indicator of some sites; one alone is judged by its own objectives."""
    if len(group) == 1:
        indicator = basis.referentiel.own(indicator, group[0])
    months = {(indicator.id, site): basis.months[indicator.id, site] for site in group}
    return Reader(basis, Perimeter(months, basis.table.spans, basis.shift), indicator)
