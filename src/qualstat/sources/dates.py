"""Dates of exports: the forms a profile declares, and texts read by them.

Takes forms such as `dd/mm/yyyy HH:MM`, and texts; gives the plain form of the registers,
`yyyy-mm-dd[ HH:MM:SS[offset]]`, or `HH:MM:SS` of a time alone. Conventions owned here: a form
reads what it shows and no more, and only a date that exists, from 1900 to 2100; case, accents and
runs of blanks are forgiven; a fraction of a second is cut off.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

from qualstat.periods import YEARS
from qualstat.spelling import fold

Order = Literal["day", "month", "both", "either", "none"]

# Every pattern names all of these, so that one call takes them: what a form lacks is empty.
PARTS = ("weekday", "year", "month", "day", "hour", "minute", "second", "half", "offset")
SPANS = (("year", "month"), ("year",))  # what a total may be of
DATE, TIME = ("year", "month", "day"), ("hour", "minute", "second", "half", "offset")

NAME = r"(?:[^\W\d_]|[\u0300-\u036f])+\.?"
FRACTION = r"(?:[.,][0-9]+)?"
OFFSET = r"(?P<offset>Z|[+-](?:0[0-9]|1[0-4])(?::?[0-5][0-9])?)"
SPELLED = {
    "ddd dddd jjj jjjj": rf"(?P<weekday>{NAME})",
    "d j": r"(?P<day>[0-9]{1,2}(?!er)|1)(?:er)?",  # the first of a month is `1er`
    "dd jj": r"(?P<day>[0-9]{2})",
    "m": r"(?P<month>[0-9]{1,2})",
    "mm": r"(?P<month>[0-9]{2})",
    "mmm mmmm": rf"(?P<month>{NAME})",
    "yy aa": r"(?P<year>[0-9]{2})",
    "yyyy aaaa": r"(?P<year>[0-9]{4})",
    "H": r"(?P<hour>[0-9]{1,2})",
    "HH": r"(?P<hour>[0-9]{2})",
    "MM": r"(?P<minute>[0-9]{2})",
    "SS": r"(?P<second>[0-9]{2})",
    "SS.fff": rf"(?P<second>[0-9]{{2}}){FRACTION}",
    "am AM am/pm AM/PM": r"(?P<half>[ap])\.?m\.?",
    "Z": OFFSET,
    "T": "T",
    "h": "h",
}
PIECES = {name: pattern for names, pattern in SPELLED.items() for name in names.split()}
PIECE = re.compile(
    r"'(?P<quoted>[^']*)'|(?P<seconds>SS[.,]f+)"
    r"|am(?:/pm)?|AM(?:/PM)?|(?P<letter>[A-Za-z])(?P=letter)*|."
)
SLIP = re.compile(r"(?<![hH])[hH]{1,2}:(?:mm|MM)(?::(?:ss|SS))?")
TEN = re.compile(r"(?:(?:dd|jj|mm|yyyy|aaaa)[^A-Za-z0-9']){2}(?:dd|jj|mm|yyyy|aaaa)")
CUT = ("", " HH:MM", " HH:MM:SS", "THH:MM", "THH:MM:SS")  # after ten characters of date

MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "janvier janv jan january",
            "fevrier fevr fev february feb",
            "mars mar march",
            "avril avr april apr",
            "mai may",
            "juin jun june",
            "juillet juill juil jul july",
            "aout aou august aug",
            "septembre sept sep september",
            "octobre oct october",
            "novembre nov november",
            "decembre dec december",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = frozenset(
    "lundi lun mardi mar mercredi mer jeudi jeu vendredi ven samedi sam dimanche dim "
    "monday mon tuesday tues tue wednesday wed thursday thurs thur thu friday fri saturday sat "
    "sunday sun".split()
)


class DateForm(Struct, frozen=True):
    """A way to write a date, a time or both; where it is `fixed`, `text[:10]` is its date's."""

    text: str
    pattern: re.Pattern[str]
    dated: bool = True
    spans: bool = False  # a month or a year, which stands for its first day
    timed: bool = True
    fixed: bool = False  # ten ASCII characters of date, then nothing or `HH:MM[:SS]`
    per_second: int = 0  # of a count since 1970; 0 where parts are written


