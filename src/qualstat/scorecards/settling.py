"""Settling: whether a figure may still change (T1).

Takes a `Basis` and a figure; gives the answer. Convention owned here: a figure is provisional
while it waits for its register, cases of it are pending (of a delay: unanswered), or working days
of its period are not yet known; then it is settled.
"""

from collections.abc import Sequence

from qualstat.calendars import counted
from qualstat.measures.calendars import calendar_of
from qualstat.periods import day_number
from qualstat.scorecards.basis import Basis
from qualstat.scorecards.values import Figure


def provisional(basis: Basis, group: Sequence[str], held: Figure) -> bool:
    """Tell whether a figure of some sites may still change; never, where nothing is followed."""
    if held.measure.state in ("not_applicable", "not_monitored"):
        return False
    if held.measure.state == "missing" or held.measure.pending or held.as_of is None:
        return True
    first, last = day_number(held.as_of) + 1, day_number(held.period.end)
    calendars = (calendar_of(basis.referentiel, site) for site in group)
    return any(counted(one, "working-days", first, last).any() for one in calendars)
