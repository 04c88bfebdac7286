"""Reaching: what is still possible before a figure settles, and what has to be held.

Takes a figure and the cases expected; gives an `Outlook`. Conventions owned here: decisions are on
whole cases and days, never on rounded rates; a strict sense takes the nearest whole number that it
admits; what is pending counts among what remains, for it may still be answered in time.
"""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from qualstat import verdicts
from qualstat.outlooks.values import Outlook, Projection, Reach
from qualstat.periods import Period
from qualstat.referentiel.objectives import Objective
from qualstat.scorecards import Figure


def outlook(
    figure: Figure, known: date | None, rest: Period | None, projected: Projection | None
) -> Outlook:
    """Return the outlook of a figure.

    `known` is the last day known, `rest` the days to come; `projected` is None where nothing tells
    what they bring.
    """
    bare = Outlook(figure, known, rest, projected)
    promised, held = figure.objective, figure.measure
    if promised is None or known is None or _absent(figure, known):
        return bare
    if projected is None:
        return replace(bare, reach="unknown")
    final = (held.denominator or 0) + (held.pending or 0) + projected.cases
    if not final:
        return replace(bare, final=0, reach="unknown" if rest else "closed")
    return _reached(replace(bare, final=final), promised, final)


def _absent(figure: Figure, known: date) -> bool:
    """Whether a figure cannot be had, unless its period has not begun."""
    if figure.measure.state == "missing":
        return known >= figure.period.start
    return figure.measure.state in ("not_applicable", "not_monitored")


def _reached(bare: Outlook, promised: Objective, final: int) -> Outlook:
    """Return an outlook with what is left and what is needed, of `final` cases in the end."""
    rate, up = bare.figure.indicator.kind == "rate", verdicts.upward(promised)
    top, remaining = bare.figure.measure.numerator or 0, bare.remaining
    bound = promised.target * final / (100 if rate else 1)
    best = top + remaining if rate and up else top  # nothing bad comes any more
    spare = verdicts.whole_margin(best, bound, promised)
    held = replace(bare, spare=spare, reach=_reach(bare, spare, rate=rate, up=up))
    if not remaining:
        return held
    enough = best - spare - top if up else spare
    needed = Fraction(bound - top, remaining) * (100 if rate else 1)
    return replace(held, needed=needed, needed_cases=enough)


def _reach(bare: Outlook, spare: int, *, rate: bool, up: bool) -> Reach:
    if not bare.remaining:
        if bare.rest is None:
            return "closed"
        return "secured" if spare >= 0 else "out_of_reach"
    if rate:
        secured, possible = spare >= bare.remaining, spare >= 0
    else:  # days can always be added, and never be taken back
        secured, possible = up and spare >= 0, up or spare >= 0
    return "secured" if secured else "open" if possible else "out_of_reach"
