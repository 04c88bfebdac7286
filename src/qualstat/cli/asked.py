"""What is asked: the texts of options as values.

Takes texts as they were typed; gives periods, days, choices and limits. Convention owned here:
a number is plain ASCII digits, a choice forgives case and accents, and a text that is refused
is named with its option, what was expected and the nearest right one.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeVar

from msgspec import Struct

from qualstat.cli.usage import likely, mistake
from qualstat.errors import UsageError
from qualstat.findings import N_, cut, message
from qualstat.periods import (
    Period,
    months_period,
    parse_bounds,
    parse_day,
    parse_month,
    parse_quarter,
    year_period,
)
from qualstat.spelling import fold

if TYPE_CHECKING:  # only a command that is run asks for tables
    from qualstat.outlooks import WhatIf
    from qualstat.render.tables.choosing import View

T = TypeVar("T")
Word = TypeVar("Word", bound=str)
FIRST_YEAR, LAST_YEAR = 1900, 2100
BOUNDS = ["--from", "--to"]
LIMIT_FORM = re.compile(r"([0-9]{1,12})|([0-9]{1,3}(?:[.,][0-9]{1,6})?)\s?%")
NO_LIMIT = "none"
BY: tuple[Literal["month", "quarter", "year"], ...] = ("month", "quarter", "year")
DESCENDING = "-"
SIZE_FORM = re.compile(r"([0-9]{1,12})\s?([kmgt]?)[bo]?", re.IGNORECASE)
UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}
SIGNED = r"[+-][0-9]{1,9}"  # a change, and no result
CHANGE_FORM = re.compile(rf"(\S+)\s+({SIGNED})\s?([dj]?)(?:/({SIGNED}))?")
MINUS = str.maketrans("−–", "--")
LARGEST_SIZE = 10**13  # bytes: no disk that this is meant for holds more


class Limit(Struct, frozen=True):
    """How many rejected rows are too many: a number of rows, or a share of them in percent.

    `text` is how it was written.
    """

    text: str | None = None
    rows: int | None = None
    percent: Fraction | None = None

    def exceeded(self, rejected: int, read: int) -> bool:
        """Whether more rows were rejected than allowed."""
        if self.rows is not None:
            return rejected > self.rows
        return self.percent is not None and rejected * 100 > self.percent * read


def period(
    *,
    year: str | None = None,
    month: str | None = None,
    quarter: str | None = None,
    start: str | None = None,
    end: str | None = None,
) -> Period | None:
    """Return the one period asked for; None when there is none."""
    texts = {"--year": year, "--month": month, "--quarter": quarter, "--from": start, "--to": end}
    given = [option for option, text in texts.items() if text is not None]
    if len(given) > 1 and given != BOUNDS:
        raise _several(given)
    if year is not None:
        return year_period(_year(year))
    if month is not None:
        first = month_of("--month", month)
        return months_period(first, first)
    if quarter is not None:
        return _located("--quarter", parse_quarter, quarter)
    return _bounds(start, end)


def month_of(option: str, text: str) -> int:
    """Return the number of a month, as an option names it."""
    return _located(option, parse_month, text)


def against(text: str) -> Period:
    """Return an earlier period to compare with: a year, a quarter, a month, or months `A..B`."""
    first, dots, last = text.partition("..")
    option = "--with"
    if dots:
        return _bounds(first, last) or year_period(_year(first, option))
    if re.fullmatch(r"[0-9]{4}-?[QqTt][1-4]", text):
        return _located(option, parse_quarter, text)
    if "-" in text:
        month = month_of(option, text)
        return months_period(month, month)
    return year_period(_year(text, option))


def _several(given: list[str]) -> UsageError:
    found = message(N_("several periods: {options}"), options=given)
    expected = message(N_("--year, --month, --quarter, or --from with --to"))
    return mistake("", found, expected)


def _year(text: str, option: str = "--year") -> int:
    if re.fullmatch(r"[0-9]{4}", text) and FIRST_YEAR <= int(text) <= LAST_YEAR:
        return int(text)
    found = message(N_("“{typed}” is not a year"), typed=cut(text))
    # text, because a year is never grouped as a count is
    expected = message(
        N_("a year from {first} to {last}"), first=str(FIRST_YEAR), last=str(LAST_YEAR)
    )
    raise mistake(option, found, expected)


def _bounds(start: str | None, end: str | None) -> Period | None:
    if start is None and end is None:
        return None
    if start is None or end is None:
        lone, other = ("--from", "--to") if end is None else ("--to", "--from")
        raise mistake(
            lone,
            message(N_("{option} is missing"), option=other),
            message(N_("both bounds, as in --from 2018-04 --to 2018-12")),
        )
    try:
        return parse_bounds(start, end)
    except UsageError as error:
        found = message(N_("“{start}” to “{end}” cannot be read"), start=cut(start), end=cut(end))
        raise mistake("--from --to", found, error.findings[0].expected) from None


def day(option: str, text: str | None) -> date | None:
    """Return the day asked for."""
    return None if text is None else _located(option, parse_day, text)


def _located(option: str, parse: Callable[[str], T], text: str) -> T:
    """Return what a text says; name the option where it says nothing."""
    try:
        return parse(text)
    except UsageError as error:
        found = message(N_("“{typed}” cannot be read"), typed=cut(text))
        raise mistake(option, found, error.findings[0].expected) from None


def module(text: str | None) -> int | None:
    """Return the number of a module."""
    if text is None:
        return None
    if re.fullmatch(r"[0-9]{1,3}", text):
        return int(text)
    found = message(N_("“{typed}” is not the number of a module"), typed=cut(text))
    raise mistake("--module", found, message(N_("a number, as in --module 4")))


def choice(option: str, text: str | None, allowed: Sequence[Word]) -> Word | None:
    """Return the one of the allowed words that was meant."""
    if text is None:
        return None
    for one in allowed:
        if fold(one) == fold(text):
            return one
    found = message(N_("“{typed}” is none of the choices"), typed=cut(text))
    expected = message(N_("one of {allowed}"), allowed=list(allowed))
    raise mistake(option, found, expected, likely(text, allowed))


def choices(option: str, texts: Sequence[str] | None, allowed: Sequence[Word]) -> tuple[Word, ...]:
    """Return the allowed words that were meant, an option repeated or its words after commas."""
    found = [choice(option, word, allowed) for text in texts or () for word in listed(option, text)]
    return tuple(dict.fromkeys(word for word in found if word is not None))


def listed(option: str, text: str) -> tuple[str, ...]:
    """Return the words of a list with commas."""
    words = tuple(word.strip() for word in text.split(",") if word.strip())
    if words:
        return words
    raise mistake(option, message(N_("the value is missing")), message(N_("names, with commas")))


def view(*, columns: str | None, sort: str | None) -> "View":
    """Return how a table is wanted: its columns, and the one that orders its rows."""
    from qualstat.render.tables.choosing import Sort, View

    names = () if columns is None else listed("--columns", columns)
    if sort is None:
        return View(names)
    name = sort.strip().removeprefix(DESCENDING).strip()
    if not name:
        found = message(N_("the value is missing"))
        raise mistake("--sort", found, message(N_("a column, as in --sort value or --sort -value")))
    return View(names, Sort(name, sort.strip().startswith(DESCENDING)))


def limit(option: str, text: str | None) -> Limit:
    """Return the limit of rejected rows; without one, nothing is too many."""
    if text is None or fold(text) == NO_LIMIT:
        return Limit(text)
    form = LIMIT_FORM.fullmatch(text.strip())
    if form and form[1]:
        return Limit(text, rows=int(form[1]))
    if form and (percent := Fraction(form[2].replace(",", "."))) <= 100:
        return Limit(text, percent=percent)
    found = message(N_("“{typed}” is not a limit"), typed=cut(text))
    expected = message(N_("a number of rows, or a share of them, as in 5 or 2%"))
    raise mistake(option, found, expected)


def size(option: str, text: str | None) -> int | None:
    """Return a number of bytes; None where nothing is asked."""
    if text is None:
        return None
    form = SIZE_FORM.fullmatch(text.strip())
    asked = int(form[1]) * UNITS[form[2].lower()] if form else 0
    if 0 < asked <= LARGEST_SIZE:
        return asked
    found = message(N_("“{typed}” is not a size"), typed=cut(text))
    raise mistake(option, found, message(N_("a number of bytes, as in 500MB or 4GB")))


def seconds(option: str, text: str | None) -> int | None:
    """Return a number of seconds, 0 for none; None where nothing is asked."""
    if text is None:
        return None
    if re.fullmatch(r"[0-9]{1,6}", text):
        return int(text)
    found = message(N_("“{typed}” is not a number of seconds"), typed=cut(text))
    raise mistake(option, found, message(N_("a whole number, as in {option} 60"), option=option))


def count(option: str, text: str | None) -> int | None:
    """Return a number of things, at least one; None where nothing is asked."""
    if text is None:
        return None
    if re.fullmatch(r"[1-9][0-9]{0,5}", text):
        return int(text)
    found = message(N_("“{typed}” is not a number of rows"), typed=cut(text))
    raise mistake(option, found, message(N_("a whole number, as in --rows 20")))


def what_if(text: str) -> "WhatIf":
    """Return the change that `INDICATOR +N` or `+N/+M` asks for; `-Nd` for a delay.

    >>> what_if("courriels-5j +2")
    WhatIf(indicator='courriels-5j', top=2, base=0, days=False)
    >>> what_if("courriels-delai -4d/+1")
    WhatIf(indicator='courriels-delai', top=-4, base=1, days=True)
    """
    from qualstat.outlooks import WhatIf

    form = CHANGE_FORM.fullmatch(text.translate(MINUS).strip())
    if form is not None:
        return WhatIf(form[1], int(form[2]), int(form[4] or 0), days=bool(form[3]))
    found = message(N_("“{typed}” cannot be read"), typed=cut(text))
    expected = message(
        N_("an indicator and a change of its cases, as in 'courriels-5j +2', 'appels-perdus"
           " -3/+40', or of its days, as in 'courriels-delai -4d'")
    )  # fmt: skip
    raise mistake("--what-if", found, expected)
