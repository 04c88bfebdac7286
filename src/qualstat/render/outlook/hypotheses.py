"""Hypotheses in words: a figure as counted, and as it would be.

Takes a `Hypothesis`; gives its title and two lines. Convention owned here: what is supposed is
called a hypothesis wherever it stands, beside the figure as counted.
"""

from fractions import Fraction

from qualstat.outlooks import Hypothesis, WhatIf
from qualstat.render import namesakes, numbers
from qualstat.render.language import current, translate
from qualstat.render.outlook.words import margin, signed
from qualstat.scorecards import Figure, Scorecard


def title(scorecard: Scorecard, held: Hypothesis) -> str:
    """Return what is supposed: `e-mails, +2: hypothesis`."""
    label = namesakes.label(scorecard, held.before)
    return translate("{label}, hypothesis: {change}", label=label, change=change(held.asked))


def change(asked: WhatIf) -> str:
    """Return the change in words: `+2 in the numerator, the denominator fixed`."""
    top, base = signed(asked.top), signed(asked.base)
    if asked.days and asked.base:
        return translate("{top} in the sum of days, {base} in the answers", top=top, base=base)
    if asked.days:
        return translate("{top} in the sum of days, the answers fixed", top=top)
    if asked.base:
        return translate("{top} in the numerator, {base} in the denominator", top=top, base=base)
    return translate("{top} in the numerator, the denominator fixed", top=top)


def typed(asked: WhatIf) -> str:
    """Return the change as it is typed: `courriels-5j +2/+3`."""
    days = "d" if asked.days else ""
    base = f"/{asked.base:+d}" if asked.base else ""
    return f"{asked.indicator} {asked.top:+d}{days}{base}"


def sides(held: Hypothesis) -> list[tuple[str, Figure]]:
    """Return the figure as counted and as supposed, each with its name."""
    return [(translate("as counted"), held.before), (translate("hypothesis"), held.after)]


def weight(figure: Figure) -> list[str]:
    """Return what a figure weighs beyond its verdict: its interval and its margin."""
    return [one for one in (_interval(figure), _margin(figure)) if one]


def _interval(figure: Figure) -> str:
    if figure.interval is None:
        return ""
    low, high = (numbers.rate(Fraction(bound), current(), decimals=1) for bound in figure.interval)
    if figure.conclusive is False:
        return translate("interval {low} to {high}, inconclusive", low=low, high=high)
    return translate("interval {low} to {high}", low=low, high=high)


def _margin(figure: Figure) -> str:
    if figure.margin_cases is not None:
        return margin(figure.margin_cases)
    if figure.margin is None:
        return ""
    size = numbers.change(figure.margin, figure.indicator.unit, current())
    return translate("margin {size}", size=size)
