"""Silent months: runs of months without a case that the other months make implausible (A3).

Takes the counts of consecutive months; gives the silent runs. Conventions owned here: the weakest
months of a healthy register hold `WEAKEST` of its mean, so no more than that is expected of a
run; a run is judged against 3 other months or more; of series without anything silent, one is
named in `FALSE_ALARM` of them at most.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

from msgspec import Struct

from qualstat.significance.scarce import scarce

FALSE_ALARM = Fraction(1, 100)  # of series; of one case a month in clusters, seasonal, up to 0.025
WEAKEST = Fraction(3, 5)  # of the mean: a month of holidays, or records that come in clusters
LEAST_OTHERS = 3


class Silence(Struct, frozen=True):
    """A silent run: its first and last places, the cases that the others make expected, and p."""

    first: int
    last: int
    expected: Fraction
    p: float


def silent_runs(counts: Sequence[int | None]) -> list[Silence]:
    """Return the silent runs of a series, in order; a None is not judged, nor judges others.

    Poisson's probability of no case over a run (see `scarce`), where each month is expected to
    hold `WEAKEST` of the mean of the months out of the run; as many tests as there are months
    (Bonferroni: p is an upper bound).

    >>> [(one.first, one.last) for one in silent_runs([30, 26, 31, 0, 28, 33, 29, 27])]
    [(3, 3)]
    """
    held = [(place, count) for place, count in enumerate(counts) if count is not None]
    total, found = sum(count for _, count in held), []
    for silent, run in groupby(held, key=lambda one: one[1] == 0):
        places = [place for place, _ in run]
        others = len(held) - len(places)
        if not silent or others < LEAST_OTHERS:
            continue
        expected = Fraction(total * len(places), others)
        p = min(1.0, scarce(0, float(expected * WEAKEST)) * len(held))
        if p <= FALSE_ALARM:
            found.append(Silence(places[0], places[-1], expected, p))
    return found
