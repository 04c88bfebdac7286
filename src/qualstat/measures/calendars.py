"""The calendar of a site: its zone's public holidays, as changed for the zone and the site.

Takes the référentiel; gives `Calendar` values. Convention owned here: what a site declares
wins over what its zone declares (T5).
"""

from collections.abc import Iterable

from msgspec.structs import replace

from qualstat.calendars import Calendar, counted, days_named
from qualstat.periods import day_number
from qualstat.referentiel import Referentiel
from qualstat.referentiel.sites import Closure, DayChange, Holidays

NONE: frozenset[int] = frozenset()


def calendar_of(referentiel: Referentiel, site: str) -> Calendar:
    """Return the calendar of a site."""
    declared = referentiel.sites[site]
    zone, own = referentiel.zones.get(declared.zone, Holidays()), declared.holidays
    added, removed = _days(own.added), _removed(declared.zone, own)
    return Calendar(
        declared.zone,
        added=(_days(zone.added) - removed) | added,
        removed=(_removed(declared.zone, zone) - added) | removed,
        closed=_closed(declared.closures),
    )


def bridges(referentiel: Referentiel, site: str, closure: Closure) -> bool:
    """Whether a closure is a bridge: one working day between two days that are off anyway."""
    day, held = day_number(closure.first), replace(calendar_of(referentiel, site), closed=NONE)
    around = counted(held, "working-days", day - 1, day + 1).tolist()
    return closure.first == closure.last and around == [False, True, False]


def _days(changes: Iterable[DayChange]) -> frozenset[int]:
    return frozenset(day_number(change.day) for change in changes)


def _removed(zone: str, holidays: Holidays) -> frozenset[int]:
    """Return the days removed, one by one or under their name: a day added wins over its name."""
    named = days_named(zone, [one.holiday for one in holidays.worked])
    return _days(holidays.removed) | (named - _days(holidays.added))


def _closed(closures: Iterable[Closure]) -> frozenset[int]:
    return frozenset(
        day
        for closure in closures
        for day in range(day_number(closure.first), day_number(closure.last) + 1)
    )
