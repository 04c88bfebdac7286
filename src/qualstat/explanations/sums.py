"""Sums: the arithmetic of a figure, down to the month, and the other ways to a yearly figure.

Takes the basis of a figure; gives `Sum` and `Way` values. Conventions owned here: the terms add up
to the figure, numerators with numerators (C8); a mean of rates is worked out only to explain a
figure published elsewhere, and is never one of ours.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from qualstat.coverage import state
from qualstat.explanations.values import Sum, Term, Way
from qualstat.measures.measure import size
from qualstat.measures.measure import value as value_of
from qualstat.periods import Period
from qualstat.referentiel.indicators import Indicator
from qualstat.scorecards.basis import Basis
from qualstat.scorecards.figures import groups
from qualstat.scorecards.reader import reader

FEW = 100  # a number with two decimals at most is a whole number of hundredths


def sums(
    basis: Basis, indicator: Indicator, sites: Sequence[str], period: Period
) -> tuple[Sum, ...]:
    """Return the arithmetic of each site, then of all of them where there are several."""
    return tuple(
        _sum(basis, indicator, site, group, period) for site, group in groups(sites).items()
    )


def _sum(
    basis: Basis, indicator: Indicator, site: str, group: Sequence[str], period: Period
) -> Sum:
    whole = _term(basis, indicator, group, period)
    terms = (_term(basis, indicator, group, period.clip(month)) for month in period.months)
    return Sum(site, whole.state, whole.counts, whole.value, tuple(terms))


def _term(basis: Basis, indicator: Indicator, group: Sequence[str], period: Period) -> Term:
    """Return what a period, within a month or not, adds to a figure."""
    read = reader(basis, indicator, group)
    counts = read.counts(read.perimeter.of(period))
    has_case = size(indicator.kind, counts) > 0
    held = state(period, read.perimeter.together, has_case=has_case)
    return Term(period.months[0], held, counts, value_of(indicator.kind, counts))


def ways(indicator: Indicator, held: Sequence[Sum], period: Period) -> tuple[Way, ...]:
    """Return the ways to the last of some sums; none to a volume, which only adds."""
    whole = held[-1]
    if indicator.kind == "volume" or whole.value is None:
        return ()
    months = [(one.month, one.value) for one in whole.terms if one.value is not None]
    sites = [(one.site, one.value) for one in held[:-1] if one.value is not None]
    found = [Way("pooled", whole.value, fold=_fold(indicator, whole.value, period))]
    found += [_mean("months", months)] if len(period.months) > 1 else []
    found += [_mean("sites", sites)] if len(held) > 1 and sites else []
    return tuple(found)


def _mean(name: Literal["months", "sites"], parts: Sequence[tuple[int | str, Fraction]]) -> Way:
    total = sum((value for _, value in parts), Fraction(0))
    return Way(name, total / len(parts), tuple(parts), total)


def _fold(indicator: Indicator, value: Fraction, period: Period) -> Fraction | None:
    """Return how many parts of as many as there are months a rate is; None where not exactly."""
    if indicator.kind != "rate" or len(period.months) == 1:
        return None
    parts = value / 100 * len(period.months)
    return parts if (parts * FEW).denominator == 1 else None
