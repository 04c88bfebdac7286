"""Too few cases against published values, and SciPy."""

import pytest
from scipy import stats

from qualstat.significance.scarce import scarce


@pytest.mark.parametrize(
    ("count", "expected", "p"),
    [
        # J. A. Hanley and A. Lippman-Hand, "If Nothing Goes Wrong, Is Everything All Right?",
        # JAMA 249 (1983): none where 3 are expected is what the 95 % bound leaves
        (0, 3.0, 0.0498),
        # L. von Bortkiewicz, "Das Gesetz der kleinen Zahlen" (1898): of 200 corps-years with 0.61
        # deaths by horse kick each, 108.7 without any and 66.3 with one
        (0, 0.61, 108.7 / 200),
        (1, 0.61, (108.7 + 66.3) / 200),
    ],
)
def test_published(count: int, expected: float, p: float) -> None:
    assert scarce(count, expected) == pytest.approx(p, abs=5e-4)


@pytest.mark.parametrize("expected", [1e-9, 0.3, 1.0, 9.5, 100.0, 2e4, 1e6])
@pytest.mark.parametrize("share", [0.0, 0.5, 0.97, 1.0, 1.01, 2.0])
def test_scipy(expected: float, share: float) -> None:
    count = int(expected * share)
    p = stats.poisson.cdf(count, expected)
    assert scarce(count, expected) == pytest.approx(p, rel=1e-8, abs=1e-300)


def test_ends() -> None:
    """Nothing expected is never too few; no complaint among 20,000 contacts at 2 per 1,000 is."""
    assert scarce(0, 0.0) == 1.0
    assert scarce(0, 20_000 * 0.002) < 1e-17
    assert scarce(10**6, 3.0) == pytest.approx(1.0, abs=1e-12)
