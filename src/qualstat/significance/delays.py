"""A change between the delays of two periods: the test of Mann and Whitney, with ties.

Takes two tallies of answers by delay; gives the probability of a difference as odd where
nothing changed. Conventions owned here: equal delays share the mean of their ranks. Up to
`EXACT` answers on both sides together, p is exact over every way to share the delays out
between the sides: twice the smaller tail of the rank sum, the observed sum included, at most 1.
Beyond, it is the normal approximation with the correction for ties and that for continuity.
"""

import math
from collections.abc import Sequence

import numpy as np
from msgspec import Struct

EXACT = 40  # answers; every count of ways, 2 ** 40 in all, fits an int64


class _Step(Struct, frozen=True):
    """One delay: answers on both sides, those of now, and twice their common rank."""

    answers: int
    now: int
    rank: int


def mann_whitney(now: Sequence[tuple[int, int]], before: Sequence[tuple[int, int]]) -> float:
    """Return the two-sided p that delays differ, from tallies `(days, number of answers)`.

    It is 1.0 where a side is empty, or all delays are equal. Source: H. B. Mann and
    D. R. Whitney, "On a Test of Whether one of Two Random Variables is Stochastically Larger
    than the Other", Annals of Mathematical Statistics 18 (1947).

    >>> mann_whitney([(1, 1), (2, 1), (3, 1)], [(4, 1), (5, 1), (6, 1)])
    0.1
    """
    steps = _steps(now, before)
    answers, chosen = sum(step.answers for step in steps), sum(step.now for step in steps)
    if chosen in (0, answers) or len(steps) == 1:
        return 1.0
    return (_exact if answers <= EXACT else _normal)(steps, answers, chosen)


def _steps(now: Sequence[tuple[int, int]], before: Sequence[tuple[int, int]]) -> list[_Step]:
    sides: dict[int, list[int]] = {}
    for side, tally in enumerate((now, before)):
        for days, answers in tally:
            sides.setdefault(days, [0, 0])[side] += answers
    steps, below = [], 0
    for _, (of_now, of_before) in sorted(sides.items()):
        if answers := of_now + of_before:
            steps.append(_Step(answers, of_now, 2 * below + answers + 1))
            below += answers
    return steps


def _exact(steps: list[_Step], answers: int, chosen: int) -> float:
    """Return p over every choice of `chosen` answers among all."""
    ways = np.zeros((chosen + 1, answers * (answers + 1) + 1), np.int64)  # by number and rank sum
    ways[0, 0] = 1
    for step in steps:
        grown = ways.copy()
        for taken in range(1, min(step.answers, chosen) + 1):
            shift = taken * step.rank
            grown[taken:, shift:] += math.comb(step.answers, taken) * ways[:-taken, :-shift]
        ways = grown
    observed = sum(step.now * step.rank for step in steps)
    low, high = int(ways[-1, : observed + 1].sum()), int(ways[-1, observed:].sum())
    return min(1.0, 2 * min(low, high) / math.comb(answers, chosen))


def _normal(steps: list[_Step], answers: int, chosen: int) -> float:
    """Return p of the normal approximation: half a rank nearer, a variance less for ties."""
    observed = sum(step.now * step.rank for step in steps)
    distance = abs(observed - chosen * (answers + 1)) / 2
    ties = sum(step.answers**3 - step.answers for step in steps)
    spread = answers + 1 - ties / (answers * (answers - 1))
    deviation = math.sqrt(chosen * (answers - chosen) * spread / 12)
    return math.erfc(max(0.0, distance - 0.5) / deviation / math.sqrt(2))
