"""Checks of the plan: editions, their modules, and the headings of the scorecard.

Takes a draft; gives slips, or findings where several files are compared. Convention owned here:
an indicator stands under one heading.
"""

from collections.abc import Iterator
from datetime import date

from qualstat.declarations.slips import Slip, Where, among, listed
from qualstat.findings import N_, Finding, cut, message
from qualstat.referentiel.draft import Draft
from qualstat.referentiel.editions import Edition, Heading


def edition_dates(draft: Draft) -> Iterator[Finding]:
    """Refuse two editions that come into force on one day."""
    first: dict[date, str] = {}
    for name, edition in draft.editions.values.items():
        other = first.setdefault(edition.valid_from, name)
        if other != name:
            text = N_("the edition “{other}” comes into force on the same day")
            expected = message(N_("one edition a day"))
            slip = Slip("same-start", ("valid_from",), message(text, other=other), expected)
            yield draft.editions.documents[name].finding(slip)


def known_modules(_draft: Draft, edition: Edition) -> Iterator[Slip]:
    """Refuse an engagement in a module that its edition does not hold."""
    known = listed(str(module) for module in edition.modules)
    for number, engagement in edition.engagements.items():
        if engagement.module not in edition.modules:
            text = N_("“{module}” is not a module of this edition")
            found = message(text, module=str(engagement.module))
            expected = message(N_("one of: {known}"), known=known)
            yield Slip("unknown-module", ("engagements", number, "module"), found, expected)


def known_indicators(draft: Draft, heading: Heading) -> Iterator[Slip]:
    """Refuse an indicator that is not declared."""
    yield from unknown_indicators(draft, ("indicators",), heading.indicators)


def unknown_indicators(draft: Draft, where: Where, names: list[str]) -> Iterator[Slip]:
    """Refuse the names of a list that are not indicators."""
    for place, name in enumerate(names):
        yield from not_an_indicator(draft, (*where, place), name)


def not_an_indicator(draft: Draft, where: Where, name: str) -> Iterator[Slip]:
    """Refuse a name that is not an indicator."""
    if draft.indicators.lacks(name):
        found = message(N_("“{name}” is not an indicator"), name=cut(name))
        expected = message(N_("the name of a file of indicators/, without its ending"))
        slip = Slip("unknown-indicator", where, found, expected)
        yield among(slip, name, draft.indicators.documents)


def unknown_headings(draft: Draft, where: Where, names: list[str]) -> Iterator[Slip]:
    """Refuse the names of a list that are not headings."""
    for place, name in enumerate(names):
        if draft.headings.lacks(name):
            found = message(N_("“{name}” is not a heading"), name=cut(name))
            slip = Slip("unknown-heading", (*where, place), found)
            yield among(slip, name, draft.headings.documents)


def one_heading(draft: Draft) -> Iterator[Finding]:
    """Refuse an indicator that stands under two headings, or twice under one."""
    held: dict[str, str] = {}
    for name, heading in draft.headings.values.items():
        for place, indicator in enumerate(heading.indicators):
            if indicator in held:
                text = N_("“{name}” already stands under “{heading}”")
                found = message(text, name=cut(indicator), heading=cut(held[indicator]))
                expected = message(N_("each indicator under one heading"))
                slip = Slip("two-headings", ("indicators", place), found, expected)
                yield draft.headings.documents[name].finding(slip)
            held.setdefault(indicator, name)


def some_heading(draft: Draft) -> Iterator[Finding]:
    """Report an indicator under no heading: shown last, and followed where a site names it."""
    if not draft.headings.whole:
        return
    held = {one for heading in draft.headings.values.values() for one in heading.indicators}
    for name, document in draft.indicators.documents.items():
        if name not in held:
            text = N_("“{name}” stands under no heading: it is shown last")
            found = message(text, name=cut(name))
            expected = message(N_("its name under a heading of headings.yaml"))
            yield document.finding(Slip("no-heading", (), found, expected, severity="warning"))
