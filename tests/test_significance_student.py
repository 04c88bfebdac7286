"""Student's law against published quantiles, a published use of them, and SciPy."""

import math

import pytest
from scipy import stats

from qualstat.significance.student import student


@pytest.mark.parametrize(
    ("ratio", "freedom", "p"),
    [  # R. A. Fisher, "Statistical Methods for Research Workers" (1925), table IV
        (12.706, 1, 0.05),
        (4.303, 2, 0.05),
        (3.182, 3, 0.05),
        (2.228, 10, 0.05),
        (3.169, 10, 0.01),
        (2.042, 30, 0.05),
        (2.750, 30, 0.01),
    ],
)
def test_published(ratio: float, freedom: int, p: float) -> None:
    assert student(ratio, freedom) == pytest.approx(p, rel=2e-3)
    assert student(-ratio, freedom) == student(ratio, freedom)


@pytest.mark.parametrize(
    ("step", "farthest", "passes"),
    [(1, 3.118, False), (2, 2.942, False), (3, 3.179, True), (4, 2.810, False)],
)
def test_published_outliers(step: int, farthest: float, passes: bool) -> None:
    """Rosner's 54 values, as in NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.17.3.

    A deviate g of n values, one of them itself, is a ratio to the error of the n - 1 others:
    t² = n (n - 2) g² / ((n - 1)² - n g²).
    """
    n = 54 - step + 1
    square = n * (n - 2) * farthest**2 / ((n - 1) ** 2 - n * farthest**2)
    assert (student(math.sqrt(square), n - 2) * n <= 0.05) == passes


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 5, 9, 10, 22, 23, 118])
def test_scipy(freedom: int) -> None:
    for ratio in (0.0, 0.3, 1.0, 2.5, 4.7, 6.0):
        expected = 2 * stats.t.sf(ratio, freedom)
        assert student(ratio, freedom) == pytest.approx(expected, rel=1e-6, abs=1e-14)


def test_never_below_nothing() -> None:
    assert 0.0 <= student(1e9, 40) < 1e-14
