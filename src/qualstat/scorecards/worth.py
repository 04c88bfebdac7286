"""Worth: what the value of a figure is worth.

Takes a measure and the objective that judges it; gives `Worth`. Convention owned here: a rate alone
has an interval, and a margin in cases.
"""

from fractions import Fraction

from msgspec import Struct

from qualstat import verdicts
from qualstat.measures.measure import Measure
from qualstat.referentiel.indicators import Gives
from qualstat.referentiel.objectives import Objective
from qualstat.verdicts import Verdict


class Worth(Struct, frozen=True):
    """The fields of a figure that say what its value is worth."""

    verdict: Verdict | None = None
    interval: tuple[float, float] | None = None
    conclusive: bool | None = None
    margin: Fraction | None = None
    margin_cases: int | None = None


NO_WORTH = Worth()


def worth(kind: Gives, held: Measure, objective: Objective | None) -> Worth:
    """Return what a measure is worth, held against its objective."""
    if held.value is None:
        return NO_WORTH
    interval = None
    top, base = held.numerator or 0, held.denominator or 0
    if kind == "rate":
        interval = verdicts.wilson(top, base)
    if objective is None:
        return Worth("none", interval)
    margin = verdicts.room(held.value, objective)
    verdict = verdicts.by_room(margin, objective)
    if interval is None:
        return Worth(verdict, margin=margin)
    cases = verdicts.margin_in_cases(top, base, objective)
    return Worth(verdict, interval, verdicts.conclusive(interval, objective), margin, cases)
