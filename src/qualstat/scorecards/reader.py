"""Reading one indicator off the table, over one perimeter.

Takes a `Basis`, an indicator and the sites of a figure; gives counts, measures and what was
late. Convention owned here: the earlier period is judged by the objective of its own last day.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from operator import sub
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from qualstat import verdicts
from qualstat.coverage import state
from qualstat.measures.measure import Counts, Form, Measure, measure, size, value
from qualstat.measures.quantiles import NO_QUANTILES
from qualstat.measures.table import Key
from qualstat.periods import Period
from qualstat.referentiel.indicators import Indicator
from qualstat.scorecards.answers import Answers
from qualstat.scorecards.basis import Basis, months_to
from qualstat.scorecards.late_cases import late_cases
from qualstat.scorecards.lateness import Lateness
from qualstat.scorecards.perimeter import Perimeter
from qualstat.scorecards.printed import published
from qualstat.scorecards.terms import Terms, terms
from qualstat.scorecards.values import NO_PREVIOUS, Previous
from qualstat.scorecards.worth import Worth, worth

Numbers = npt.NDArray[np.int64]
Running = Sequence[Sequence[int]]
NO_COUNTS = Counts()


class Judged(NamedTuple):
    """A measure, what holds for it, and what it is worth."""

    measure: Measure
    terms: Terms
    worth: Worth


class Reader(Struct, frozen=True, dict=True):
    """One indicator over one perimeter, read off the table."""

    basis: Basis
    perimeter: Perimeter
    indicator: Indicator
    form: Form

    def terms(self, period: Period) -> Terms:
        """Return what holds for the indicator over a period."""
        held = self._terms.get(period)
        if held is None:
            held = self._terms[period] = terms(self.basis.referentiel, self.indicator, period)
        return held

    @cached_property
    def _terms(self) -> dict[Period, Terms]:
        return self.basis.terms_of(self.indicator)

    def counts(self, spans: Mapping[Key, Numbers]) -> Counts:
        """Return the counts over some spans."""
        return self.basis.table.total(spans)

    def judged(self, period: Period) -> Judged:
        """Return the measure of a period, over the months that each site follows, judged."""
        found = self._judged.get(period)
        if found is None:
            held, known = self._measure(period), self.terms(period)
            found = Judged(held, known, worth(self.form.kind, held, known.objective))
            self._judged[period] = found
        return found

    @cached_property
    def _judged(self) -> dict[Period, Judged]:
        return {}  # a month is shown, is the earlier one of another, and a bar of a dozen

    def _measure(self, period: Period) -> Measure:
        counts = self._over(self._followed, period)
        has_case = size(self.form.kind, counts) > 0
        held = state(period, self.perimeter.together, has_case=has_case)
        shown = has_case and self.form.spread
        quantiles = self.answers.quantiles(period) if shown else NO_QUANTILES
        return measure(self.form, counts, held, quantiles)

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
        upto, before = running[inside.stop], running[inside.start]
        if upto == before:  # as of a period before all rows, or of a missing register
            return NO_COUNTS
        return Counts._make(map(sub, upto, before))

    @cached_property
    def answers(self) -> Answers:
        """The answers over the months that each site follows."""
        return Answers(self.basis.table, self.perimeter, self.indicator, self.form.coarse)

    def previous(self, period: Period) -> Previous:
        """Return the earlier period, under the objective of its own last day (V1)."""
        before = period.earlier(self.basis.shift)
        held = self._judged.get(before)
        known = self._value(before) if held is None else held.measure.value
        if known is None:
            if not self.basis.published:
                return NO_PREVIOUS
            return published(self.basis, self.perimeter, self.indicator, self.terms(before), before)
        promised = self.terms(before).objective
        verdict = verdicts.judge(known, promised) if held is None else held.worth.verdict
        return Previous(known, verdict, "registers", objective=promised)

    def common(self, period: Period) -> tuple[Fraction, Fraction] | None:
        """Return the values of a period and of the earlier one on the common perimeter."""
        later, earlier = self._in_both
        now = value(self.form.kind, self._over(later, period))
        before = value(self.form.kind, self._over(earlier, period.earlier(self.basis.shift)))
        return None if now is None or before is None else (now, before)

    def monthly(self, period: Period) -> tuple[Fraction | None, ...]:
        """Return the values of the twelve months up to the period's end."""
        return tuple(self._bar(month) for month in months_to(period))

    def _bar(self, month: Period) -> Fraction | None:
        if month not in self._bars:
            self._bars[month] = self._value(month)
        return self._bars[month]

    @cached_property
    def _bars(self) -> dict[Period, Fraction | None]:
        return {}  # a month is a bar of twelve figures

    def _value(self, period: Period) -> Fraction | None:
        held = self._judged.get(period)
        if held is not None:
            return held.measure.value
        return value(self.form.kind, self._over(self._followed, period))

    def lateness(self, period: Period) -> Lateness:
        """Return the cases beyond the deadline, with the explanations given for them."""
        return late_cases(self.basis, self.perimeter, self.indicator, period)

    @cached_property
    def explained(self) -> bool:
        """Tell whether an explanation was ever given for a case of it."""
        known = self.basis.referentiel.explanations
        given = (one for _, site in self.perimeter.months for one in known.get(site, ()))
        return any(one.indicator == self.indicator.id for one in given)


def reader(basis: Basis, indicator: Indicator, group: Sequence[str]) -> Reader:
    """Return what reads an indicator of some sites; one alone is judged by its own objectives."""
    if len(group) == 1:
        indicator = basis.referentiel.own(indicator, group[0])
    months = {(indicator.id, site): basis.months[indicator.id, site] for site in group}
    perimeter = Perimeter(months, basis.table.spans, basis.shift)
    return Reader(basis, perimeter, indicator, basis.form(indicator))
