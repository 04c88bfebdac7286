"""Student's law: how often chance alone gives a ratio as large as one observed.

Takes a ratio of a difference to its standard error, and the degrees of freedom of that error;
gives a probability. Convention owned here: both sides count.
"""

import math


def student(ratio: float, freedom: int) -> float:
    """Return the probability that a ratio lies as far from 0, on either side (freedom >= 1).

    Exact for whole degrees of freedom, to 15 decimals: what is smaller is given as 0.
    Sources: "Student" (W. S. Gosset), "The Probable Error of a Mean", Biometrika 6 (1908);
    the series of M. Abramowitz and I. A. Stegun, "Handbook of Mathematical Functions" (1964),
    26.7.3 and 26.7.4.

    >>> round(student(2.228, 10), 4)
    0.05
    """
    angle = math.atan2(abs(ratio), math.sqrt(freedom))
    cosine = math.cos(angle)
    odd = freedom % 2
    term = cosine if odd else 1.0
    total = 0.0
    for power in range(2 + odd, freedom + 1, 2):
        total += term
        term *= cosine * cosine * (power - 1) / power
    inside = math.sin(angle) * total
    if odd:
        inside = (angle + inside) * 2 / math.pi
    return max(0.0, 1 - inside)
