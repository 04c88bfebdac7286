"""Quantiles: the median and the ninth decile of counted values, of many groups at once.

Takes columns of groups, values and numbers; gives `Quantiles` by group. Convention owned here:
quantiles are exact, and those of Hyndman and Fan's seventh definition (C2).
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from qualstat.registers.waiting import FINE

Numbers = npt.NDArray[np.int64]
MEDIAN, P90 = (1, 2), (9, 10)  # of one, as whole numbers
MEMORY = 4_096  # quantiles: most are few days
_fraction = lru_cache(MEMORY)(Fraction)


class Quantiles(NamedTuple):
    """A median and a ninth decile; None where nothing was counted, or too coarsely."""

    median: Fraction | None = None
    p90: Fraction | None = None


NO_QUANTILES = Quantiles()


def quantiles(
    groups: Numbers, values: Numbers, numbers: Numbers, *, coarse: bool = False
) -> dict[int, Quantiles]:
    """Return the quantiles of each group of values, each counted a number of times above 0.

    Source: R. J. Hyndman and Y. Fan, "Sample Quantiles in Statistical Packages", The American
    Statistician 50 (1996), definition 7. All groups are placed in one running number: one by one
    they cost five times as much. Of `coarse` values, the last of a step, none leans on a step.

    >>> one = np.ones(3, np.int64)
    >>> quantiles(7 * one, np.array([2, 8, 3]), one)
    {7: Quantiles(median=Fraction(3, 1), p90=Fraction(7, 1))}
    """
    if not len(groups):
        return {}
    order = np.lexsort((values, groups))
    groups, values, numbers = groups[order], values[order], numbers[order]
    upto = numbers.cumsum()
    firsts = np.flatnonzero(np.diff(groups, prepend=groups[0] - 1))
    before = upto[firsts] - numbers[firsts]
    sizes = np.diff(before, append=upto[-1])
    found = []
    for top, base in (MEDIAN, P90):
        low, rest = np.divmod((sizes - 1) * top, base)
        below = values[upto.searchsorted(before + low, "right")]
        above = values[upto.searchsorted(before + low + (rest > 0), "right")]
        scaled = below * base + (above - below) * rest
        found.append([
            None if coarse and step > FINE else _fraction(whole, base)
            for whole, step in zip(scaled.tolist(), above.tolist(), strict=True)
        ])  # fmt: skip
    pairs = zip(groups[firsts].tolist(), *found, strict=True)
    return {group: Quantiles(median, p90) for group, median, p90 in pairs}


def by_site(
    answers: Mapping[str, Numbers], *, coarse: bool
) -> Mapping[str, Mapping[int, Quantiles]]:
    """Return the quantiles of each span of each site, from rows (span, days, number)."""
    found: dict[str, dict[int, Quantiles]] = {site: {} for site in answers}
    if not answers:
        return found
    sites = list(answers)
    rows = np.concatenate([answers[site] for site in sites])
    width = int(rows[:, 0].max(initial=0)) + 1
    lengths = [len(answers[site]) for site in sites]
    groups = np.repeat(np.arange(len(sites)) * width, lengths) + rows[:, 0]
    for group, held in quantiles(groups, rows[:, 1], rows[:, 2], coarse=coarse).items():
        site, span = divmod(group, width)
        found[sites[site]][span] = held
    return found
