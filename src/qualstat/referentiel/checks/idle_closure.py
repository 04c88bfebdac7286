"""`idle-closure`: a closure on days that count in no delay anyway.

Takes a site; gives slips. Convention owned here: Sundays count in none, nor do public holidays, but
those that the site or its whole zone works; days off that are not known for sure may count.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from qualstat.calendars import ZONES
from qualstat.declarations.slips import Slip
from qualstat.findings import N_, message
from qualstat.referentiel.checks.known_holidays import named
from qualstat.referentiel.draft import Draft
from qualstat.referentiel.sites import Site

SUNDAY = 6


def check(draft: Draft, site: Site) -> Iterator[Slip]:
    """Report each closure without a day that would have counted."""
    for place, one in enumerate(site.closures):
        days = (one.first + timedelta(days=step) for step in range((one.last - one.first).days + 1))
        if all(_off(draft, site, day) for day in days):
            found = message(N_("a closure on Sundays or public holidays alone"))
            expected = message(N_("days on which the site would have been open"))
            yield Slip("idle-closure", ("closures", place, "first"), found, expected,
                       severity="warning")  # fmt: skip


def _off(draft: Draft, site: Site, day: date) -> bool:
    if day.weekday() == SUNDAY:
        return True
    zone = draft.zones.values.get(site.zone)
    if zone is None and not draft.zones.lacks(site.zone):
        return False  # what the zone works is not known
    changes = [site.holidays, *([zone] if zone else ())]
    worked = any(one.worked or day in {gone.day for gone in one.removed} for one in changes)
    return site.zone in ZONES and not worked and bool(named(site.zone, day))
