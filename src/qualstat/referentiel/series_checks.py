"""Checks of what makes a site's figures differ over time: breaks in series, dated counts.

Takes a draft and sites; gives slips, or findings where only a site of good form can be judged.
Convention owned here: counts of one label are one series, which holds one number a month.
"""

from collections.abc import Iterator
from itertools import pairwise

from qualstat.declarations.slips import Slip, Where
from qualstat.findings import N_, Finding, Message, cut, message
from qualstat.periods import first_day
from qualstat.referentiel.criteria_checks import repeated
from qualstat.referentiel.draft import Draft
from qualstat.referentiel.heading_checks import unknown_headings, unknown_indicators
from qualstat.referentiel.site_checks import followed
from qualstat.referentiel.sites import Break, DatedCount, Site
from qualstat.spelling import fold


def known_names(draft: Draft, site: Site) -> Iterator[Slip]:
    """Refuse headings and indicators that are not declared; report one named twice."""
    for where, one in _places(site):
        yield from unknown_headings(draft, (*where, "headings"), one.headings)
        yield from repeated((*where, "headings"), one.headings)
        if isinstance(one, Break):
            yield from unknown_indicators(draft, (*where, "indicators"), one.indicators)
            yield from repeated((*where, "indicators"), one.indicators)


def _places(site: Site) -> Iterator[tuple[Where, Break | DatedCount]]:
    for place, broken in enumerate(site.breaks):
        yield ("breaks", place), broken
    for place, count in enumerate(site.counts):
        yield ("counts", place), count


def distinct_breaks(_draft: Draft, site: Site) -> Iterator[Slip]:
    """Report a break that is given twice."""
    yield from repeated(("breaks",), [f"{_written(one.month)} {one.label}" for one in site.breaks])


def distinct_counts(_draft: Draft, site: Site) -> Iterator[Slip]:
    """Refuse a count that begins while another one of the same label holds."""
    dated = sorted(enumerate(site.counts), key=lambda one: (fold(one[1].label), one[1].since))
    for (_, earlier), (place, later) in pairwise(dated):
        if fold(earlier.label) == fold(later.label) and earlier.covers(later.since):
            text = N_("in {month}, the count of {number} in force since {since} still holds")
            yield Slip(
                "overlapping-counts",
                ("counts", place, "since"),
                message(text, month=_written(later.since), number=str(earlier.number),
                        since=_written(earlier.since)),
                message(N_("one number a month under one label")),
                _end_earlier(earlier, later),
            )  # fmt: skip


def _end_earlier(earlier: DatedCount, later: DatedCount) -> Message:
    if earlier.since == later.since:
        return message(N_("keep one of the two"))
    last = _written(later.since - 1)
    return message(N_("end the earlier one: “until: {month}”"), month=last)


def _written(month: int) -> str:
    """Return a month as it is declared."""
    return first_day(month).isoformat()[:7]


def names_followed(draft: Draft) -> Iterator[Finding]:
    """Report a break or a count of something that its site never follows."""
    for name, site in draft.sites.values.items():
        held = followed(draft, site)
        if held is not None:
            document = draft.sites.documents[name]
            yield from (document.finding(slip) for slip in _not_followed(draft, site, held))


def _not_followed(draft: Draft, site: Site, held: set[str]) -> Iterator[Slip]:
    for where, one in _places(site):
        for place, name in enumerate(one.headings):
            heading = draft.headings.values.get(name)
            if heading is not None and held.isdisjoint(heading.indicators):
                yield not_followed((*where, "headings", place), name)
        if isinstance(one, Break):
            for place, name in enumerate(one.indicators):
                if name not in held and not draft.indicators.lacks(name):
                    yield not_followed((*where, "indicators", place), name)


def not_followed(where: Where, name: str) -> Slip:
    """Return the slip of a heading or an indicator that a site never follows."""
    found = message(N_("this site never follows “{name}”"), name=cut(name))
    expected = message(N_("a heading or an indicator that stands in its “follows”"))
    return Slip("not-followed", where, found, expected, severity="warning")
