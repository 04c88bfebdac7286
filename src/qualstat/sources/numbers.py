"""Numbers of exports: amounts, durations, and seconds between two moments.

Takes texts; gives plain decimals (`1234.5`), as the registers take them. Conventions owned here:
arithmetic is exact, without exponent or needless zero; what is only nearly a number is none.
"""

import re
from datetime import datetime, timedelta
from fractions import Fraction

LONGEST = 40  # characters of a number: enough for any float that was ever printed
MOST_PLACES = 80  # after the point, of a product: more is a factor that no decimal writes
SIGNED = r"(?P<sign>-?)"
FREE = re.compile(rf"{SIGNED}(?P<whole>[0-9]+)(?:[.,](?P<part>[0-9]+))?")
BLANKS = " \u00a0\u202f"  # a blank, a no-break one, a narrow no-break one
# One mark groups all the thousands of a number: 1.234 567 is none.
GROUPED = {
    decimal: re.compile(
        rf"{SIGNED}(?P<whole>[0-9]+|[0-9]{{1,3}}(?P<mark>[{other}{BLANKS}'’])[0-9]{{3}}"
        rf"(?:(?P=mark)[0-9]{{3}})*)(?:[{decimal}](?P<part>[0-9]+))?"
    )
    for decimal, other in (",.", ".,")
}
FORMS = {"": FREE, **GROUPED}

SECONDS = {"s": Fraction(1), "ms": Fraction(1, 1_000), "min": Fraction(60), "h": Fraction(3_600)}
LONG = r"(?P<h>[0-9]{1,5}):(?P<m>[0-5][0-9]):(?P<s>[0-5][0-9](?:[.,][0-9]+)?)"
SHORT = r"(?P<minutes>[0-9]{1,6}):(?P<seconds>[0-5][0-9](?:[.,][0-9]+)?)"
# A workbook gives its times as 00:01:30, whatever way it shows them.
COLONS = {"h:mm:ss": re.compile(LONG), "mm:ss": re.compile(f"{LONG}|{SHORT}")}
UNITS = (*SECONDS, *COLONS)

CLOCK = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2})?"
MOMENT = re.compile(rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[ T]{CLOCK}(?:Z|[+-][0-9]{{2}}:[0-9]{{2}})?")
TIME = re.compile(CLOCK)
SOME_DAY = "2000-01-01 "
HALF_DAY, DAY = timedelta(hours=12), timedelta(days=1)


def number(text: str, *, decimal: str = "", factor: Fraction | int = 1) -> str | None:
    """Return a number as plain digits, times a decimal factor; None when it is no number.

    Thousands are grouped only where `decimal` says which mark is the decimal one.

    >>> number("1 234,50", decimal=","), number("2,5", factor=1000), number("1 23", decimal=",")
    ('1234.5', '2500', None)
    """
    tidy = text.strip()
    fit = FORMS[decimal].fullmatch(tidy) if len(tidy) <= LONGEST else None
    if fit is None:
        return None
    whole = "".join(re.findall("[0-9]+", fit["whole"]))
    part = fit["part"] or ""
    if factor != 1:
        value = Fraction(int(whole + part), 10 ** len(part)) * factor
        return _decimal(-value if fit["sign"] else value)
    return _plain(fit["sign"], whole, part)


def _decimal(value: Fraction) -> str:
    places = 0
    while 10**places % value.denominator:
        places += 1
        if places > MOST_PLACES:
            raise ValueError("a factor that no decimal writes")
    digits = str(abs(value) * 10**places).zfill(places + 1)
    cut = len(digits) - places
    return _plain("-" if value < 0 else "", digits[:cut], digits[cut:])


def _plain(sign: str, whole: str, part: str) -> str:
    """Write a number without the zeros that say nothing, nor a sign of zero."""
    whole, part = whole.lstrip("0") or "0", part.rstrip("0")
    if not part:
        return "0" if whole == "0" else sign + whole
    return f"{sign}{whole}.{part}"


def seconds(text: str, unit: str, *, decimal: str = "") -> str | None:
    """Return a duration in a unit of `UNITS` as seconds in plain digits; None when it is none.

    >>> seconds("2,5", "min"), seconds("0:01:30", "h:mm:ss"), seconds("90:05", "mm:ss")
    ('150', '90', '5405')
    """
    if unit in SECONDS:
        return number(text, decimal=decimal, factor=SECONDS[unit])
    tidy = text.strip()
    fit = COLONS[unit].fullmatch(tidy) if len(tidy) <= LONGEST else None
    if fit is None:
        return None
    *longer, last = [piece for piece in fit.groups() if piece is not None]
    whole, _, part = last.replace(",", ".").partition(".")
    total = int(whole)
    for weight, amount in zip((60, 3_600), reversed(longer), strict=False):
        total += weight * int(amount)
    return _plain("", str(total), part)


def between(first: str, second: str) -> str | None:
    """Return the seconds from one moment in plain form to another; blank where one is blank.

    A second time without a day is of the first one's day, or of the next day where it would be
    more than twelve hours earlier. None where a time is missing, or one offset of two: civil
    times of one clock are given both without.

    >>> between("2018-01-05 23:59:50", "00:00:05"), between("13:57:02", "13:56:59")
    ('15', '-3')
    """
    first, second = first.strip(), second.strip()
    if not first or not second:
        return ""
    alone = TIME.fullmatch(second) is not None
    if alone and TIME.fullmatch(first):
        first = SOME_DAY + first
    try:
        start = _moment(first)
        end = _moment(f"{start.date()} {second}" if alone else second)
        lapse = end - start.replace(tzinfo=None) if alone else end - start
    except (ValueError, TypeError):  # no moment; or one offset of two
        return None
    if alone and lapse < -HALF_DAY:
        lapse += DAY
    return str(lapse // timedelta(seconds=1))


def _moment(text: str) -> datetime:
    if not MOMENT.fullmatch(text):
        raise ValueError("no moment")
    return datetime.fromisoformat(text)
