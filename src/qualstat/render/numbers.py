"""Numbers and dates as text, in French or English.

Takes exact values and a language; gives text for a reader. Convention owned here: rounding is
half away from zero, shows no forced zeros, and never moves a figure onto a target, onto 0 or
onto 100 % that it does not equal: 94.996 against 95 shows as 94.996.
"""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Literal

from qualstat.periods import Period

Language = Literal["fr", "en"]
THIN = "\u202f"  # narrow no-break space: French thousands
BLANK = "\u00a0"  # no-break space: before a unit and inside « »
MINUS = "\u2212"
DECIMALS = 2  # shown at most, unless more are needed to stay off a bound
MOST_DECIMALS = 20
DAY = {"fr": "j", "en": "d"}
MONTHS = {
    "fr": ("janvier février mars avril mai juin juillet août septembre octobre novembre"
           " décembre").split(),
    "en": ("January February March April May June July August September October November"
           " December").split(),
}  # fmt: skip
SHORT_MONTHS = {
    "fr": "janv. févr. mars avril mai juin juill. août sept. oct. nov. déc.".split(),
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
}


def rounded(value: Fraction, decimals: int) -> int:
    """Return `value` in units of its last decimal, half away from zero.

    >>> rounded(Fraction(-125, 1000), 2)
    -13
    """
    return _units(value.numerator, value.denominator, decimals)


def _units(top: int, base: int, decimals: int) -> int:
    # in whole numbers: a product of fractions looks for a common divisor that nothing needs
    whole: int = (2 * abs(top) * 10**decimals + base) // (2 * base)
    return -whole if top < 0 else whole


def plain(value: Fraction, decimals: int) -> str:
    """Return `value` with a point, at most `decimals` decimals, no forced zero, never `-0`.

    >>> plain(Fraction(175, 3), 6)
    '58.333333'
    """
    return plain_ratio(value.numerator, value.denominator, decimals)


def plain_ratio(top: int, base: int, decimals: int) -> str:
    """Return one whole number divided by another one, above 0, as `plain` does."""
    units = _units(top, base, decimals)
    whole, part = divmod(abs(units), 10**decimals)
    decimal = f"{part:0{decimals}d}".rstrip("0") if decimals else ""
    return ("-" if units < 0 else "") + str(whole) + ("." + decimal if decimal else "")


def decimals_off(value: Fraction, bounds: Iterable[Fraction], *, least: int = DECIMALS) -> int:
    """Return how many decimals keep `value` on its own side of every bound."""
    kept = list(bounds)
    for decimals in range(least, MOST_DECIMALS):
        shown = Fraction(rounded(value, decimals), 10**decimals)
        if all(_side(shown, bound) == _side(value, bound) for bound in kept):
            return decimals
    return MOST_DECIMALS


def _side(value: Fraction, bound: Fraction) -> int:
    return (value > bound) - (value < bound)


def number(value: Fraction | int, language: Language, *, decimals: int = DECIMALS) -> str:
    """Return a number with the language's separators.

    >>> number(20769, "en")
    '20,769'
    """
    text = plain(Fraction(value), decimals)
    sign = MINUS if text.startswith("-") else ""
    whole, _, part = text.lstrip("-").partition(".")
    grouped = f"{int(whole):,}"
    if language == "en":
        return sign + grouped + ("." + part if part else "")
    return sign + grouped.replace(",", THIN) + ("," + part if part else "")


def rate(
    value: Fraction,
    language: Language,
    *,
    target: Fraction | None = None,
    decimals: int = DECIMALS,
) -> str:
    """Return a rate in percent: `12,83 %`, `12.83%`."""
    bounds = [Fraction(0), Fraction(100)] + ([] if target is None else [target])
    text = number(value, language, decimals=decimals_off(value, bounds, least=decimals))
    return text + (BLANK + "%" if language == "fr" else "%")


def days(value: Fraction, language: Language, *, target: Fraction | None = None) -> str:
    """Return a delay in days: `2,78 j`, `2.78 d`."""
    bounds = [Fraction(0)] + ([] if target is None else [target])
    text = number(value, language, decimals=decimals_off(value, bounds))
    return text + BLANK + DAY[language]


def quantity(
    value: Fraction, unit: str, language: Language, *, target: Fraction | None = None
) -> str:
    """Return a value in its unit: `%`, `d`, `count`, `s`, `ratio`, or `/5`."""
    if unit == "%":
        return rate(value, language, target=target)
    if unit == "d":
        return days(value, language, target=target)
    if unit == "count":
        return number(value, language)
    bounds = [] if target is None else [target]
    return number(value, language, decimals=decimals_off(value, bounds)) + _suffix(unit)


def _suffix(unit: str) -> str:
    """Return what follows a number of seconds or a score; a ratio is a number alone."""
    return f"{BLANK}s" if unit == "s" else "" if unit == "ratio" else unit


def change(value: Fraction, unit: str, language: Language) -> str:
    """Return a change with its sign: points for rates, % for volumes, else as its value."""
    size = number(abs(value), language, decimals=decimals_off(abs(value), [Fraction(0)]))
    sign = MINUS if value < 0 else "+" if value > 0 else "±"
    if unit == "%":
        one = size == "1" or singular(value, language)
        return f"{sign}{size}{BLANK}{'pt' if one else 'pts'}"
    if unit == "d":
        return f"{sign}{size}{BLANK}{DAY[language]}"
    if unit != "count":
        return f"{sign}{size}{_suffix(unit)}"
    return f"{sign}{size}{BLANK}%" if language == "fr" else f"{sign}{size}%"


def singular(value: Fraction, language: Language) -> bool:
    """Tell whether a language names a number of things as one: French does below two."""
    return abs(value) < 2 if language == "fr" else abs(value) == 1


def day(value: date, language: Language) -> str:
    """Return a date as people write it: `31/12/2018`, `31 Dec 2018`."""
    if language == "fr":
        return f"{value:%d/%m/%Y}"
    return f"{value.day}{BLANK}{SHORT_MONTHS[language][value.month - 1]}{BLANK}{value.year}"


def month(value: int, language: Language, *, short: bool = False, year: bool = False) -> str:
    """Return the name of a month of `periods`, with its year when asked."""
    names = SHORT_MONTHS if short else MONTHS
    name = names[language][value % 12]
    return f"{name}{BLANK}{value // 12}" if year else name


def period(value: Period, language: Language, *, short: bool = False) -> str:
    """Return a period as people name it: `2018`, `juin 2018`, `T2 2018`, `avril-déc. 2018`."""
    if not value.whole:
        return f"{day(value.start, language)}{BLANK}\u2013 {day(value.end, language)}"
    months = value.months
    first, last = months[0], months[-1]
    if len(months) == 1:
        return month(first, language, short=short, year=True)
    if len(months) == 12 and first % 12 == 0:
        return str(first // 12)
    if len(months) == 3 and first % 3 == 0:
        return f"{'T' if language == 'fr' else 'Q'}{first % 12 // 3 + 1}{BLANK}{first // 12}"
    if len(months) % 12 == 0 and first % 12 == 0:
        return f"{first // 12}\u2013{last // 12}"
    return span(first, last, language, year=True)


def span(first: int, last: int, language: Language, *, year: bool = False) -> str:
    """Return a span of months in short: `avril-déc.`, with years where they differ.

    >>> span(12 * 2018 + 3, 12 * 2018 + 11, "fr")
    'avril-déc.'
    """
    apart = first // 12 != last // 12
    if first == last:
        return month(first, language, short=True, year=year)
    start = month(first, language, short=True, year=apart)
    return f"{start}-{month(last, language, short=True, year=year or apart)}"
