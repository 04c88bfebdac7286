"""The calendar of a site: its zone's public holidays, as changed for the zone and the site.

Takes the référentiel; gives `Calendar` values. Convention owned here: what a site declares
wins over what its zone declares (T5).
"""

from collections.abc import Iterable

from qualstat.calendars import Calendar
from qualstat.periods import day_number
from qualstat.referentiel import Referentiel
from qualstat.referentiel.sites import Closure, DayChange, Holidays


def calendar_of(referentiel: Referentiel, site: str) -> Calendar:
    """Return the calendar of a site."""
    declared = referentiel.sites[site]
    zone, own = referentiel.zones.get(declared.zone, Holidays()), declared.holidays
    added, removed = _days(own.added), _days(own.removed)
    return Calendar(
        declared.zone,
        added=(_days(zone.added) - removed) | added,
        removed=(_days(zone.removed) - added) | removed,
        closed=_closed(declared.closures),
    )


def _days(changes: Iterable[DayChange]) -> frozenset[int]:
    return frozenset(day_number(change.day) for change in changes)


def _closed(closures: Iterable[Closure]) -> frozenset[int]:
    return frozenset(
        day
        for closure in closures
        for day in range(day_number(closure.first), day_number(closure.last) + 1)
    )
