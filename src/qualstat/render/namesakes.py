"""Namesakes: indicators that share a label, told apart where no heading stands above them.

Takes a `Scorecard` and a figure; gives the label. Convention owned here: whatever else is shown, a
label that another indicator of the référentiel has too is followed by its engagement, or by its
heading where the engagement is the same.
"""

from qualstat.render.words import typography
from qualstat.scorecards import Figure, Scorecard


def label(scorecard: Scorecard, figure: Figure) -> str:
    """Return what an indicator is called: `Réponse aux courriels (E36)`."""
    own, known = figure.indicator, scorecard.referentiel.indicators.values()
    said = typography(own.label)
    others = [one for one in known if one.id != own.id and typography(one.label) == said]
    if not others:
        return said
    engagements = {one.engagements.get(figure.edition) for one in others}
    if figure.engagement and figure.engagement not in engagements:
        return f"{said} ({figure.engagement})"
    headings = scorecard.referentiel.headings
    named = (one.label for one in headings if own.id in one.indicators)
    return f"{said} ({typography(next(named, own.id))})"
