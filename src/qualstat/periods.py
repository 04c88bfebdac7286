"""Periods: spans of days, mostly whole calendar months.

Takes texts of the command line or dates; gives `Period` values and months.
Conventions owned here: a month is the integer `12 * year + month - 1`; a day is the number of
days since 1970-01-01, as numpy counts them.
"""

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property

from msgspec import Struct

from qualstat.errors import UsageError
from qualstat.findings import N_, Finding, message

EPOCH = date(1970, 1, 1)
YEARS = range(1900, 2101)  # that can be asked for; the calendar knows their holidays
BY = {"month": 1, "quarter": 3, "year": 12}
YEAR = 12  # months


def day_number(day: date) -> int:
    """Return the number of days from 1970-01-01 to `day`."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """Return the date `number` days after 1970-01-01."""
    return EPOCH + timedelta(days=int(number))


def month_of(day: date) -> int:
    """Return the month a date belongs to."""
    return 12 * day.year + day.month - 1


def first_day(month: int) -> date:
    """Return the first day of a month."""
    return date(month // 12, month % 12 + 1, 1)


def last_day(month: int) -> date:
    """Return the last day of a month."""
    year, index = divmod(month, 12)
    return date(year, index + 1, calendar.monthrange(year, index + 1)[1])


def month_text(month: int) -> str:
    """Return a month as it is written for machines: `2018-04`."""
    return f"{first_day(month):%Y-%m}"


class Period(Struct, frozen=True, order=True, dict=True):
    """The days from `start` to `end`, both included (`end` is the last day)."""

    start: date
    end: date

    @cached_property
    def months(self) -> range:
        """The calendar months it touches, in order."""
        return range(month_of(self.start), month_of(self.end) + 1)

    @cached_property
    def whole(self) -> bool:
        """Whether it is made of whole calendar months."""
        return self.start.day == 1 and self.end == last_day(month_of(self.end))

    def earlier(self, months: int) -> "Period":
        """Return the same period some months earlier.

        >>> parse_quarter("2018Q1").earlier(3).end
        datetime.date(2017, 12, 31)
        """
        if months not in self._earlier:
            self._earlier[months] = self._moved(months)
        return self._earlier[months]

    @cached_property
    def _earlier(self) -> dict[int, "Period"]:
        return {}  # figures by the ten thousand ask it of a dozen periods

    def _moved(self, months: int) -> "Period":
        if self.whole:
            return months_period(self.months[0] - months, self.months[-1] - months)
        return Period(_months_before(self.start, months), _months_before(self.end, months))

    def clip(self, month: int) -> "Period":
        """Return the days of `month` that lie in the period."""
        return Period(max(self.start, first_day(month)), min(self.end, last_day(month)))

    def split(self, by: str | None) -> "Iterator[Period]":
        """Yield its parts by calendar `month`, `quarter` or `year`; itself without `by`."""
        if by is None:
            yield self
            return
        size = BY[by]
        for block in range(self.months[0] // size, self.months[-1] // size + 1):
            part = months_period(block * size, block * size + size - 1)
            yield Period(max(self.start, part.start), min(self.end, part.end))


def months_period(first: int, last: int) -> Period:
    """Return the period of whole months from `first` to `last`, both included."""
    return Period(first_day(first), last_day(last))


def year_period(year: int) -> Period:
    """Return a calendar year."""
    return months_period(12 * year, 12 * year + 11)


def _months_before(day: date, months: int) -> date:
    month = month_of(day) - months
    return min(first_day(month) + timedelta(days=day.day - 1), last_day(month))


def parse_month(text: str) -> int:
    """Return the month written `YYYY-MM`."""
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})", text)
    if found and int(found[1]) in YEARS and 1 <= int(found[2]) <= 12:
        return 12 * int(found[1]) + int(found[2]) - 1
    raise _unreadable(text, N_("a month, as in 2018-06"))


def parse_quarter(text: str) -> Period:
    """Return the quarter written `2018Q2` or `2018T2`."""
    found = re.fullmatch(r"([0-9]{4})-?[QqTt]([1-4])", text)
    if found and int(found[1]) in YEARS:
        first = 12 * int(found[1]) + 3 * (int(found[2]) - 1)
        return months_period(first, first + 2)
    raise _unreadable(text, N_("a quarter, as in 2018Q2"))


def parse_day(text: str) -> date:
    """Return the day written `YYYY-MM-DD`."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) and int(text[:4]) in YEARS:
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise _unreadable(text, N_("a day, as in 2018-06-30"))


def parse_bounds(start: str, end: str) -> Period:
    """Return the period between two bounds, months or days, both included."""
    first = parse_day(start) if start.count("-") == 2 else first_day(parse_month(start))
    last = parse_day(end) if end.count("-") == 2 else last_day(parse_month(end))
    if last < first:
        raise _unreadable(f"{start} → {end}", N_("an end that does not precede the start"))
    return Period(first, last)


def _unreadable(text: str, expected: str) -> UsageError:
    return UsageError(
        Finding(
            rule="period",
            severity="blocking",
            found=message(N_("“{text}” is not a period"), text=text),
            expected=message(expected),
        )
    )
