"""Contributions: what each cell adds to a measure.

Takes cells and counts; gives `Contributions`, columns that add up over cells, spans and sites.
Convention owned here: the number of days of an answer goes with its count, so that means,
quantiles and late answers are all read off the same column.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qualstat.measures.measure import COUNTS
from qualstat.measures.scope import Cells

Numbers = npt.NDArray[np.int64]
NO_ANSWER = -1


@dataclass(frozen=True)
class Contributions:
    """Columns of equal length: site and span of each cell, its counts, its answers' delay."""

    site: Numbers
    span: Numbers
    counts: dict[str, Numbers]
    days: Numbers
    answers: Numbers


def contributions(
    held: Cells,
    *,
    days: Numbers | None = None,
    answers: Numbers | None = None,
    **counts: Numbers,
) -> Contributions:
    """Return the contributions of cells; counts that are not named are 0.

    `days` is the delay of each cell's answers, `answers` their number.
    """
    nothing = np.zeros(len(held.n), np.int64)
    return Contributions(
        held.keys["site"],
        held.span,
        {name: counts.get(name, nothing) for name in COUNTS},
        nothing + NO_ANSWER if days is None else days,
        nothing if answers is None else answers,
    )
