"""Implausibly few cases: a count against the one that the activity beside it makes expected.

Takes a count and an expected count; gives the probability of so few. Convention owned here:
cases come one by one, independently (Poisson); the count itself is included.
"""

import math

NEGLIGIBLE = 1e-18  # as a share of the sum so far


def scarce(count: int, expected: float) -> float:
    """Return the probability of at most `count` cases where `expected` are expected on average.

    The exact sum of Poisson's terms, from the largest one outwards. Source: S. D. Poisson,
    "Recherches sur la probabilité des jugements en matière criminelle et en matière civile"
    (1837).

    >>> round(scarce(0, 3), 4)
    0.0498
    """
    if expected <= 0:
        return 1.0
    largest = min(count, math.floor(expected))
    term = math.exp(largest * math.log(expected) - expected - math.lgamma(largest + 1))
    total, falling, rising = term, term, term
    for number in range(largest, 0, -1):
        falling *= number / expected
        total += falling
        if falling <= NEGLIGIBLE * total:
            break
    for number in range(largest + 1, count + 1):
        rising *= expected / number
        total += rising
        if rising <= NEGLIGIBLE * total:
            break
    return min(1.0, total)
