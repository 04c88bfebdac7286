"""Mann and Whitney's test against published values, every choice one by one, and SciPy."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from qualstat.significance.delays import EXACT, mann_whitney

sides = st.lists(st.integers(0, 6), min_size=1, max_size=6)


def tally(delays: list[int]) -> list[tuple[int, int]]:
    """Return delays as a tally, days ascending."""
    return sorted(Counter(delays).items())


@pytest.mark.parametrize(
    ("now", "before", "tail"),
    [
        # Mann and Whitney (1947), table I: P(U <= u) for 3 and 3, then 4 and 4
        ([1, 2, 3], [4, 5, 6], 0.050),
        ([1, 2, 4], [3, 5, 6], 0.100),  # u = 1
        ([1, 2, 3, 4], [5, 6, 7, 8], 0.014),
        ([1, 2, 4, 5], [3, 6, 7, 8], 0.057),  # u = 2
        # M. Hollander and D. A. Wolfe, "Nonparametric Statistical Methods" (1973), p. 69
        (
            [80, 83, 189, 104, 145, 138, 191, 164, 73, 146],
            [115, 88, 90, 74, 121],
            0.1272,
        ),
    ],
)
def test_published(now: list[int], before: list[int], tail: float) -> None:
    assert mann_whitney(tally(now), tally(before)) == pytest.approx(2 * tail, abs=0.001)
    assert mann_whitney(tally(before), tally(now)) == pytest.approx(2 * tail, abs=0.001)


@given(sides, sides)
def test_every_choice(now: list[int], before: list[int]) -> None:
    """With ties: twice the share of the choices whose ranks add up to as little, or as much."""
    delays = now + before
    ranks = [
        sum(2 * (other < delay) + (other == delay) for other in delays) + 1 for delay in delays
    ]  # twice the mean rank
    sums = [sum(chosen) for chosen in combinations(ranks, len(now))]
    seen = sum(ranks[: len(now)])
    tails = (sum(s <= seen for s in sums), sum(s >= seen for s in sums))
    expected = min(1.0, 2 * min(tails) / len(sums))
    assert mann_whitney(tally(now), tally(before)) == pytest.approx(expected)


def test_scipy_exact() -> None:
    """Up to the last number of answers for which it is exact; without ties, as SciPy's is."""
    now, before = [2 * day for day in range(19)], [2 * day + 7 for day in range(21)]
    before = [day if day % 2 else day + 1 for day in before]
    assert len(now + before) == EXACT
    expected = stats.mannwhitneyu(now, before, method="exact").pvalue
    assert mann_whitney(tally(now), tally(before)) == pytest.approx(expected)


@pytest.mark.parametrize("late", [0, 1, 5, 40])
def test_scipy_normal(late: int) -> None:
    now, before = [1, 2, 2, 3, 3, 3, 8] * 6 + [30] * late, [1, 2, 3, 3, 4, 4, 9] * 7
    expected = stats.mannwhitneyu(now, before, method="asymptotic").pvalue
    assert mann_whitney(tally(now), tally(before)) == pytest.approx(expected)


def test_by_hand() -> None:
    """A million answers a side on two days, of which a thousand lie a day earlier now.

    U lies 10^12 x 0.001 / 2 = 5e8 from its mean. Ties: 2 (10^6)^3 / (2 x 10^6)^2 = 5e5, so the
    variance is 10^12 / 12 x (2e6 - 5e5) = 1.25e17, the ratio the root of 2, and p 0.1573.
    """
    now, before = [(1, 500_500), (2, 499_500)], [(1, 499_500), (2, 500_500)]
    assert mann_whitney(now, before) == pytest.approx(0.1573, abs=5e-5)
    assert mann_whitney(now, now) == 1.0
    assert mann_whitney([(1, 10**6)], [(2, 10**6)]) == 0.0


def test_nothing_to_tell() -> None:
    """An empty side, or equal delays, tell nothing."""
    assert mann_whitney([], [(3, 5)]) == mann_whitney([(3, 5)], []) == mann_whitney([], []) == 1.0
    assert mann_whitney([(3, 5)], [(3, 500)]) == 1.0
    assert mann_whitney([(3, 5), (4, 0)], [(3, 7)]) == 1.0
