"""`wide-tolerance`: a tolerance that forgives more than the objective leaves room for.

Takes a draft; gives findings. Convention owned here: the room is what separates the target from
the best there is, 100 % or nothing; a target of 100 % (or of 0) leaves none, and its tolerance is
then too wide beyond a tenth of the scale, or one day, second or case where nothing is the best.
"""

from collections.abc import Iterator
from fractions import Fraction

from qualstat.declarations.slips import Slip, Where
from qualstat.findings import N_, Finding, message
from qualstat.referentiel.checks.neighbours import locals_of, rows
from qualstat.referentiel.draft import Draft
from qualstat.referentiel.objective_checks import UPWARD, best
from qualstat.referentiel.objectives import Objective, amount

WHOLE, TENTH = Fraction(100), Fraction(1, 10)


def check(draft: Draft) -> Iterator[Finding]:
    """Yield a finding for each tolerance wider than what its objective leaves."""
    for one in rows(draft):
        if _too_wide(one.objective):
            document = draft.indicators.documents[one.indicator.id]
            yield document.finding(_slip(one.where, one.objective))
    for local in locals_of(draft):
        if _too_wide(local.objective):
            document = draft.sites.documents[local.site.id]
            yield document.finding(_slip(local.where, local.objective))


def _too_wide(one: Objective) -> bool:
    if one.tolerance is None or one.tolerance.unit != one.quantity.unit:
        return False
    room = _room(one)
    return room is not None and one.allowance > (room or (best(one.quantity.unit) or 10) * TENTH)


def _room(one: Objective) -> Fraction | None:
    """Return what separates the target from the best there is; None where nothing is the best."""
    if UPWARD[one.sense] != "up":
        return one.target
    if one.quantity.unit in ("s", "ratio"):
        return None
    return (best(one.quantity.unit) or WHOLE) - one.target


def _slip(where: Where, one: Objective) -> Slip:
    text = N_("a tolerance of {tolerance}, where the objective itself leaves {room}")
    unit = one.quantity.unit
    found = message(text, tolerance=amount(one.allowance, unit), room=amount(_room(one), unit))
    expected = message(N_("less than what the objective leaves"))
    return Slip("wide-tolerance", (*where, "tolerance"), found, expected, severity="warning")
