"""A measure: a value read off tallies, with its numerator, denominator and state.

Takes the counts of an indicator over some months; gives a `Measure`.
Conventions owned here: numbers are exact, rates in percent, delays in days, durations in seconds,
and nothing rounds.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from msgspec import Struct

from qualstat.coverage import State
from qualstat.measures.quantiles import NO_QUANTILES, Quantiles
from qualstat.referentiel.indicators import MEANS, Gives, Indicator, RateWithin, Wait

DelayCounts = Sequence[tuple[int, int]]  # (days, number of answers), days ascending


class Counts(NamedTuple):
    """What a span of a site adds to a measure; sums over spans and sites (C8).

    For a mean `numerator` is the sum of days, seconds or points, for a volume it is the volume.
    """

    numerator: int = 0
    denominator: int = 0
    pending: int = 0
    overdue: int = 0
    excluded: int = 0


COUNTS = Counts._fields


class Measure(Struct, frozen=True):
    """A measure over a period. Numbers are None where they do not apply."""

    state: State
    value: Fraction | None = None
    numerator: int | None = None
    denominator: int | None = None
    pending: int | None = None
    overdue: int | None = None
    excluded: int | None = None
    median: Fraction | None = None
    p90: Fraction | None = None


class Form(Struct, frozen=True):
    """Which numbers the measures of an indicator have: asked of it once for all its periods.

    `waits` and `deadline`: cases can be pending, and overdue. `spread`: a median and a ninth decile
    go with the mean, of days and seconds; `coarse`, where the seconds are kept by step.
    """

    kind: Gives
    waits: bool
    deadline: bool
    spread: bool
    coarse: bool


def form(indicator: Indicator) -> Form:
    """Return which numbers the measures of an indicator have."""
    kind, declared = indicator.kind, indicator.measure
    return Form(
        kind,
        waits=isinstance(declared, Wait),
        deadline=isinstance(declared, RateWithin),
        spread=kind in MEANS - {"score"},
        coarse=indicator.by_month,
    )


def size(kind: Gives, counts: Counts) -> int:
    """Return the number that makes a measure `measured` when it is above 0 (A1)."""
    return counts.numerator if kind == "volume" else counts.denominator


def value(kind: Gives, counts: Counts) -> Fraction | None:
    """Return the value of a kind of figure, exact; None without a case."""
    if not size(kind, counts):
        return None
    if kind == "volume":
        return Fraction(counts.numerator)
    return Fraction(counts.numerator * (100 if kind == "rate" else 1), counts.denominator)


def measure(
    form: Form, counts: Counts, state: State, quantiles: Quantiles = NO_QUANTILES
) -> Measure:
    """Return the measure of an indicator from its counts; `quantiles` for a mean."""
    if state not in ("measured", "no_case"):
        return Measure(state)
    measured = state == "measured"
    return Measure(
        state,
        value=value(form.kind, counts),
        numerator=counts.numerator if measured else None,
        denominator=counts.denominator if measured and form.kind != "volume" else None,
        pending=_pending(form, counts),
        overdue=counts.overdue if form.deadline else None,
        excluded=counts.excluded,
        median=quantiles.median,
        p90=quantiles.p90,
    )


def _pending(form: Form, counts: Counts) -> int | None:
    """Return how many cases wait; None where none can, or of a ratio where none does."""
    if form.kind == "ratio":
        return counts.pending or None
    return counts.pending if form.waits else None
