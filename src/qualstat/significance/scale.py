"""The scale on which counts of months are compared: there, chance weighs the same at every level.

Takes counts, or levels on the scale; gives their place on it, and the least standard deviation
to reckon with. Convention owned here: the true level of a healthy register varies by `VARIATION`
from month to month (holidays, working days, seasons), so that much is never surprising.
"""

import math

VARIATION = 1 / 6  # standard deviation of a month's true level, as a share of it


def stabilised(count: int) -> float:
    """Return a count on the scale where a Poisson count has a standard deviation of 1.

    Source: F. J. Anscombe, "The Transformation of Poisson, Binomial and Negative-Binomial
    Data", Biometrika 35 (1948).

    >>> round(stabilised(1), 4)
    2.3452
    """
    return 2 * math.sqrt(count + 0.375)


def least_deviation(level: float) -> float:
    """Return the least standard deviation of months about a level, both on the scale.

    It is Poisson's 1 together with `VARIATION`: on this scale, a share v of a level of m cases
    is v times the root of m.

    >>> round(least_deviation(2 * 36**0.5), 4)
    1.4142
    """
    return math.hypot(1.0, VARIATION * level / 2)
