"""`idle-closure`: a closure on days that count in no delay anyway.

Takes a site; gives slips. Convention owned here: Sundays count in none, nor do public holidays, but
those that the site works.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from qualstat.calendars import ZONES
from qualstat.declarations.slips import Slip
from qualstat.findings import N_, message
from qualstat.referentiel.checks.not_a_holiday import named
from qualstat.referentiel.draft import Draft
from qualstat.referentiel.sites import Site

SUNDAY = 6


def check(_draft: Draft, site: Site) -> Iterator[Slip]:
    """Report each closure without a day that would have counted."""
    for place, one in enumerate(site.closures):
        days = (one.first + timedelta(days=step) for step in range((one.last - one.first).days + 1))
        if all(_off(site, day) for day in days):
            found = message(N_("a closure on Sundays or public holidays alone"))
            expected = message(N_("days on which the site would have been open"))
            yield Slip("idle-closure", ("closures", place, "first"), found, expected,
                       severity="warning")  # fmt: skip


def _off(site: Site, day: date) -> bool:
    if day.weekday() == SUNDAY:
        return True
    worked = bool(site.holidays.worked) or day in {one.day for one in site.holidays.removed}
    return site.zone in ZONES and not worked and named(site.zone, day) not in ("", "?")
