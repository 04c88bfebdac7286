"""A change between two proportions: Fisher's exact test.

Takes the successes and trials of two periods; gives the probability of a difference as odd
where nothing changed. Convention owned here: the two-sided p adds the tables, with the margins
observed, that are at most as probable as the observed one, equality within 1e-7 as in R.
"""

import math

import numpy as np
import numpy.typing as npt

TIE = 1 + 1e-7  # two tables as probable as each other differ by rounding only


def fisher(successes: int, trials: int, successes_before: int, trials_before: int) -> float:
    """Return the two-sided p of Fisher's exact test; 1.0 where a side has no trial.

    Source: R. A. Fisher, "The Logic of Inductive Inference", Journal of the Royal Statistical
    Society 98 (1935).

    >>> round(fisher(3, 4, 1, 4), 4)
    0.4857
    """
    if not trials or not trials_before:
        return 1.0
    first, weights = _tables(successes + successes_before, trials, trials_before)
    if not first <= successes < first + len(weights):
        return 0.0
    as_odd = weights[weights <= weights[successes - first] * TIE]
    return float(as_odd.sum() / weights.sum())


def _tables(marked: int, trials: int, others: int) -> tuple[int, npt.NDArray[np.float64]]:
    """Return the least number of successes, and the weight of each number from it on.

    They are walked from the most probable one, whose weight is 1, by their ratios: nothing
    overflows. Where the walk stops, weights are 0 as floats (by Bernstein's inequality, which
    holds without replacement: W. Hoeffding, JASA 58, 1963).
    """
    total = trials + others
    mode = (trials + 1) * (marked + 1) // (total + 2)
    reach = 500 + math.ceil(39 * math.sqrt(trials * marked * (total - marked)) / total)
    lowest = max(0, marked - others, mode - reach)
    highest = min(trials, marked, mode + reach)
    down = np.arange(mode, lowest, -1, dtype=np.float64)
    up = np.arange(mode, highest, dtype=np.float64)
    spare = others - marked
    falls = down * (spare + down) / ((marked - down + 1) * (trials - down + 1))
    rises = (marked - up) * (trials - up) / ((up + 1) * (spare + up + 1))
    return lowest, np.concatenate((np.cumprod(falls)[::-1], [1.0], np.cumprod(rises)))
