"""Checks of the explanations given for late cases.

Takes a draft and the explanations of a site; gives slips, or findings where the site itself is in
question. Convention owned here: only what has a deadline can be late, and only beyond it.
"""

from collections.abc import Iterator

from qualstat.declarations.slips import Slip, among
from qualstat.findings import N_, Finding, cut, message
from qualstat.referentiel.draft import Draft
from qualstat.referentiel.explained import Explanations
from qualstat.referentiel.heading_checks import not_an_indicator
from qualstat.referentiel.indicators import RateWithin
from qualstat.referentiel.series_checks import not_followed
from qualstat.referentiel.site_checks import followed


def known_sites(draft: Draft) -> Iterator[Finding]:
    """Refuse explanations of a site that is not declared."""
    for name, document in draft.explanations.documents.items():
        if draft.sites.lacks(name):
            found = message(N_("“{name}” is not a site"), name=cut(name))
            expected = message(N_("the name of a file of sites/, without its ending"))
            slip = Slip("unknown-site", (), found, expected, at_key=True)
            yield document.finding(among(slip, name, draft.sites.documents))


def known_deadlines(draft: Draft, held: Explanations) -> Iterator[Slip]:
    """Refuse an indicator that is not declared, or under which nothing can be late."""
    for place, one in enumerate(held.root):
        where = (place, "indicator")
        yield from not_an_indicator(draft, where, one.indicator)
        declared = draft.indicators.values.get(one.indicator)
        if declared is not None and not isinstance(declared.measure, RateWithin):
            found = message(N_("“{name}” has no deadline"), name=cut(one.indicator))
            yield among(Slip("no-deadline", where, found), one.indicator, _with_deadline(draft))


def _with_deadline(draft: Draft) -> list[str]:
    held = draft.indicators.values.items()
    return [name for name, one in held if isinstance(one.measure, RateWithin)]


def beyond_deadline(draft: Draft, held: Explanations) -> Iterator[Slip]:
    """Report a delay that is not beyond the deadline: what it explains is not late."""
    for place, one in enumerate(held.root):
        declared = draft.indicators.values.get(one.indicator)
        measure = declared.measure if declared else None
        if isinstance(measure, RateWithin) and one.days is not None and one.days <= measure.within:
            text = N_("“{days}” is within the deadline of “{name}”")
            found = message(text, days=str(one.days), name=cut(one.indicator))
            expected = message(
                N_("more than {within}, or no “days” for cases never answered"),
                within=str(measure.within),
            )
            yield Slip("not-late", (place, "days"), found, expected, severity="warning")


def distinct(_draft: Draft, held: Explanations) -> Iterator[Slip]:
    """Refuse an explanation that is given twice: how many cases it tells of would be unsure."""
    met = set()
    for place, one in enumerate(held.root):
        key = (one.indicator, one.month, one.days, one.text)
        if key in met:
            found = message(N_("this explanation already stands above"))
            expected = message(N_("each explanation once, “number” for several cases"))
            yield Slip("explained-twice", (place, "text"), found, expected)
        met.add(key)


def followed_indicators(draft: Draft) -> Iterator[Finding]:
    """Report the explanation of an indicator that its site never follows."""
    for name, explanations in draft.explanations.values.items():
        site = draft.sites.values.get(name)
        held = None if site is None else followed(draft, site)
        if held is not None:
            document = draft.explanations.documents[name]
            for place, one in enumerate(explanations.root):
                if one.indicator not in held and not draft.indicators.lacks(one.indicator):
                    yield document.finding(not_followed((place, "indicator"), one.indicator))
