"""Exchanges: months whose counts two sites took for each other's.

Takes series of parts; gives `Oddity` values. Convention owned here: a site is compared with every
other one that keeps the same part; only months unusual at both are looked at.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from qualstat.maps.series import Series
from qualstat.maps.values import Oddity
from qualstat.significance.exchanges import exchanged, unusual


def exchanges(held: Sequence[Series]) -> Iterator[Oddity]:
    """Yield the months that two sites exchanged."""
    alike: dict[object, list[Series]] = {}
    for one in held:
        if not one.row.whole:
            alike.setdefault(one.row.kept_as, []).append(one)
    for group in alike.values():
        seen = {one.row.site: unusual(one.counts) for one in group}
        for first, second in combinations(group, 2):
            if seen[first.row.site] & seen[second.row.site]:
                yield from _between(first, second, len(group) - 1)


def _between(first: Series, second: Series, others: int) -> Iterator[Oddity]:
    for place in exchanged(first.counts, second.counts, others):
        yield Oddity(
            "swapped-sites",
            first.row,
            (first.months[place],),
            Fraction(first.counts[place] or 0),
            Fraction(second.counts[place] or 0),
            other=second.row,
        )
