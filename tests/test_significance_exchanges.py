"""Exchanged months: those exchanged by hand are found, and chance alone seldom names one."""

import math
from statistics import median

import pytest
from scipy import stats

from plain_months import ALARMS, drawn, flat, seasonal, weak_august
from qualstat.significance.exchanges import FALSE_ALARM, exchanged, unusual

YEAR = [100, 93, 108, 97, 104, 99, 111, 90, 101, 96, 105, 102]
SMALL = [30, 29, 32, 28, 31, 30, 33, 27, 30, 29, 31, 30]


def swapped(*places: int) -> tuple[list[int | None], list[int | None]]:
    """Return both years with the counts of some months exchanged."""
    first, second = list[int | None](YEAR), list[int | None](SMALL)
    for place in places:
        first[place], second[place] = SMALL[place], YEAR[place]
    return first, second


@pytest.mark.parametrize("places", [(0,), (5,), (11,), (3, 9), (1, 2)])
def test_months_exchanged(places: tuple[int, ...]) -> None:
    """A ratio of 3.3 is enough; two of them do not hide each other."""
    first, second = swapped(*places)
    assert exchanged(first, second) == exchanged(second, first) == list(places)
    assert set(places) <= unusual(first) & unusual(second)


def test_ordinary_years_and_too_few_months() -> None:
    assert exchanged(YEAR, SMALL) == []
    assert exchanged([], []) == []
    assert unusual([]) == unusual(YEAR) == frozenset()
    first, second = swapped(5)
    assert exchanged(first[:7], second[:7]) == [5]
    assert exchanged(first[:6], second[:6]) == []


def test_odd_yet_not_exchanged() -> None:
    """Odd at one site, at both alike, or odd still after the exchange."""
    first, second = swapped(5)
    assert exchanged(first, SMALL) == exchanged(YEAR, second) == []
    quiet = [*YEAR[:5], 0, *YEAR[6:]], [*SMALL[:5], 0, *SMALL[6:]]
    assert exchanged(*quiet) == []
    assert exchanged(first, [*SMALL[:5], 400, *SMALL[6:]]) == []
    assert exchanged(first, [*second[:5], None, *second[6:]]) == []


def test_other_sites_to_be_exchanged_with_weigh() -> None:
    """Student's test against the eleven others by scipy, times the months and the other sites."""
    first, second = swapped(5)
    scale = [[2 * math.sqrt(count + 0.375) for count in one if count is not None]
             for one in (first, second)]  # fmt: skip
    gaps = [one - other for one, other in zip(*scale, strict=True)]
    others = gaps[:5] + gaps[6:]
    level = max(median(one) for one in scale)
    error = math.sqrt(1 + 1 + (level / 12) ** 2) * math.sqrt(1 + 1 / 11)
    ratio = abs(gaps[5] - sum(others) / 11) / error
    p = float(2 * stats.t.sf(ratio, 10)) * 12
    most = int(FALSE_ALARM / p)
    assert 1 <= most < 10_000
    assert exchanged(first, second, most) == [5]
    assert exchanged(first, second, most + 1) == []


@pytest.mark.parametrize("overdispersed", [False, True])
@pytest.mark.parametrize("shape", [flat, weak_august, seasonal])
@pytest.mark.parametrize("levels", [(2, 10), (10, 100), (100, 300)])
def test_false_alarms(levels: tuple[int, int], shape: object, overdispersed: bool) -> None:
    """Of 1,000 pairs of two years each, 1 % at most, and what chance adds to it."""
    pairs = zip(
        *(drawn(shape(24), one, overdispersed=overdispersed) for one in levels), strict=True
    )
    assert sum(bool(exchanged(*one)) for one in pairs) <= ALARMS
