"""A lasting change within a series of months of shares or of delays: where, if chance allows it.

Takes the cases of months that have any; gives the `Split` that tells them apart best. Conventions
owned here: either side has `LEAST_SIDE` months and `LEAST_CASES` cases at least; p is the greater
of two tests, case by case (Fisher's, Mann and Whitney's) and month by month (Student's), times the
number of splits tried (Bonferroni), so that neither months that vary more than their cases do nor
the search itself makes a change.
"""

import math
from collections.abc import Callable, Sequence

from msgspec import Struct

from qualstat.significance.delays import mann_whitney
from qualstat.significance.levels import FALSE_ALARM, LEAST_SIDE
from qualstat.significance.proportions import fisher
from qualstat.significance.student import student

LEAST_CASES = 10  # on either side
Tally = Sequence[tuple[int, int]]  # (days, number of answers)


class Split(Struct, frozen=True):
    """The place of the first month after it, p of the search, and how many splits it tried."""

    place: int
    p: float
    tried: int

    @property
    def called(self) -> bool:
        """Whether it is a change: chance alone makes one in `FALSE_ALARM` of series at most."""
        return self.p <= FALSE_ALARM


class _Scores(Struct, frozen=True):
    """By month the number of cases and the sum of their scores; the variance over all cases."""

    sizes: Sequence[int]
    sums: Sequence[float]
    variance: float


def rate_split(months: Sequence[tuple[int, int]]) -> Split | None:
    """Return the split of months `(successes, cases)`; None where none may be tried.

    >>> rate_split([(19, 20)] * 6 + [(9, 20)] * 6).place
    6
    """
    sizes, sums = [cases for _, cases in months], [successes for successes, _ in months]
    total, successes = sum(sizes), sum(sums)
    share = successes / total if total else 0.0
    scores = _Scores(sizes, sums, share * (1 - share))

    def cases(place: int) -> float:
        before = sum(sums[:place]), sum(sizes[:place])
        return fisher(successes - before[0], total - before[1], *before)

    return _best(scores, cases)


def delay_split(months: Sequence[Tally]) -> Split | None:
    """Return the split of months of answers by delay; None where none may be tried.

    >>> delay_split([[(2, 9), (3, 9)]] * 6 + [[(5, 9), (9, 9)]] * 6).place
    6
    """
    return _best(_ranked(months), lambda place: mann_whitney(
        [one for month in months[place:] for one in month],
        [one for month in months[:place] for one in month],
    ))  # fmt: skip


def _ranked(months: Sequence[Tally]) -> _Scores:
    """Return the scores of delays: their ranks over all months, equal delays sharing the mean."""
    whole: dict[int, int] = {}
    for month in months:
        for days, count in month:
            whole[days] = whole.get(days, 0) + count
    ranks, below = {}, 0
    for days, count in sorted(whole.items()):
        ranks[days] = below + (count + 1) / 2
        below += count
    middle = (below + 1) / 2
    spread = math.fsum(count * (ranks[days] - middle) ** 2 for days, count in whole.items())
    return _Scores(
        [sum(count for _, count in month) for month in months],
        [math.fsum(ranks[days] * count for days, count in month) for month in months],
        spread / below if below else 0.0,
    )


def _best(scores: _Scores, cases: Callable[[int], float]) -> Split | None:
    """Return the split whose two tests leave chance the least room."""
    splits = range(LEAST_SIDE, len(scores.sizes) - LEAST_SIDE + 1)
    tried = [
        place for place in splits
        if min(sum(scores.sizes[:place]), sum(scores.sizes[place:])) >= LEAST_CASES
    ]  # fmt: skip
    if not tried:
        return None
    p, place = min((max(cases(place), _months(scores, place)), place) for place in tried)
    return Split(place, min(1.0, p * len(tried)), len(tried))


def _months(scores: _Scores, place: int) -> float:
    """Return p of Student's test, each month weighing its cases.

    The variance of a case is that between the months of a side, never less than that between
    cases: months that are more alike than chance makes them prove nothing. Source of the ranks:
    W. J. Conover and R. L. Iman, "Rank Transformations as a Bridge between Parametric and
    Nonparametric Statistics", The American Statistician 35 (1981).
    """
    sides = (slice(None, place), slice(place, None))
    sizes = [sum(scores.sizes[side]) for side in sides]
    means = [math.fsum(scores.sums[side]) / size for side, size in zip(sides, sizes, strict=True)]
    freedom = len(scores.sizes) - 2
    between = math.fsum(
        (total - mean * size) ** 2 / size
        for side, mean in zip(sides, means, strict=True)
        for size, total in zip(scores.sizes[side], scores.sums[side], strict=True)
    ) / freedom  # fmt: skip
    error = math.sqrt(max(between, scores.variance) * (1 / sizes[0] + 1 / sizes[1]))
    return student((means[1] - means[0]) / error, freedom) if error else 1.0
