"""A lasting change of level: those put in by hand or published are found, chance seldom is."""

from fractions import Fraction

import numpy as np
import pytest
from scipy import stats

from plain_months import ALARMS, LEVELS, SERIES, drawn, flat, seasonal, weak_august
from qualstat.significance.levels import FALSE_ALARM, level_change

YEAR = [100, 93, 108, 97, 104, 99, 111, 90, 101, 96, 105, 102]
HALVED = [100, 93, 108, 97, 104, 99, 55, 45, 51, 48, 52, 50]
# British coal-mining disasters a year from 1851 to 1962: R. G. Jarrett, "A Note on the Intervals
# between Coal-Mining Disasters", Biometrika 66 (1979)
DISASTERS = """
    4 5 4 1 0 4 3 4 0 6 3 3 4 0 2 6 3 3 5 4 5 3 1 4 4 1 5 5 3 4 2 5 2 2 3 4 2 1 3 2 2 1 1 1 1 3 0 0
    1 0 1 1 0 0 3 1 0 3 2 2 0 1 1 1 0 1 0 1 0 0 0 2 1 0 0 0 1 1 0 2 3 3 1 1 2 1 1 1 1 2 4 2 0 0 0 1
    4 0 0 0 1 0 0 0 0 0 1 0 0 1 0 1
"""


def test_published() -> None:
    """A. E. Raftery and V. E. Akman, Biometrika 73 (1986): from 3 to 1 a year, about 1890."""
    counts = [int(text) for text in DISASTERS.split()]
    assert (len(counts), sum(counts)) == (112, 191)
    change = level_change(counts)
    assert change is not None
    assert 1889 <= 1851 + change.place <= 1893
    assert float(change.before) == pytest.approx(3.1, abs=0.1)
    assert float(change.after) == pytest.approx(0.9, abs=0.1)


def test_a_level_halved() -> None:
    """Exact means on both sides: 601 / 6 and 301 / 6."""
    change = level_change(HALVED)
    assert change is not None
    assert (change.place, change.before, change.after) == (6, Fraction(601, 6), Fraction(301, 6))
    assert change.p <= FALSE_ALARM
    back = level_change(HALVED[::-1])
    assert back is not None
    assert (back.place, back.before, back.p) == (6, change.after, pytest.approx(change.p))


def test_p_by_hand() -> None:
    """Without chance within the sides: 5 months at 36, then 5 at 121; 5 splits leave 3 a side.

    On the scale 2 √(x + 3/8): 12.0623 and 22.0341, mean 17.0482. The least deviation is that of
    1 and 17.0482 / 12 = 1.4207 together, 1.7373; the ratio 9.9718 / (1.7373 √(2/5)) = 9.0755.
    Student's law has 8 degrees of freedom; both sides count, and each of the 5 splits.
    """
    change = level_change([36] * 5 + [121] * 5)
    assert change is not None
    assert change.place == 5
    assert change.p == pytest.approx(5 * 2 * stats.t.sf(9.0755, 8), rel=1e-3)


def test_scipy() -> None:
    """Where months vary by more than chance: Student's test of two samples, times 7 splits."""
    before, after = [4, 16, 5, 14, 4, 15], [60, 100, 62, 95, 61, 98]
    change = level_change(before + after)
    assert change is not None
    sides = [[2 * (count + 0.375) ** 0.5 for count in side] for side in (before, after)]
    assert change.p == pytest.approx(7 * stats.ttest_ind(*sides).pvalue)


def test_no_change() -> None:
    assert level_change(YEAR) is None
    assert level_change([0] * 12) is None
    assert level_change([]) is None


def test_months_without_a_count() -> None:
    """They are passed over; the place is that of the series."""
    change = level_change([None, *HALVED[:6], None, None, *HALVED[6:]])
    assert change is not None
    assert change.place == 9


def test_too_few_months() -> None:
    """Ten months, and three on either side, are the least."""
    assert level_change([100] * 5 + [30] * 5) is not None
    assert level_change([100] * 5 + [30] * 4) is None
    assert level_change([100] * 10 + [30] * 2) is None
    assert level_change([100] * 10 + [30] * 3) is not None


def test_one_or_two_odd_months_are_no_level() -> None:
    assert level_change([*YEAR[:10], 0, 101]) is None
    assert level_change([*YEAR[:10], 0, 0]) is None


def test_a_level_halved_by_chance() -> None:
    """Of 200 years of 100 a month, halved in July, nearly all are found, and about July."""
    rng = np.random.default_rng(4)
    halved = np.where(np.arange(12) < 6, 100, 50)
    found = [level_change(rng.poisson(halved).tolist()) for _ in range(200)]
    assert sum(change is not None and change.place in (5, 6, 7) for change in found) >= 190


@pytest.mark.parametrize("months", [12, 24])
@pytest.mark.parametrize("shape", [flat, weak_august, seasonal])
@pytest.mark.parametrize("level", LEVELS)
def test_false_alarms(level: int, shape: object, months: int) -> None:
    """In years without any change, seasons included, 1 % at most, and what chance adds to it."""
    assert FALSE_ALARM * SERIES == 10
    series = drawn(shape(months), level, overdispersed=shape is not seasonal)
    assert sum(level_change(counts) is not None for counts in series) <= ALARMS
