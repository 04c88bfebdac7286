"""Verdicts: a measure held against its objective.

Takes exact measures and objectives; gives a verdict, its certainty and its margin.
Convention owned here: equality meets `at_least` and `at_most` only (V1); `near` is within the
declared tolerance (V2); the interval is Wilson's at 95 %, without continuity correction (V3).
"""

import math
from fractions import Fraction
from typing import Literal

from qualstat.referentiel.objectives import Objective

Verdict = Literal["met", "near", "missed", "none"]
Z = 1.959963984540054  # the 97.5 % quantile of the normal law


def room(value: Fraction, objective: Objective) -> Fraction:
    """Return how far a value is on the good side of its target; below 0 where it lacks (V4)."""
    return value - objective.target if upward(objective) else objective.target - value


def judge(value: Fraction | None, objective: Objective | None) -> Verdict | None:
    """Return the verdict on a value; None without a value."""
    if value is None:
        return None
    if objective is None:
        return "none"
    return by_room(room(value, objective), objective)


def by_room(distance: Fraction, objective: Objective) -> Verdict:
    """Return the verdict on a value by how far it is on the good side of its target."""
    side = distance.numerator  # a fraction compares itself at ten times the cost
    if side > 0 or (side == 0 and objective.sense not in ("less_than", "more_than")):
        return "met"
    return "near" if -distance <= objective.allowance else "missed"


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """Return the 95 % Wilson interval of a share, in percent.

    Source: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical
    Inference", Journal of the American Statistical Association 22 (1927).

    >>> [round(bound, 2) for bound in wilson(47, 50)]
    [83.78, 97.94]
    """
    share, z2 = successes / trials, Z * Z / trials
    middle = share + z2 / 2
    spread = Z * math.sqrt(share * (1 - share) / trials + z2 / (4 * trials))
    low = 0.0 if successes == 0 else max(0.0, (middle - spread) / (1 + z2))
    high = 1.0 if successes == trials else min(1.0, (middle + spread) / (1 + z2))
    return 100 * low, 100 * high


def conclusive(interval: tuple[float, float], objective: Objective) -> bool:
    """Whether the target lies outside the interval, so that the verdict is not chance."""
    low, high = interval
    return not low <= objective.target <= high


def margin_in_cases(numerator: int, denominator: int, objective: Objective) -> int:
    """Return the cases to spare, below 0 the cases that lack, with the denominator fixed (V4).

    47 of 50 against at least 95 % is -1; 24 of 187 against at most 10 % is -6.
    """
    target = objective.target
    bound = Fraction(target.numerator * denominator, target.denominator * 100)
    return whole_margin(numerator, bound, objective)


def whole_margin(total: int, bound: Fraction, objective: Objective) -> int:
    """Return how far a whole total is on the good side of the nearest one that `bound` admits.

    A strict sense does not admit the bound itself: less than 15 leaves 14.
    """
    if objective.sense == "at_least":
        return total - math.ceil(bound)
    if objective.sense == "more_than":
        return total - (math.floor(bound) + 1)
    if objective.sense == "at_most":
        return math.floor(bound) - total
    return math.ceil(bound) - 1 - total


def upward(objective: Objective) -> bool:
    """Whether more is better for an objective."""
    return objective.sense in ("at_least", "more_than")
