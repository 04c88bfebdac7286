"""Odd months: those put in by hand are found, and chance alone seldom names one."""

from fractions import Fraction

import numpy as np
import pytest
from scipy import stats

from plain_months import ALARMS, LEVELS, SERIES, drawn, flat, seasonal, weak_august
from qualstat.significance.months import FALSE_ALARM, OddMonth, odd_months

YEAR = [100, 93, 108, 97, 104, 99, 111, 90, 101, 96, 105, 102]
SMALL = [10, 9, 12, 8, 11, 10, 13, 7, 10, 9, 11, 10]


def places(counts: list[int | None]) -> list[int]:
    """Return the places of the odd months."""
    return [month.place for month in odd_months(counts)]


def changed(counts: list[int], **months: int | None) -> list[int | None]:
    """Return a series with other counts in some months: `m4=0`."""
    other: list[int | None] = list(counts)
    for name, count in months.items():
        other[int(name[1:])] = count
    return other


def test_an_ordinary_year() -> None:
    assert odd_months(YEAR) == []
    assert odd_months(SMALL) == []
    assert odd_months([0] * 12) == []
    assert odd_months([]) == []


@pytest.mark.parametrize(("count", "direction"), [(0, "low"), (300, "high")])
@pytest.mark.parametrize("place", [0, 5, 11])
def test_one_odd_month(place: int, count: int, direction: str) -> None:
    """The expected count is the exact mean of the eleven others."""
    others = sum(YEAR) - YEAR[place]
    odd = odd_months(changed(YEAR, **{f"m{place}": count}))
    assert odd == [OddMonth(place, Fraction(others, 11), direction)]


@pytest.mark.parametrize(("first", "second"), [(0, 0), (0, 300), (300, 300), (0, 1000)])
def test_two_odd_months_do_not_hide_each_other(first: int, second: int) -> None:
    odd = odd_months(changed(YEAR, m3=first, m9=second))
    others = Fraction(sum(YEAR) - YEAR[3] - YEAR[9], 10)
    assert [(month.place, month.expected) for month in odd] == [(3, others), (9, others)]


def test_scipy() -> None:
    """Where months vary by more than chance: Student's test of one month against eleven others."""
    others = [4, 16] * 5 + [9]
    scale = [2 * (count + 0.375) ** 0.5 for count in others]
    odd = []
    for count in range(17, 120):
        p = stats.ttest_ind([2 * (count + 0.375) ** 0.5], scale).pvalue
        odd.append(places([*others, count]) == [11])
        assert odd[-1] == (p * 12 <= FALSE_ALARM)
    assert 10 < sum(odd) < 90  # both answers are tried


def test_months_without_a_count() -> None:
    """They are neither judged nor judges; places stay those of the series."""
    assert places(changed(YEAR, m0=None, m1=None, m6=0, m10=None)) == [6]
    assert places([None] * 12) == []


def test_too_few_others() -> None:
    """Six other months are the least: nothing is said of six months in all."""
    assert places([*YEAR[:6], 0]) == [6]
    assert places([*YEAR[:5], 0]) == []


@pytest.mark.parametrize("count", [0, 60])
def test_what_is_named_is_found_by_chance_too(count: int) -> None:
    """At 20 a month, a silent month or one of three times as many is mostly found."""
    rng = np.random.default_rng(3)
    found = 0
    for _ in range(200):
        counts = rng.poisson(20, 12).tolist()
        counts[4] = count
        found += 4 in places(counts)
    assert found >= 150


@pytest.mark.parametrize("overdispersed", [False, True])
@pytest.mark.parametrize("shape", [flat, weak_august, seasonal])
@pytest.mark.parametrize("level", LEVELS)
def test_false_alarms(level: int, shape: object, overdispersed: bool) -> None:
    """In years without anything odd, 1 % at most are named, and what chance adds to it."""
    assert FALSE_ALARM * SERIES == 10
    series = drawn(shape(12), level, overdispersed=overdispersed)
    assert sum(bool(odd_months(counts)) for counts in series) <= ALARMS


@pytest.mark.parametrize("shape", [flat, weak_august])
@pytest.mark.parametrize("level", LEVELS)
def test_false_alarms_in_two_years(level: int, shape: object) -> None:
    series = drawn(shape(24), level, overdispersed=shape is flat)
    assert sum(bool(odd_months(counts)) for counts in series) <= ALARMS
