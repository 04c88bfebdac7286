"""Exchanged months: counts of two sites that each suit the other's series, and not their own (A3).

Takes the counts of the same consecutive months at two sites; gives the months exchanged.
Conventions owned here: a site's usual level is the median of its months, so that a few exchanged
ones do not hide each other; what both sites share, as a season, cancels out in their difference,
so its least deviation is that of the larger site and the chance of the other; 6 other months or
more judge; of series without any exchange, one is named in `FALSE_ALARM` of them at most.
"""

import math
from collections.abc import Sequence
from fractions import Fraction
from statistics import median

from qualstat.significance.scale import least_deviation, stabilised
from qualstat.significance.student import student

FALSE_ALARM = Fraction(1, 100)  # of series, each compared with all its `others`
LEAST_OTHERS = 6
UNUSUAL = 2  # least deviations off its usual level, from which a month may be another site's
Counts = Sequence[int | None]


def unusual(counts: Counts) -> frozenset[int]:
    """Return the months that lie off their series' usual level: no others can be exchanged."""
    levels = {place: stabilised(count) for place, count in enumerate(counts) if count is not None}
    if not levels:
        return frozenset()
    usual = median(levels.values())
    off = UNUSUAL * least_deviation(usual)
    return frozenset(place for place, level in levels.items() if abs(level - usual) > off)


def exchanged(first: Counts, second: Counts, others: int = 1) -> list[int]:
    """Return the months whose counts two sites exchanged; a None is not judged, nor judges others.

    A month may be exchanged where each count lies nearer to the other site's usual level than to
    its own. The difference between the sites is then tested against that of the months left, by
    Student's test of one observation against others, with the deviation of those; as many tests as
    there are months, and `others` sites to be exchanged with (Bonferroni). Source: "Student"
    (W. S. Gosset), "The Probable Error of a Mean", Biometrika 6 (1908).

    >>> exchanged([400, 390, 410, 97, 395, 405, 402], [100, 95, 105, 402, 90, 106, 98])
    [3]
    """
    pairs = {
        place: (stabilised(one), stabilised(other))
        for place, (one, other) in enumerate(zip(first, second, strict=True))
        if one is not None and other is not None
    }
    if not pairs:
        return []
    usual = median(one for one, _ in pairs.values()), median(other for _, other in pairs.values())
    suited = [place for place, pair in pairs.items() if _suits(pair, usual)]
    left = [one - other for place, (one, other) in pairs.items() if place not in suited]
    if len(left) < LEAST_OTHERS:
        return []
    mean = math.fsum(left) / len(left)
    squares = math.fsum((one - mean) ** 2 for one in left)
    least = math.hypot(1.0, least_deviation(max(usual)))
    error = max(math.sqrt(squares / (len(left) - 1)), least) * math.sqrt(1 + 1 / len(left))
    found = []
    for place in suited:
        away = abs(pairs[place][0] - pairs[place][1] - mean) / error
        if student(away, len(left) - 1) * len(pairs) * others <= FALSE_ALARM:
            found.append(place)
    return found


def _suits(pair: tuple[float, float], usual: tuple[float, float]) -> bool:
    """Tell whether two levels lie nearer to each other's usual one, and both as usual there."""
    for level, own, there in ((pair[0], *usual), (pair[1], *reversed(usual))):
        away = abs(level - there)
        if away >= abs(level - own) or away > UNUSUAL * least_deviation(there):
            return False
    return True
