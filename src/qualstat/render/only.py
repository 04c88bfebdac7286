"""Only some figures: those that are missed, near, or whose data lack.

Takes a `Scorecard` and what is wanted of it; gives the same scorecard with fewer figures, and the
sentence that says so. Convention owned here: what is left out is said above the figures, with how
many there are; whatever counts figures counts them all.
"""

from collections.abc import Collection

from msgspec.structs import replace

from qualstat.findings import N_
from qualstat.render.language import plural, translate
from qualstat.scorecards import Figure, Scorecard

MISSING = "missing"
WORDS = {"missed": N_("missed"), "near": N_("near"), MISSING: N_("no data")}


def narrowed(scorecard: Scorecard, only: Collection[str]) -> Scorecard:
    """Return a scorecard with the figures wanted; all of them where nothing is said."""
    if not only:
        return scorecard
    kept = tuple(one for one in scorecard.figures if fits(one, only))
    return replace(scorecard, figures=kept)


def fits(figure: Figure, only: Collection[str]) -> bool:
    """Tell whether a figure is among those wanted."""
    return figure.verdict in only or (MISSING in only and figure.measure.state == MISSING)


def said(scorecard: Scorecard, only: Collection[str]) -> str:
    """Return what is shown of a whole scorecard; empty where nothing is left out."""
    if not only or not scorecard.figures:
        return ""
    what = ", ".join(translate(text) for code, text in WORDS.items() if code in only)
    count = len(narrowed(scorecard, only).figures)
    total = len(scorecard.figures)
    if not count:
        return translate("No figure to show: none of {total} is in this case ({what})",
                         total=total, what=what)  # fmt: skip
    return plural(
        "{n} figure shown of {total}: {what}",
        "{n} figures shown of {total}: {what}",
        count,
        total=total,
        what=what,
    )
