"""A lasting change of shares or delays: those put in are found, chance seldom makes one."""

import numpy as np
import pytest
from scipy import stats

from qualstat.significance.levels import FALSE_ALARM
from qualstat.significance.splits import LEAST_CASES, Split, delay_split, rate_split

SERIES = 200
ALARMS = 6  # of 200 series at 1 %, chance gives more in 1 of 200 sets: stats.binom.sf(6, 200, .01)


def pooled(months: list[tuple[int, int]]) -> tuple[int, int]:
    return sum(top for top, _ in months), sum(base for _, base in months)


def student_by_hand(months: list[list[float]], place: int) -> float:
    """Weighted by its cases, each month against the mean of its side; scores case by case."""
    sides = [months[:place], months[place:]]
    means = [np.concatenate(side).mean() for side in sides]
    freedom = len(months) - 2
    between = sum(
        len(month) * (np.mean(month) - mean) ** 2
        for side, mean in zip(sides, means, strict=True) for month in side
    ) / freedom  # fmt: skip
    within = np.concatenate(months).var()
    sizes = [sum(map(len, side)) for side in sides]
    error = np.sqrt(max(between, within) * (1 / sizes[0] + 1 / sizes[1]))
    return float(2 * stats.t.sf(abs(means[1] - means[0]) / error, freedom))


def test_a_rate_by_scipy() -> None:
    """Six months at 18 or 19 of 20, then six at 12 or 13: 7 months tried, the greater of two p."""
    months = [(19, 20), (18, 20)] * 3 + [(13, 20), (12, 20)] * 3
    found = rate_split(months)
    assert found is not None
    assert (found.place, found.tried, found.called) == (6, 7, True)
    (before, of_before), (after, of_after) = pooled(months[:6]), pooled(months[6:])
    table = [[after, of_after - after], [before, of_before - before]]
    cases = [[1.0] * top + [0.0] * (base - top) for top, base in months]
    two = stats.fisher_exact(table).pvalue, student_by_hand(cases, 6)
    assert found.p == pytest.approx(7 * max(two), rel=1e-9)


def test_a_delay_by_scipy() -> None:
    rng = np.random.default_rng(3)
    days = [rng.poisson(3 if month < 7 else 8, 15).tolist() for month in range(12)]
    found = delay_split([[(day, 1) for day in sorted(month)] for month in days])
    assert found is not None
    assert (found.place, found.tried, found.called) == (7, 7, True)
    before, after = np.concatenate(days[:7]), np.concatenate(days[7:])
    ranks = stats.rankdata(np.concatenate(days))
    cut = np.cumsum([len(month) for month in days])[:-1]
    p = stats.mannwhitneyu(after, before, method="asymptotic").pvalue
    both = p, student_by_hand([list(one) for one in np.split(ranks, cut)], 7)
    assert found.p == pytest.approx(7 * max(both), rel=1e-6)


def test_months_that_vary_more_than_their_cases_make_no_change() -> None:
    """Of 200 calls a month 5 or 25 % are lost by turns, then 15 or 35 %: Fisher alone says more."""
    months = [(10, 200), (50, 200)] * 3 + [(30, 200), (70, 200)] * 3
    (before, of_before), (after, of_after) = pooled(months[:6]), pooled(months[6:])
    table = [[after, of_after - after], [before, of_before - before]]
    assert stats.fisher_exact(table).pvalue < 1e-8
    found = rate_split(months)
    assert found is not None
    assert not found.called


def test_too_few_cases_or_months_are_not_tried() -> None:
    assert LEAST_CASES == 10
    assert rate_split([(1, 1)] * 12) is None  # 12 cases: no month leaves 10 on either side
    assert rate_split([(1, 2)] * 9) is None  # 18 cases
    assert rate_split([(9, 10)] * 5) is None  # 5 months
    assert rate_split([(4, 4)] * 3 + [(0, 4)] * 3) == Split(3, pytest.approx(0.0, abs=0.01), 1)
    assert delay_split([]) is None


def test_all_alike_is_no_change() -> None:
    assert rate_split([(20, 20)] * 12) == Split(3, 1.0, 7)
    assert delay_split([[(2, 20)]] * 12) == Split(3, 1.0, 7)


def test_a_change_put_in_is_found() -> None:
    """From 95 % to 70 % in July, 25 cases a month: nearly always found, and about July."""
    rng = np.random.default_rng(5)
    shares = np.where(np.arange(12) < 6, 0.95, 0.7)
    found = [rate_split([(int(top), 25) for top in rng.binomial(25, shares)]) for _ in range(100)]
    near = [one for one in found if one is not None and one.called and one.place in (5, 6, 7)]
    assert len(near) >= 85


@pytest.mark.parametrize("months", [12, 24])
@pytest.mark.parametrize("cases", [4, 20, 100])
@pytest.mark.parametrize("share", [0.95, 0.6, 0.1])
def test_chance_seldom_makes_a_rate_change(months: int, cases: int, share: float) -> None:
    rng = np.random.default_rng(months * cases)
    called = 0
    for _ in range(SERIES):
        sizes = 1 + rng.poisson(cases, months)
        found = rate_split([(int(rng.binomial(one, share)), int(one)) for one in sizes])
        called += found is not None and found.called
    assert FALSE_ALARM * SERIES == 2
    assert called <= ALARMS


@pytest.mark.parametrize("cases", [4, 20])
def test_chance_seldom_makes_a_delay_change(cases: int) -> None:
    rng = np.random.default_rng(cases)
    called = 0
    for _ in range(SERIES):
        months = [rng.geometric(0.3, 1 + rng.poisson(cases)).tolist() for _ in range(12)]
        found = delay_split([[(day, 1) for day in month] for month in months])
        called += found is not None and found.called
    assert called <= ALARMS


def test_chance_seldom_makes_a_change_where_months_vary_more_than_their_cases() -> None:
    """Shares drawn anew each month around 10 %, as real ones are: still 1 % at most."""
    rng = np.random.default_rng(8)
    called = 0
    for _ in range(SERIES):
        found = rate_split([(int(rng.binomial(200, rng.beta(4, 36))), 200) for _ in range(12)])
        called += found is not None and found.called
    assert called <= ALARMS