ISO = DateForm(
    "iso",
    re.compile(
        r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
        rf"(?:[T ](?P<hour>[0-9]{{2}}):(?P<minute>[0-9]{{2}})(?::(?P<second>[0-9]{{2}}){FRACTION})?"
        rf"(?: ?{OFFSET})?)?(?P<weekday>)(?P<half>)",
        re.IGNORECASE,
    ),
)
COUNT = re.compile(rf"([0-9]{{1,16}}){FRACTION}")
WORDS = {
    "iso": ISO,
    "epoch": DateForm("epoch", COUNT, per_second=1),
    "epoch_ms": DateForm("epoch_ms", COUNT, per_second=1_000),
}
# 1970 is left out: a day written 20180105 is no count of seconds.
COUNTED = range(
    int(datetime(1971, 1, 1, tzinfo=UTC).timestamp()),
    int(datetime(2101, 1, 1, tzinfo=UTC).timestamp()),
)
TWO_NUMBERS = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2[0-9]{4}(?:[ T].*)?", re.DOTALL)


def date_form(text: str) -> DateForm:
    """Return the form that a text shows, or raise a ValueError that says what is wrong with it.

    >>> date_form("jj/mm/aaaa HH'h'MM").timed
    True
    >>> date_form("dd/mm/YYYY")
    Traceback (most recent call last):
    ValueError: letters YYYY
    """
    tidy = " ".join(text.split())
    if tidy in WORDS:
        return WORDS[tidy]
    shown = SLIP.sub(lambda slip: slip[0].upper(), tidy)
    patterns = [_pattern(piece) for piece in PIECE.finditer(shown)]
    held = [part for pattern in patterns for part in PARTS if f"(?P<{part}>" in pattern]
    _whole(held)
    rest = "".join(f"(?P<{part}>)" for part in PARTS if part not in held)
    return DateForm(
        tidy,
        re.compile("".join(patterns) + rest, re.IGNORECASE),
        dated="year" in held,
        spans="year" in held and "day" not in held,
        timed="hour" in held,
        fixed=tidy.isascii() and bool(TEN.fullmatch(shown[:10])) and shown[10:] in CUT,
    )


def _pattern(piece: re.Match[str]) -> str:
    written = piece[0]
    if piece["quoted"] is not None:
        return re.escape(piece["quoted"])
    if piece["seconds"]:
        return PIECES["SS.fff"]
    if written in PIECES:
        return PIECES[written]
    if written.isalpha():
        raise ValueError(f"letters {written}")
    if written.isalnum():
        raise ValueError(f"digit {written}")
    if written == "'":
        raise ValueError("open quote")
    return re.escape(written)


def _whole(held: Sequence[str]) -> None:
    """Refuse parts that make neither a date nor a time."""
    for part in held:
        if held.count(part) > 1:
            raise ValueError(f"{part} twice")
    dates = [part for part in DATE if part in held]
    times = [part for part in TIME if part in held]
    if not dates and not times:
        raise ValueError("empty")
    if dates and len(dates) < 3 and (tuple(dates) not in SPANS or times):
        raise ValueError(f"no {next(part for part in DATE if part not in held)}")
    if times and "hour" not in times:
        raise ValueError(f"{times[0]} without hour")
    if "second" in times and "minute" not in times:
        raise ValueError("second without minute")
    if "offset" in times and not dates:
        raise ValueError("offset without day")


