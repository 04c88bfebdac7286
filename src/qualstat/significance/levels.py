"""A lasting change of level within a series of months.

Takes the counts of consecutive months; gives the month from which they lie at another level, if
there is one. Conventions owned here: `FALSE_ALARM` is the share of series without any change in
which one is named all the same, at most; a level is held by 3 months or more, a series has 10.
"""

import math
from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from qualstat.significance.scale import least_deviation, stabilised
from qualstat.significance.student import student

FALSE_ALARM = Fraction(1, 100)  # of series; overdispersed and seasonal at once, up to 0.015
LEAST_MONTHS = 10
LEAST_SIDE = 3


class LevelChange(Struct, frozen=True):
    """A change: the place of the first month after it, the means on both sides, and p."""

    place: int
    before: Fraction
    after: Fraction
    p: float


def level_change(counts: Sequence[int | None]) -> LevelChange | None:
    """Return the change of level of a series, None where chance may explain what there is.

    Student's test of two samples on either side of each month, the largest one against as many
    tests (Bonferroni: p is an upper bound). The deviation within the sides is never taken for
    less than `least_deviation`, so that a season is not a change. A None is passed over.
    Source: D. M. Hawkins, "Testing a Sequence of Observations for a Shift in Location", Journal
    of the American Statistical Association 72 (1977).

    >>> level_change([100, 95, 104, 98, 102, 97, 51, 48, 50, 47, 53, 49]).place
    6
    """
    held = [(place, count) for place, count in enumerate(counts) if count is not None]
    if len(held) < LEAST_MONTHS:
        return None
    levels = [stabilised(count) for _, count in held]
    splits = range(LEAST_SIDE, len(held) - LEAST_SIDE + 1)
    ratio, split = max((_ratio(levels, split), -split) for split in splits)
    p = min(1.0, student(ratio, len(held) - 2) * len(splits))
    if p > FALSE_ALARM:
        return None
    split = -split
    before, after = held[:split], held[split:]
    return LevelChange(after[0][0], _mean(before), _mean(after), p)


def _ratio(levels: list[float], split: int) -> float:
    """Return how many standard errors apart the means before and from a month on are."""
    n = len(levels)
    before, after = levels[:split], levels[split:]
    low, high = math.fsum(before) / split, math.fsum(after) / (n - split)
    squares = math.fsum((x - low) ** 2 for x in before) + math.fsum((x - high) ** 2 for x in after)
    deviation = max(math.sqrt(squares / (n - 2)), least_deviation(math.fsum(levels) / n))
    return abs(high - low) / (deviation * math.sqrt(1 / split + 1 / (n - split)))


def _mean(months: list[tuple[int, int]]) -> Fraction:
    return Fraction(sum(count for _, count in months), len(months))
