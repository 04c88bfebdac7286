"""Reaching: what is still possible before a figure settles, and what has to be held.

Takes a figure and the cases expected; gives an `Outlook`. Conventions owned here: decisions are on
whole cases and days, never on rounded rates; a strict sense takes the nearest whole number that it
admits; what is pending counts among what remains, for it may still be answered in time.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from msgspec.structs import replace

from qualstat import verdicts
from qualstat.coverage import KNOWN
from qualstat.outlooks.projecting import Cut
from qualstat.outlooks.values import Hypothesis, Outlook, Projection, Reach
from qualstat.referentiel.objectives import Objective
from qualstat.scorecards import Figure

SUITED = ("rate", "delay")  # of other means, what a case to come may be worth is not bounded so


def outlook(figure: Figure, after: Cut | None, projected: Projection | None) -> Outlook:
    """Return the outlook of a figure whose period is cut where its register ends.

    `after` is None for a register without rows; `projected` where nothing tells what is to come.
    """
    if after is None:
        return Outlook(figure, None, None, None)
    bare = Outlook(figure, after.known, after.rest, projected)
    promised, held = figure.objective, figure.measure
    if promised is None or held.state not in KNOWN:
        return bare
    if figure.indicator.kind not in SUITED:
        return replace(bare, reach="unsuited")
    if projected is None:
        return replace(bare, reach="unknown")
    final = (held.denominator or 0) + (held.pending or 0) + projected.cases
    return _reached(replace(bare, final=final), promised, final)


def _reached(bare: Outlook, promised: Objective, final: int) -> Outlook:
    """Return an outlook with what is left and what is needed, of `final` cases in the end."""
    rate, up = bare.figure.indicator.kind == "rate", verdicts.upward(promised)
    top, remaining = bare.figure.measure.numerator or 0, bare.remaining
    bound = promised.target * final / (100 if rate else 1)
    best = top + remaining if rate and up else top  # nothing bad comes any more
    spare = verdicts.whole_margin(best, bound, promised)
    if not remaining:
        return replace(bare, reach="closed", spare=spare if final else None)
    enough = best - spare - top if up else spare
    needed = Fraction(bound - top, remaining) * (100 if rate else 1)
    reach = _reach(spare, remaining if rate else None, up=up)
    return replace(bare, reach=reach, spare=spare, needed=needed, needed_cases=enough)


def _reach(spare: int, cases: int | None, *, up: bool) -> Reach:
    """Return how far what lies ahead decides; `cases` is None for days, which have no end."""
    if cases is None:  # days can always be added, and never be taken back
        secured, possible = up and spare >= 0, up or spare >= 0
    else:
        secured, possible = spare >= cases, spare >= 0
    return "secured" if secured else "open" if possible else "out_of_reach"


def ahead(held: Hypothesis, outlooks: Sequence[Outlook], cuts: Mapping[str, Cut]) -> Hypothesis:
    """Return a hypothesis with what it changes for the end of the period, where that is ahead."""
    named = [one for one in outlooks if one.figure.indicator.id == held.before.indicator.id]
    after = cuts.get(held.before.indicator.register_name)
    if not named or after is None or after.rest is None:
        return held
    return replace(held, ahead=(named[0], outlook(held.after, after, named[0].projection)))
