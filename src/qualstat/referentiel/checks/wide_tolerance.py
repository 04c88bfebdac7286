"""`wide-tolerance`: a tolerance that forgives more than the objective leaves room for.

Takes a draft; gives findings. Convention owned here: the room is what separates the target from
the best there is, 100 % or nothing; a target of 100 % (or of 0) leaves none, and its tolerance is
then too wide beyond a tenth of the scale, or one day, second or case where nothing is the best.
"""

from collections.abc import Iterator
from fractions import Fraction

from qualstat.declarations.slips import Slip, Where
from qualstat.findings import N_, Finding, message
from qualstat.referentiel.checks.neighbours import everywhere
from qualstat.referentiel.draft import Draft
from qualstat.referentiel.objective_checks import UPWARD, best
from qualstat.referentiel.objectives import Objective, amount

WHOLE, TENTH = Fraction(100), Fraction(1, 10)


def check(draft: Draft) -> Iterator[Finding]:
    """Yield a finding for each tolerance wider than what its objective leaves."""
    for one in everywhere(draft):
        yield from map(one.document.finding, _slips(one.where, one.objective))


def _slips(where: Where, one: Objective) -> Iterator[Slip]:
    unit, room = one.quantity.unit, _room(one)
    if one.tolerance is None or one.tolerance.unit != unit or room is None:
        return
    least = scale * TENTH if (scale := best(unit)) else 1
    if one.allowance > (room or least):
        text = N_("a tolerance of {tolerance}, where the objective itself leaves {room}")
        found = message(text, tolerance=amount(one.allowance, unit), room=amount(room, unit))
        expected = message(N_("less than what the objective leaves"))
        yield Slip("wide-tolerance", (*where, "tolerance"), found, expected, severity="warning")


def _room(one: Objective) -> Fraction | None:
    """Return what separates the target from the best there is; None where nothing is the best."""
    if UPWARD[one.sense] != "up":
        return one.target
    if one.quantity.unit in ("s", "ratio"):
        return None
    return (best(one.quantity.unit) or WHOLE) - one.target
