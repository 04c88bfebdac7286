"""Durations: the mean of whole seconds waited, and the share of short waits.

Takes cells in scope; gives counts by cell. Convention owned here: seconds are whole, a wait of 20.9
seconds being one of 20; a wait that was not noted is excluded and shown.
"""

from qualstat.measures.contributions import Contributions, contributions
from qualstat.measures.scope import Cells
from qualstat.referentiel.indicators import RateWithinSeconds
from qualstat.registers.values import BLANK
from qualstat.tallies.cells import WAIT


def duration(held: Cells) -> Contributions:
    """Return what each cell adds to a mean wait."""
    seconds = held.keys[WAIT]
    known = held.n * (seconds != BLANK)
    return contributions(
        held,
        numerator=known * seconds,
        denominator=known,
        excluded=held.n - known,
        days=seconds,
        answers=known,
    )


def within_seconds(held: Cells, declared: RateWithinSeconds) -> Contributions:
    """Return what each cell adds to a share of short waits."""
    seconds = held.keys[WAIT]
    known = held.n * (seconds != BLANK)
    return contributions(
        held,
        numerator=known * (seconds <= declared.within),
        denominator=known,
        excluded=held.n - known,
    )
