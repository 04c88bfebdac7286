"""Printed: the figure of an earlier period, as it was published.

Takes a `Basis`, sites and an indicator; gives a `Previous`. Convention owned here: where the
registers of an earlier period do not tell, the figure published for it does, if there is one (K2).
"""

from qualstat import verdicts
from qualstat.periods import Period
from qualstat.published import Published
from qualstat.referentiel.indicators import Indicator
from qualstat.referentiel.sites import ALL
from qualstat.scorecards.basis import Basis
from qualstat.scorecards.perimeter import Perimeter
from qualstat.scorecards.terms import Terms
from qualstat.scorecards.values import NO_PREVIOUS, Previous


def published(
    basis: Basis, perimeter: Perimeter, indicator: Indicator, terms: Terms, before: Period
) -> Previous:
    """Return the figure published for an earlier period, of one site or of all of them.

    `terms` are those of that period.
    """
    sites, asked = [site for _, site in perimeter.months], basis.as_of.asked
    every = len(sites) == len(basis.referentiel.sites)
    name = sites[0] if len(sites) == 1 else ALL if every else ""
    held = _printed(basis, indicator, name, before)
    if held is None or (asked is not None and asked < before.end):
        return NO_PREVIOUS
    value = held.exact(indicator.kind)
    judged = verdicts.judge(value, terms.objective)
    top, base = held.numerator, held.denominator
    counts = None if top is None or not base else (top, base)
    return Previous(value, judged, "published", counts, terms.objective)


def _printed(basis: Basis, indicator: Indicator, name: str, before: Period) -> Published | None:
    """Return what was printed of an indicator, or of what it was in the edition of then."""
    printed = basis.published
    held = printed.get((name, indicator.id, before))
    if held is not None:
        return held
    standing = basis.referentiel.standing
    other, link = standing.counterpart(indicator, standing.in_force(before.end))
    held = printed.get((name, other.id, before))
    if held is not None and link is not None and link.kind == "inverted":
        return held.inverted(indicator.id)
    return held
