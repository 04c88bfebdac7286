"""A measure: a value read off tallies, with its numerator, denominator and state.

Takes the counts of an indicator over some months; gives a `Measure`.
Conventions owned here: numbers are exact, rates in percent, delays in days, durations in seconds,
and nothing rounds; quantiles are those of Hyndman and Fan's seventh definition (C2).
"""

from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from msgspec import Struct

from qualstat.coverage import State
from qualstat.referentiel.indicators import MEANS, Indicator, RateWithin, Wait
from qualstat.registers.waiting import FINE

MEDIAN, P90 = Fraction(1, 2), Fraction(9, 10)
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


def size(indicator: Indicator, counts: Counts) -> int:
    """Return the number that makes a measure `measured` when it is above 0 (A1)."""
    return counts.numerator if indicator.kind == "volume" else counts.denominator


def value(indicator: Indicator, counts: Counts) -> Fraction | None:
    """Return the value of an indicator, exact; None without a case."""
    if not size(indicator, counts):
        return None
    if indicator.kind == "volume":
        return Fraction(counts.numerator)
    return Fraction(counts.numerator * (100 if indicator.kind == "rate" else 1), counts.denominator)


def measure(
    indicator: Indicator, counts: Counts, state: State, delays: DelayCounts = ()
) -> Measure:
    """Return the measure of an indicator from its counts; `delays` for a mean."""
    if state not in ("measured", "no_case"):
        return Measure(state)
    declared = indicator.measure
    measured = state == "measured"
    delays = delays if measured and spread(indicator) else ()
    return Measure(
        state,
        value=value(indicator, counts),
        numerator=counts.numerator if measured else None,
        denominator=counts.denominator if measured and indicator.kind != "volume" else None,
        pending=_pending(indicator, counts),
        overdue=counts.overdue if isinstance(declared, RateWithin) else None,
        excluded=counts.excluded,
        median=_exact(indicator, delays, MEDIAN) if delays else None,
        p90=_exact(indicator, delays, P90) if delays else None,
    )


def _pending(indicator: Indicator, counts: Counts) -> int | None:
    """Return how many cases wait; None where none can, or of a ratio where none does."""
    if indicator.kind == "ratio":
        return counts.pending or None
    return counts.pending if isinstance(indicator.measure, Wait) else None


def _exact(indicator: Indicator, delays: DelayCounts, share: Fraction) -> Fraction | None:
    """Return a quantile; None where it leans on a wait that is known by its coarse step alone."""
    below, above, part = _around(delays, share)
    return None if indicator.by_month and above > FINE else _between(below, above, part)


def spread(indicator: Indicator) -> bool:
    """Tell whether a median and a ninth decile go with the mean: of days and seconds."""
    return indicator.kind in MEANS - {"score"}


def quantile(delays: DelayCounts, share: Fraction) -> Fraction:
    """Return a quantile of counted values, by linear interpolation.

    Source: R. J. Hyndman and Y. Fan, "Sample Quantiles in Statistical Packages", The American
    Statistician 50 (1996), definition 7.

    >>> quantile([(2, 1), (3, 1), (8, 1)], Fraction(9, 10))
    Fraction(7, 1)
    """
    return _between(*_around(delays, share))


def _between(below: int, above: int, part: Fraction) -> Fraction:
    return Fraction(below) if above == below else below + part * (above - below)


def _around(delays: DelayCounts, share: Fraction) -> tuple[int, int, Fraction]:
    """Return the two values around a quantile, and how far it lies from the first one."""
    upto = list(accumulate([count for _, count in delays]))
    low, rest = divmod((upto[-1] - 1) * share.numerator, share.denominator)
    below = above = delays[bisect_right(upto, low)][0]
    if rest:  # the place lies between two values, so that there is one above
        above = delays[bisect_right(upto, low + 1)][0]
    return below, above, Fraction(rest, share.denominator)
