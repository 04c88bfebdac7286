"""Scores: the mean of levels on a scale, and the share of those high enough (C4).

Takes cells in scope; gives counts by cell. Convention owned here: a blank, or a level that is not
on the declared scale, is no answer: it is excluded and shown.
"""

import numpy as np
import numpy.typing as npt

from qualstat.measures.contributions import NO_ANSWER, Contributions, contributions
from qualstat.measures.scope import Cells
from qualstat.referentiel.indicators import Levels, RateAbove, Score
from qualstat.registers.values import code_number, codes

Numbers = npt.NDArray[np.int64]


def score(held: Cells, declared: Score) -> Contributions:
    """Return what each cell adds to a mean score."""
    points = points_of(held, declared)
    answers = held.n * (points != NO_ANSWER)
    return contributions(
        held,
        numerator=answers * points,
        denominator=answers,
        excluded=held.n - answers,
        days=points,
        answers=answers,
    )


def above(held: Cells, declared: RateAbove) -> Contributions:
    """Return what each cell adds to a share of scores."""
    points = points_of(held, declared)
    answers = held.n * (points != NO_ANSWER)
    return contributions(
        held,
        numerator=answers * (points >= declared.at_least),
        denominator=answers,
        excluded=held.n - answers,
    )


def points_of(held: Cells, declared: Levels) -> Numbers:
    """Return the points of each cell's level; `NO_ANSWER` without one on the scale."""
    known = codes(held.register, declared.of)
    table = np.full(len(known) + 1, NO_ANSWER, np.int64)  # a blank is numbered 0
    for code, points in declared.worth(known).items():
        table[code_number(held.register, declared.of, code)] = points
    return table[held.keys[declared.of]]
