"""Fisher's exact test against published values, whole numbers by hand, and SciPy."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from qualstat.significance.proportions import fisher

trials = st.integers(1, 60)
MILLION = 10**6


@pytest.mark.parametrize(
    ("table", "p"),
    [
        # R. A. Fisher, "The Design of Experiments" (1935), the lady tasting tea: 1/70 for all
        # right, 17/70 for three or more of four, each doubled by the other side.
        ((4, 4, 0, 4), 2 / 70),
        ((3, 4, 1, 4), 0.4857),
        # R. A. Fisher, "The Logic of Inductive Inference" (1935), convictions of twins: one side
        # 619/1330665; both sides as R's manual gives them (fisher.test).
        ((10, 13, 2, 17), 0.0005367),
    ],
)
def test_published(table: tuple[int, int, int, int], p: float) -> None:
    assert fisher(*table) == pytest.approx(p, rel=2e-4)


def exact(successes: int, trials: int, before: int, trials_before: int) -> Fraction:
    """Return p in whole numbers: ways to draw the successes, the tables at most as probable."""
    marked = successes + before
    ways = {
        drawn: math.comb(trials, drawn) * math.comb(trials_before, marked - drawn)
        for drawn in range(marked + 1)
    }
    as_odd = sum(way for way in ways.values() if way <= ways[successes])
    return Fraction(as_odd, math.comb(trials + trials_before, marked))


@given(st.data(), trials, trials)
def test_whole_numbers(data: st.DataObject, now: int, then: int) -> None:
    table = (data.draw(st.integers(0, now)), now, data.draw(st.integers(0, then)), then)
    assert fisher(*table) == pytest.approx(float(exact(*table)), rel=1e-9, abs=0)


def test_far_from_what_is_expected() -> None:
    """Forty successes where 0.04 are expected: still the exact p, 1e-120, and not 0."""
    table = (40, 1000, 0, MILLION)
    assert fisher(*table) == pytest.approx(float(exact(*table)), rel=1e-9, abs=0)


@pytest.mark.parametrize(
    "table",
    [
        (187, 1500, 24, 187),
        (2, 50_000, 15, 60_000),
        (500_000, MILLION, 501_000, MILLION),
        (500_000, MILLION, 510_000, MILLION),  # 2e-45
        (999_990, MILLION, 999_960, MILLION),
        (3, 40, 80_000, MILLION),
    ],
)
def test_scipy(table: tuple[int, int, int, int]) -> None:
    now, trials, then, trials_before = table
    expected = stats.fisher_exact([[now, trials - now], [then, trials_before - then]]).pvalue
    assert fisher(*table) == pytest.approx(expected, rel=1e-8, abs=0)


def test_ends() -> None:
    """A side without trials tells nothing; all or none on both sides differ in nothing."""
    assert fisher(0, 0, 3, 10) == fisher(3, 10, 0, 0) == fisher(0, 0, 0, 0) == 1.0
    assert fisher(0, 10, 0, 20) == fisher(10, 10, 20, 20) == 1.0
    assert fisher(0, MILLION, MILLION, MILLION) == 0.0


def test_the_sides_are_alike() -> None:
    assert fisher(7, 12, 3, 15) == pytest.approx(fisher(3, 15, 7, 12))
    assert fisher(7, 12, 3, 15) == pytest.approx(fisher(5, 12, 12, 15))
