"""Ranking: the place of a site among others, as far as intervals tell it.

Takes the comparisons of an indicator at several sites; gives them with their ranks. Convention
owned here: two sites stand in an order only where their 95 % intervals do not overlap, so only
rates have ranks, and only where up or down is the better way.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from qualstat.comparisons.values import Comparison, Rank
from qualstat.scorecards import ALL

Interval = tuple[float, float]


def ranked(found: Sequence[Comparison]) -> list[Comparison]:
    """Return comparisons, each with the place of its site among those of the same line."""
    lines: dict[object, dict[str, Interval]] = defaultdict(dict)
    for one in found:
        if one.now.site != ALL and one.now.interval and one.now.indicator.better:
            lines[_line(one)][one.now.site] = one.now.interval
    return [replace(one, rank=_placed(one, lines[_line(one)])) for one in found]


def _line(one: Comparison) -> object:
    return one.now.indicator.id, one.now.period, one.now.shift


def _placed(one: Comparison, sites: Mapping[str, Interval]) -> Rank | None:
    if one.now.site not in sites or len(sites) == 1:
        return None
    up = one.now.indicator.better == "up"
    return rank(sites[one.now.site], list(sites.values()), up=up)


def rank(own: Interval, every: Sequence[Interval], *, up: bool) -> Rank:
    """Return the place of an interval among all, its own included.

    >>> rank((10, 20), [(10, 20), (30, 40), (15, 35)], up=True)
    Rank(best=2, worst=3, of=3)
    """
    above = sum(low > own[1] for low, _ in every)
    below = sum(high < own[0] for _, high in every)
    before, after = (above, below) if up else (below, above)
    return Rank(1 + before, len(every) - after, len(every))
