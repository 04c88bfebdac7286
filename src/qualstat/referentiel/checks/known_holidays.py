"""Known holidays: the name of a public holiday, as far as a check can tell.

Takes a zone and a day; gives a name. Convention owned here: a check asks the shipped table alone,
and of a year beyond it says nothing.
"""

from datetime import date

from qualstat.calendars import TABLE_YEARS, holiday_name
from qualstat.periods import day_number


def named(zone: str, day: date) -> str | None:
    """Return the name of a public holiday; empty for another day, None where none is known."""
    return holiday_name(zone, day_number(day)) if day.year in TABLE_YEARS else None