def plain(
    text: str, forms: Sequence[DateForm], *, zone: ZoneInfo | None = None, clock: str = ""
) -> str | None:
    """Return the plain form of a text by the first form that fits, ISO coming last; else None.

    A time without an offset is one of `zone`; a date without a time gets that of `clock`, and
    no offset: it stays the day that was written.

    >>> plain("13/04/2018 9h05", [date_form("mm/dd/yyyy HHhMM"), date_form("dd/mm/yyyy HhMM")])
    '2018-04-13 09:05:00'
    >>> plain("1er févr. 18", [date_form("d mmm yy")], clock="12:00")
    '2018-02-01 12:00:00'
    >>> plain("2018-07-01T08:00:00.250", [], zone=ZoneInfo("Europe/Paris"))
    '2018-07-01 08:00:00+02:00'
    """
    tidy = " ".join(text.split())
    for form in (*forms, ISO):
        fit = form.pattern.fullmatch(tidy)
        if fit is not None:
            found = _since_1970(fit, form) if form.per_second else _written(fit, zone, clock)
            if found is not None:
                return found
    return None


def _since_1970(fit: re.Match[str], form: DateForm) -> str | None:
    seconds = int(fit[1]) // form.per_second
    if seconds not in COUNTED:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat(" ")[:19] + "Z"


def _written(fit: re.Match[str], zone: ZoneInfo | None, clock: str) -> str | None:
    weekday, year, month, day, hour, minute, second, half, offset = fit.group(*PARTS)
    if weekday and _name(weekday) not in WEEKDAYS:
        return None
    try:
        if not year:
            return time(_hour(hour, half), int(minute or 0), int(second or 0)).isoformat()
        civil = _year(year), _month(month or "1"), int(day or "1")
        if not hour:
            return date(*civil).isoformat() + (f" {clock}:00" if clock else "")
        clocked = _hour(hour, half), int(minute or 0), int(second or 0)
        moment = datetime(*civil, *clocked, tzinfo=None if offset else zone)
    except ValueError:  # no such date or time
        return None
    # Before 1911 offsets of zones had seconds, which the plain form has not: cut off.
    return moment.isoformat(" ")[:25] + _offset(offset or "")


def _name(text: str) -> str:
    return fold(text.removesuffix("."))


def _year(text: str) -> int:
    """Return a year from 1900 to 2100, else 0; two digits are 1969 to 2068, as `%y` has it."""
    year = int(text)
    if len(text) == 2:
        year += 2000 if year < 69 else 1900
    return year if year in YEARS else 0


def _month(text: str) -> int:
    return int(text) if text[0].isdigit() else MONTHS.get(_name(text), 0)


def _hour(text: str, half: str | None) -> int:
    """Return an hour; of a half day, 12 is the first, and 0 or 13 is none."""
    hour = int(text)
    if not half:
        return hour
    return hour % 12 + (12 if half in "pP" else 0) if 1 <= hour <= 12 else -1


def _offset(text: str) -> str:
    if len(text) < 3:  # none, or Z
        return text.upper()
    return f"{text[:3]}:{text[3:].lstrip(':') or '00'}"


PLAIN = tuple(date_form(f"dd/mm/yyyy{time}") for time in ("", " HH:MM", " HH:MM:SS"))


def day_order(texts: Iterable[str]) -> Order:
    """Return which number comes first in dates of two numbers and a year: the day or the month.

    `both` where texts contradict each other, `either` where they fit both ways, `none` where
    nothing tells.

    >>> day_order(["05/01/2018", "13/01/2018 08:00"]), day_order(["5-1-2018", "1-1-2018"])
    ('day', 'either')
    """
    told: set[Order] = set()
    for text in texts:
        fit = TWO_NUMBERS.fullmatch(text.strip())
        if fit is not None:
            told |= _order(int(fit[1]), int(fit[3]))
    if told >= {"day", "month"}:
        return "both"
    orders: tuple[Order, ...] = ("day", "month", "either")
    return next((order for order in orders if order in told), "none")


def _order(first: int, second: int) -> set[Order]:
    lower, upper = sorted((first, second))
    if lower < 1 or lower > 12 or upper > 31 or lower == upper:
        return set()
    if upper <= 12:
        return {"either"}
    return {"day"} if first > 12 else {"month"}
