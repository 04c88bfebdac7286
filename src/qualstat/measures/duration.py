"""Durations: the mean of whole seconds waited, and the share of short waits.

Takes cells in scope, by day or by month; gives counts by cell. Conventions owned here: seconds are
whole, a wait of 20.9 seconds being one of 20; a wait that was not noted is excluded and shown; by
month, seconds are added before they are cut into steps.
"""

from qualstat.measures.contributions import Contributions, contributions
from qualstat.measures.scope import Cells
from qualstat.referentiel.indicators import RateWithinSeconds
from qualstat.registers.values import BLANK
from qualstat.tallies.cells import SECONDS, WAIT, Numbers


def duration(held: Cells) -> Contributions:
    """Return what each cell adds to a mean wait."""
    seconds = _seconds(held)
    known = held.n * (seconds != BLANK)
    return contributions(
        held,
        numerator=known * seconds if held.total is None else held.total,
        denominator=known,
        excluded=held.n - known,
        days=seconds,
        answers=known,
    )


def within_seconds(held: Cells, declared: RateWithinSeconds) -> Contributions:
    """Return what each cell adds to a share of short waits."""
    seconds = _seconds(held)
    known = held.n * (seconds != BLANK)
    return contributions(
        held,
        numerator=known * (seconds <= declared.within),
        denominator=known,
        excluded=held.n - known,
    )


def _seconds(held: Cells) -> Numbers:
    """Return how long the calls of each cell waited: of a step, its last second."""
    return held.keys[SECONDS] if SECONDS in held.keys else held.keys[WAIT]
