"""Checks of sites: what they follow, their zone, their days off, what they declare complete.

Takes a draft and sites; gives slips, or findings where several files are compared. Conventions
owned here: an exception has a reason; the follows of one indicator may overlap, as any of them
is enough to follow it.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

from qualstat.calendars import ZONES
from qualstat.declarations.slips import Slip, Where, among
from qualstat.findings import N_, Finding, cut, message
from qualstat.referentiel.criteria_checks import not_a_register, repeated
from qualstat.referentiel.draft import Draft
from qualstat.referentiel.heading_checks import unknown_headings, unknown_indicators
from qualstat.referentiel.sites import TOTALS, Follow, Holidays, Months, Site
from qualstat.spelling import fold


def reserved_id(draft: Draft) -> Iterator[Finding]:
    """Refuse an id that stands for all sites together, in results or in published figures."""
    for name, document in draft.sites.documents.items():
        if fold(name) in TOTALS:
            found = message(N_("“{name}” stands for all sites together"), name=name)
            slip = Slip("reserved-id", (), found, message(N_("another name for this file")))
            yield document.finding(slip)


def distinct_ids(draft: Draft) -> Iterator[Finding]:
    """Refuse two ids that a register could not tell apart."""
    first: dict[str, str] = {}
    for name, document in draft.sites.documents.items():
        other = first.setdefault(fold(name), name)
        if other != name:
            text = N_("“{name}” and “{other}” are one name in a register")
            found = message(text, name=cut(name), other=cut(other))
            expected = message(N_("names that differ by more than case, accents and hyphens"))
            yield document.finding(Slip("same-spelling", (), found, expected))


def known_zone(_draft: Draft, site: Site) -> Iterator[Slip]:
    """Refuse a zone whose public holidays are not known."""
    if site.zone not in ZONES:
        yield _unknown_zone(("zone",), site.zone)


def zone_names(draft: Draft) -> Iterator[Finding]:
    """Refuse changes to a zone that is none."""
    for name, document in draft.zones.documents.items():
        if name not in ZONES:
            yield document.finding(_unknown_zone((), name))


def _unknown_zone(where: Where, name: str) -> Slip:
    found = message(N_("“{name}” is not a zone"), name=cut(name))
    return among(Slip("unknown-zone", where, found), name, ZONES)


def known_timezone(_draft: Draft, site: Site) -> Iterator[Slip]:
    """Refuse a time zone that the time zone database does not hold."""
    try:
        ZoneInfo(site.timezone)
    except (LookupError, ValueError, OSError):  # unknown, not a name, a folder of the database
        found = message(N_("“{name}” is not a time zone"), name=cut(site.timezone))
        expected = message(N_("a name of the time zone database, as in Europe/Paris"))
        slip = Slip("unknown-timezone", ("timezone",), found, expected)
        yield among(slip, site.timezone, sorted(available_timezones()))


def something_followed(_draft: Draft, site: Site) -> Iterator[Slip]:
    """Refuse a follow that names nothing; report a site without follows."""
    for place, follow in enumerate(site.follows):
        if not follow.headings and not follow.indicators:
            found = message(N_("nothing is followed here"))
            expected = message(N_("“headings” or “indicators”"))
            yield Slip("follows-nothing", ("follows", place), found, expected)
    if not site.follows:
        found = message(N_("this site follows no indicator"))
        expected = message(N_("“follows”, with “headings” or “indicators”, and “since”"))
        yield Slip("site-without-follows", ("follows",), found, expected, severity="warning")


def known_follows(draft: Draft, site: Site) -> Iterator[Slip]:
    """Refuse headings and indicators that are not declared."""
    for place, follow in enumerate(site.follows):
        yield from unknown_headings(draft, ("follows", place, "headings"), follow.headings)
        for key in ("indicators", "excluded"):
            yield from unknown_indicators(draft, ("follows", place, key), getattr(follow, key))


def repeated_follows(_draft: Draft, site: Site) -> Iterator[Slip]:
    """Report a heading or an indicator that one follow names twice."""
    for place, follow in enumerate(site.follows):
        for key in ("headings", "indicators", "excluded"):
            yield from repeated(("follows", place, key), getattr(follow, key))


def excluded_follows(draft: Draft, site: Site) -> Iterator[Slip]:
    """Refuse an indicator both named and excluded; report one excluded without effect."""
    for place, follow in enumerate(site.follows):
        listed = _listed(draft, follow)
        for one, name in enumerate(follow.excluded):
            where = ("follows", place, "excluded", one)
            if name in follow.indicators:
                found = message(N_("“{name}” is both named and excluded here"), name=cut(name))
                yield Slip("named-and-excluded", where, found, message(N_("one or the other")))
            elif listed is not None and name not in listed and not draft.indicators.lacks(name):
                text = N_("“{name}” is excluded from headings that do not hold it")
                expected = message(N_("an indicator of the headings followed here"))
                found = message(text, name=cut(name))
                yield Slip("excluded-nothing", where, found, expected, severity="warning")


def _listed(draft: Draft, follow: Follow) -> set[str] | None:
    """Return the indicators of the headings followed; None when one of these was refused."""
    headings = [draft.headings.values.get(name) for name in follow.headings]
    if None in headings:
        return None
    return {one for heading in headings if heading is not None for one in heading.indicators}


def followed(draft: Draft, site: Site) -> set[str] | None:
    """Return the indicators a site follows at any time; None where a mistake may hide some."""
    held: set[str] = set()
    for follow in site.follows:
        listed = _listed(draft, follow)
        named = {*(listed or ()), *follow.indicators}
        if listed is None or not named or any(draft.indicators.lacks(one) for one in named):
            return None
        held |= named - {*follow.excluded}
    return held or None


def follows_with_reason(_draft: Draft, site: Site) -> Iterator[Slip]:
    """Refuse an exclusion, an end or a start without its reason (A2)."""
    for place, follow in enumerate(site.follows):
        key = "excluded" if follow.excluded else "until" if follow.until is not None else "since"
        if follow.reason is None:
            found = message(N_("“{key}” without a reason"), key=key)
            expected = message(N_("“reason”, which says why the site follows it so"))
            yield Slip("missing-reason", ("follows", place, key), found, expected, at_key=True)


def distinct_closures(_draft: Draft, site: Site) -> Iterator[Slip]:
    """Report closures that share days."""
    dated = sorted(enumerate(site.closures), key=lambda one: one[1].first)
    for (_, earlier), (place, later) in pairwise(dated):
        if later.first <= earlier.last:
            found = message(N_("another closure lasts until {day}"), day=earlier.last.isoformat())
            expected = message(N_("each day of closure once"))
            where = ("closures", place, "first")
            yield Slip("overlapping-closures", where, found, expected, severity="warning")


def site_holidays(_draft: Draft, site: Site) -> Iterator[Slip]:
    """Check the changes of a site to public holidays."""
    yield from _changes(("holidays",), site.holidays)


def zone_holidays(_draft: Draft, zone: Holidays) -> Iterator[Slip]:
    """Check the changes of a zone to public holidays."""
    yield from _changes((), zone)


def _changes(where: Where, holidays: Holidays) -> Iterator[Slip]:
    """Refuse a day both added and removed; report one that is given twice."""
    added = [change.day.isoformat() for change in holidays.added]
    removed = [change.day.isoformat() for change in holidays.removed]
    for place, day in enumerate(removed):
        if day in added:
            found = message(N_("{day} is both added and removed"), day=day)
            at = (*where, "removed", place, "day")
            yield Slip("added-and-removed", at, found, message(N_("one or the other")))
    yield from repeated((*where, "added"), added)
    yield from repeated((*where, "removed"), removed)


def complete_registers(_draft: Draft, site: Site) -> Iterator[Slip]:
    """Refuse a register that is none; report months out of order."""
    for name, spans in site.complete.items():
        where = ("complete", name)
        yield from not_a_register(where, name, at_key=True)
        yield from _out_of_order(where, spans)


def registers_held(_draft: Draft, site: Site) -> Iterator[Slip]:
    """Refuse to say who holds a register that is none."""
    for name in site.held_by:
        yield from not_a_register(("held_by", name), name, at_key=True)


def _out_of_order(where: Where, spans: Sequence[Months]) -> Iterator[Slip]:
    for place, (earlier, later) in enumerate(pairwise(spans), start=1):
        if later.first <= earlier.last:
            found = message(N_("these months do not follow the ones before"))
            expected = message(N_("spans of months in order, each month once"))
            yield Slip("months-out-of-order", (*where, place), found, expected, severity="warning")
