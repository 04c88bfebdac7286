"""Classifying: which cells an indicator counts, and what each of them adds to it.

Takes the cells of a register and an indicator; gives those in its scope, and `Contributions`.
Convention owned here: whatever is counted or listed, cells or rows, is classified by this code.
"""

from collections.abc import Mapping
from typing import assert_never

from qualstat.calendars import Calendar
from qualstat.measures.contributions import Contributions
from qualstat.measures.delay import delay, within
from qualstat.measures.duration import duration, within_seconds
from qualstat.measures.rate import rate
from qualstat.measures.scope import Cells
from qualstat.measures.score import above, score
from qualstat.measures.volume import volume
from qualstat.referentiel.indicators import (
    Delay,
    Duration,
    Indicator,
    Rate,
    RateAbove,
    RateWithin,
    RateWithinSeconds,
    Ratio,
    Score,
    Volume,
)


def classified(
    indicator: Indicator, register: Cells, calendars: Mapping[int, Calendar]
) -> tuple[Cells, Contributions]:
    """Return the cells in the scope of an indicator, and what each of them adds to it.

    `calendars` are by the number of the site.
    """
    scoped = register.kept(register.fit(indicator.scope))
    return scoped, _contributions(indicator, scoped, calendars)


def _contributions(  # noqa: PLR0911  # one a kind
    indicator: Indicator, scoped: Cells, calendars: Mapping[int, Calendar]
) -> Contributions:
    match indicator.measure:
        case Rate() as declared:
            return rate(scoped, declared)
        case RateWithin() as declared:
            return within(scoped, declared, calendars)
        case Delay() as declared:
            return delay(scoped, declared, calendars)
        case Volume():
            return volume(scoped)
        case Score() as declared:
            return score(scoped, declared)
        case RateAbove() as declared:
            return above(scoped, declared)
        case Duration():
            return duration(scoped)
        case RateWithinSeconds() as declared:
            return within_seconds(scoped, declared)
        case Ratio():
            raise AssertionError(indicator.id)  # it counts nothing by itself
        case unknown:
            assert_never(unknown)
