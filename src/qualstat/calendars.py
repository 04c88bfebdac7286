"""Calendars: which days count in a delay, by zone and site (rules T4 and T5).

Takes a `Calendar` and a span of days; gives which of them count, and how many up to each.
Conventions owned here: the public holidays of a zone are those of the `holidays` library (the
shipped table is a copy of it, the library itself answers for other years); a holiday on a
weekend does not move; a day removed wins over one added, a closure over both.
"""

from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from qualstat.errors import UsageError
from qualstat.findings import N_, Finding, message
from qualstat.periods import day_number, day_of

DayCount = Literal["working-days", "open-days", "calendar-days"]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]

SUBDIVISIONS = {  # the library's own codes; without one it gives métropole
    "metropole": None,
    "alsace-moselle": "57",  # Moselle: the same days as Alsace (6AE)
    "guadeloupe": "971",
    "martinique": "972",
    "guyane": "973",
    "la-reunion": "974",
    "mayotte": "976",
    "saint-barthelemy": "BL",
    "saint-martin": "MF",
    "saint-pierre-et-miquelon": "PM",
    "nouvelle-caledonie": "NC",
    "polynesie-francaise": "PF",
    "wallis-et-futuna": "WF",
}
ZONES = tuple(SUBDIVISIONS)
TABLE = Path(__file__).with_name("holidays.csv")  # written by tools/holidays_table.py
TABLE_YEARS = range(2000, 2051)
EVERY_ZONE = "*"
DAYS_A_WEEK: dict[DayCount, int] = {"working-days": 5, "open-days": 6}  # from Monday
EPOCH_WEEKDAY = 3  # 1970-01-01 was a Thursday


class Calendar(Struct, frozen=True):
    """The days off of a site: a zone's public holidays, as changed, and its closures.

    `added` and `removed` are public holidays, `closed` the days on which the site was closed,
    all as days since 1970-01-01. Raises ValueError where `zone` is none of `ZONES`.
    """

    zone: str = "metropole"
    added: frozenset[int] = frozenset()
    removed: frozenset[int] = frozenset()
    closed: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if self.zone not in ZONES:  # it would pass for métropole
            raise ValueError(f"{self.zone!r} is none of {', '.join(ZONES)}")


def counted(calendar: Calendar, kind: DayCount, first: int, last: int) -> Flags:
    """Return whether each day from `first` to `last`, both included, counts.

    Days are numbers since 1970-01-01; the result is empty where `last` precedes `first`.
    Raises UsageError where the public holidays of a year are not known. Source: T4.

    >>> from datetime import date
    >>> christmas = day_number(date(2018, 12, 25))
    >>> counted(Calendar(), "working-days", christmas - 3, christmas + 1).tolist()
    [False, False, True, False, True]
    """
    days = np.arange(first, last + 1, dtype=np.int64)
    if kind == "calendar-days":
        return np.ones(len(days), np.bool_)
    flags: Flags = (days + EPOCH_WEEKDAY) % 7 < DAYS_A_WEEK[kind]
    flags[[day - first for day in _days_off(calendar, first, last)]] = False
    return flags


def cumulative(calendar: Calendar, kind: DayCount, first: int, last: int) -> Numbers:
    """Return the number of counted days from `first` to each day until `last`.

    Days are numbers since 1970-01-01. For r <= a in the span, `table[a - first] -
    table[r - first]` is the number of counted days d with r < d <= a: the delay, in days.
    Where the first day is included, add `counted(...)[r - first]`. Raises UsageError where the
    public holidays of a year are not known. Source: T4, convention `working-days`.

    >>> from datetime import date
    >>> friday = day_number(date(2018, 4, 27))
    >>> table = cumulative(Calendar(), "working-days", friday, friday + 12)
    >>> int(table[12] - table[0])
    6
    """
    return np.cumsum(counted(calendar, kind, first, last), dtype=np.int64)


def library_days(zone: str, year: int) -> frozenset[int]:
    """Return the public holidays of a year in a zone, as the library gives them."""
    return frozenset(library_names(zone, year))


@cache
def library_names(zone: str, year: int) -> dict[int, str]:
    """Return the public holidays of a year in a zone with their names, as the library has them.

    They are days since 1970-01-01. Raises UsageError where the library knows none: a delay is
    never computed as if there were no holidays. Source: T5, the `holidays` package.
    """
    from holidays import country_holidays

    subdivision = SUBDIVISIONS[zone]
    days = country_holidays("FR", subdiv=subdivision, years=year, observed=False, language="fr")
    if not days:
        raise UsageError(_unknown_year(year))
    return {day_number(day): name.replace("; ", ", ") for day, name in sorted(days.items())}


def days_off(calendar: Calendar, kind: DayCount, first: int, last: int) -> list[int]:
    """Return the days, both bounds included, that only a holiday or a closure keeps from counting.

    Raises UsageError where the public holidays of a year are not known.
    """
    if kind == "calendar-days":
        return []
    off = set(_days_off(calendar, first, last))
    return [day for day in sorted(off) if (day + EPOCH_WEEKDAY) % 7 < DAYS_A_WEEK[kind]]


def holiday_name(zone: str, day: int) -> str:
    """Return the French name of a public holiday of a zone; empty for any other day.

    >>> from datetime import date
    >>> holiday_name("metropole", day_number(date(2018, 5, 8)))
    'Fête de la Victoire'
    """
    if day_of(day).year in TABLE_YEARS:
        return _names(zone).get(day, "")
    return library_names(zone, day_of(day).year).get(day, "")


def holiday_names(zone: str) -> tuple[str, ...]:
    """Return the names of the public holidays of a zone, over the years of the table."""
    return tuple(dict.fromkeys(name for held in _names(zone).values() for name in held.split(", ")))


def days_named(zone: str, names: Collection[str]) -> frozenset[int]:
    """Return the days that a zone has off under some names alone, over the years of the table.

    A day that is another holiday too is none of them.

    >>> from datetime import date
    >>> whit_monday = day_number(date(2018, 5, 21))
    >>> whit_monday in days_named("metropole", ["Lundi de Pentecôte"])
    True
    """
    held = _names(zone).items() if names else ()
    return frozenset(day for day, name in held if set(name.split(", ")) <= {*names})


def _days_off(calendar: Calendar, first: int, last: int) -> list[int]:
    off = (_public_holidays(calendar.zone, first, last) | calendar.added) - calendar.removed
    return [day for day in off | calendar.closed if first <= day <= last]


def _public_holidays(zone: str, first: int, last: int) -> frozenset[int]:
    years = range(day_of(first).year, day_of(last).year + 1)
    others = (library_days(zone, year) for year in years if year not in TABLE_YEARS)
    return _tabulated(zone).union(*others)


@cache
def _tabulated(zone: str) -> frozenset[int]:
    return frozenset(_names(zone))


@cache
def _names(zone: str) -> dict[int, str]:
    rows = [line.split(";") for line in TABLE.read_text("utf-8").splitlines()[1:]]
    held = [(day, name) for day, zones, name in rows if zones in (EVERY_ZONE, zone)
            or zone in zones.split("|")]  # fmt: skip
    days = np.array([day for day, _ in held], "datetime64[D]").astype(np.int64).tolist()
    return dict(zip(days, (name for _, name in held), strict=True))


def _unknown_year(year: int) -> Finding:
    return Finding(
        rule="calendar",
        severity="blocking",
        found=message(N_("the public holidays of {year} are not known"), year=year),
        expected=message(N_("dates in years that the `holidays` library covers")),
    )
