"""Months drawn by chance, about a known level, for what is said of false alarms."""

from collections.abc import Iterator

import numpy as np

LEVELS = (2, 10, 100, 1000)
SERIES = 1000  # drawn of each kind
ALARMS = 20  # of them: 1 % is 10, and three standard deviations of that count are 9.4


def drawn(shape: np.ndarray, level: int, *, overdispersed: bool) -> Iterator[list[int]]:
    """Yield series about a level: Poisson, or with twice its variance (negative binomial)."""
    rng = np.random.default_rng(20180101 + level)
    for _ in range(SERIES):
        if overdispersed:
            yield rng.negative_binomial(shape * level, 0.5).tolist()
        else:
            yield rng.poisson(shape * level).tolist()


def flat(months: int) -> np.ndarray:
    """Return the shape of months that are all alike."""
    return np.ones(months)


def weak_august(months: int) -> np.ndarray:
    """Return the shape of years in which August has 60 % of the other months."""
    return np.where(np.arange(months) % 12 == 7, 0.6, 1.0)


def seasonal(months: int) -> np.ndarray:
    """Return the shape of years that swing by 20 %, high in spring and low in autumn."""
    return 1 + 0.2 * np.sin(2 * np.pi * (np.arange(months) + 0.5) / 12)
