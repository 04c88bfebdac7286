"""Odd months: counts that chance does not explain beside the other months of a series (A3).

Takes the counts of consecutive months; gives the odd ones. Conventions owned here: of series of
a year or two without anything odd, a month is named in `FALSE_ALARM` of them at most; a month is
judged against 6 others or more; every half-year begun holds one odd month at most, since more
of them are another level (see `levels`).

Why not each month against all others: two odd months hide each other, each being among the
others of the other one. A median and a median deviation would see both, but on 12 months chance
moves that deviation so much that a month would have to lie 6.3 of them away, instead of 4.7
standard errors, to be named in 1 % of the series only.
"""

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from qualstat.significance.scale import least_deviation, stabilised
from qualstat.significance.student import student

FALSE_ALARM = Fraction(1, 100)  # of series; overdispersed and seasonal, up to 0.013 of two years
LEAST_OTHERS = 6
HALF_YEAR = 6
Counts = Sequence[int | None]


class OddMonth(Struct, frozen=True):
    """An odd count: its place in the series, and the mean of the ordinary months."""

    place: int
    expected: Fraction
    direction: Literal["low", "high"]


def odd_months(counts: Counts) -> list[OddMonth]:
    """Return the odd months of a series, in order; a None is not judged, nor judges others.

    The month that lies farthest from the mean of the others, in standard errors, is set aside,
    again and again; each is tested against those that were left. The last one that passes makes
    odd all those set aside with it: so two odd months do not hide each other. The error is
    measured on the other months, never less than `least_deviation`; Student's test allows for
    the number of months left. Source: B. Rosner, "Percentage Points for a Generalized ESD
    Many-Outlier Procedure", Technometrics 25 (1983).

    >>> [month.place for month in odd_months([100, 95, 104, 0, 98, 102, 97, 310, 101, 99])]
    [3, 7]
    """
    held = {place: count for place, count in enumerate(counts) if count is not None}
    left = {place: stabilised(count) for place, count in held.items()}
    aside: list[int] = []
    odd: list[int] = []
    for _ in range(min(math.ceil(len(held) / HALF_YEAR), len(held) - LEAST_OTHERS)):
        place, ratio = _farthest(left)
        if student(ratio, len(left) - 2) * len(left) <= FALSE_ALARM:
            odd = [*aside, place]
        aside.append(place)
        del left[place]
    if not odd:
        return []
    ordinary = [count for place, count in held.items() if place not in odd]
    expected = Fraction(sum(ordinary), len(ordinary))
    return [
        OddMonth(place, expected, "low" if held[place] < expected else "high")
        for place in sorted(odd)
    ]


def _farthest(levels: dict[int, float]) -> tuple[int, float]:
    """Return the place farthest from the mean of the others, and how many errors away."""
    n = len(levels)
    mean = math.fsum(levels.values()) / n
    squares = math.fsum((level - mean) ** 2 for level in levels.values())
    place, ratio = -1, -1.0
    for candidate, level in levels.items():
        away = (level - mean) * n / (n - 1)  # from the mean of the others
        variance = max(0.0, squares - away * away * (n - 1) / n) / (n - 2)
        deviation = max(math.sqrt(variance), least_deviation(level - away))
        errors = abs(away) / (deviation * math.sqrt(n / (n - 1)))
        if errors > ratio:
            place, ratio = candidate, errors
    return place, ratio
