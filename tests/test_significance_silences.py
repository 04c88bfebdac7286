"""Silent months: runs put in by hand are found, and chance alone seldom names one."""

import math
from fractions import Fraction

import pytest

from plain_months import ALARMS, drawn, flat, seasonal, weak_august
from qualstat.significance.silences import FALSE_ALARM, Silence, silent_runs

TWENTY = [20] * 12


def with_zeros(*places: int, level: int = 20) -> list[int | None]:
    """Return a year of one level, silent in some months."""
    return [0 if place in places else level for place in range(12)]


def runs(counts: list[int | None]) -> list[tuple[int, int]]:
    """Return the first and last places of the silent runs."""
    return [(one.first, one.last) for one in silent_runs(counts)]


def test_an_ordinary_year() -> None:
    assert silent_runs(TWENTY) == silent_runs([0] * 12) == silent_runs([None] * 12) == []
    assert silent_runs([]) == []


def test_by_hand() -> None:
    """One month of twelve: expected 20, of which 12 at least, so 12 times e to the -12."""
    (one,) = silent_runs(with_zeros(4))
    assert one == Silence(4, 4, Fraction(20), one.p)
    assert one.p == pytest.approx(12 * math.exp(-12))


@pytest.mark.parametrize("places", [(0,), (11,), (3, 4, 5), (0, 11), (2, 6, 7)])
def test_runs(places: tuple[int, ...]) -> None:
    found = {place for first, last in runs(with_zeros(*places)) for place in range(first, last + 1)}
    assert found == set(places)


def test_a_run_tells_more_than_its_months() -> None:
    """At 5 a month, one silent month may be chance; three in a row are not."""
    assert runs(with_zeros(4, level=5)) == []
    assert runs(with_zeros(4, 5, 6, level=5)) == [(4, 6)]


def test_the_threshold() -> None:
    """The level from which a silent month is named: 12 exp(-0.6 level) = 0.01."""
    level = math.log(12 / FALSE_ALARM) / 0.6
    assert runs(with_zeros(4, level=math.floor(level))) == []
    assert runs(with_zeros(4, level=math.ceil(level))) == [(4, 4)]


def test_months_without_a_count() -> None:
    """They neither judge nor break a run; three others are the least."""
    assert runs([20, None, 0, None, 0, 20, 20]) == [(2, 4)]
    assert runs([None, 20, 20, 20, 0, 0]) == [(4, 5)]
    assert runs([None, 20, 20, 0, 0, 0]) == []


@pytest.mark.parametrize("overdispersed", [False, True])
@pytest.mark.parametrize("shape", [flat, weak_august, seasonal])
@pytest.mark.parametrize("level", [1, 2, 5, 10, 20])
@pytest.mark.parametrize("months", [12, 24])
def test_false_alarms(months: int, level: int, shape: object, overdispersed: bool) -> None:
    """In series without anything silent, 1 % at most, and what chance adds to it.

    One case a month in clusters, seasonal at once, is named more often, as the module says.
    """
    series = drawn(shape(months), level, overdispersed=overdispersed)
    worst = 25 + 15 if (level, overdispersed) == (1, True) else ALARMS
    assert sum(bool(silent_runs(counts)) for counts in series) <= worst
