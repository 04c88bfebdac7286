"""Days off: the public holidays and closures within a period that delays do not count.

Takes the référentiel, sites and a period; gives `DaysOff` values, one for sites that share a
calendar. Convention owned here: a day that the weekday alone leaves out is not named.
"""

from collections.abc import Sequence

from qualstat.calendars import Calendar, DayCount, days_off, holiday_name
from qualstat.explanations.values import DayOff, DaysOff
from qualstat.measures.calendars import calendar_of
from qualstat.periods import Period, day_number, day_of
from qualstat.referentiel import Referentiel
from qualstat.referentiel.indicators import Indicator, Wait


def calendars(
    referentiel: Referentiel, indicator: Indicator, sites: Sequence[str], period: Period
) -> tuple[DaysOff, ...]:
    """Return the calendars by which an indicator counts days; none where it counts none."""
    measure = indicator.measure
    if not isinstance(measure, Wait) or measure.days == "calendar-days":
        return ()
    held: dict[tuple[str, tuple[DayOff, ...]], list[str]] = {}
    for site in sites:
        calendar = calendar_of(referentiel, site)
        days = _named(referentiel, site, calendar, measure.days, period)
        held.setdefault((calendar.zone, days), []).append(site)
    return tuple(DaysOff(tuple(group), zone, days) for (zone, days), group in held.items())


def _named(
    referentiel: Referentiel, site: str, calendar: Calendar, kind: DayCount, period: Period
) -> tuple[DayOff, ...]:
    found = days_off(calendar, kind, day_number(period.start), day_number(period.end))
    return tuple(_day(referentiel, site, calendar, day) for day in found)


def _day(referentiel: Referentiel, site: str, calendar: Calendar, day: int) -> DayOff:
    """Return a day off by its name: that of the declaration that adds it, else the holiday's."""
    declared, when = referentiel.sites[site], day_of(day)
    for closure in declared.closures:
        if closure.first <= when <= closure.last:
            return DayOff(when, closure.reason, "closure")
    zone = referentiel.zones.get(declared.zone)
    added = [*declared.holidays.added, *(zone.added if zone else [])]
    own = next((one.reason for one in added if one.day == when), "")
    return DayOff(when, own or holiday_name(calendar.zone, day), "holiday")
