"""`not-a-holiday`: a public holiday removed that is none: the day after, or of another zone.

Takes a draft; gives findings and slips. Convention owned here: a day that its zone adds is one of
its holidays; a zone that is none is another check's.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from qualstat.calendars import ZONES
from qualstat.declarations.slips import Slip, Where
from qualstat.findings import N_, Finding, message
from qualstat.referentiel.checks.known_holidays import named
from qualstat.referentiel.draft import Draft
from qualstat.referentiel.sites import DayChange, Site

NEAR = (1, -1, 2, -2, 3, -3)  # days to the holiday that was meant


def check(draft: Draft) -> Iterator[Finding]:
    """Report the days removed from a whole zone that are no holidays of it."""
    for zone, holidays in draft.zones.values.items():
        added = {one.day for one in holidays.added}  # both is another check's
        for slip in _odd(zone, ("removed",), holidays.removed, added):
            yield draft.zones.documents[zone].finding(slip)


def at_site(draft: Draft, site: Site) -> Iterator[Slip]:
    """Report the days removed at a site that are no holidays of its zone."""
    zone = draft.zones.values.get(site.zone)
    added = {one.day for one in (*site.holidays.added, *(zone.added if zone else ()))}
    if not draft.zones.lacks(site.zone) and zone is None:
        return  # what it adds is not known
    yield from _odd(site.zone, ("holidays", "removed"), site.holidays.removed, added)


def _odd(
    zone: str, where: Where, removed: Sequence[DayChange], added: Collection[date]
) -> Iterator[Slip]:
    for place, one in enumerate(removed):
        if zone in ZONES and one.day not in added and named(zone, one.day) == "":
            text = N_("{day} is not a public holiday of the zone {zone}")
            found = message(text, day=one.day.isoformat(), zone=zone)
            near = (one.day + timedelta(days=step) for step in NEAR)
            meant = next((day for day in near if named(zone, day)), None)
            advice = None
            if meant is not None:
                advice = message(N_("“{name}” is on {day}, if that is what is meant"),
                                 name=named(zone, meant), day=meant.isoformat())  # fmt: skip
            expected = message(N_("a day that is a holiday there"))
            yield Slip("not-a-holiday", (*where, place, "day"), found, expected, advice, "warning")
