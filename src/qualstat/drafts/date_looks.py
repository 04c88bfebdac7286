"""Dates by their looks: the forms in which the texts of a column can be read.

Takes texts, each with the number of its rows; gives `Reading` values. Conventions owned here:
what fits two ways is given both ways, and nobody chooses here; a year of two digits comes last; a
column is one of dates where nine tenths of its rows are, and the others are counted.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Literal

from msgspec import Struct

from qualstat.sources.dates import DateForm, date_form, plain

Lead = Literal["day", "month", "year", "word", "count"]
Clock = Literal["none", "midnight", "some", "all"]

ODD = 0.1  # the share of rows that may be in no form
SIGNS = ("/", "-", ".", " ")
NUMBERS: Mapping[Lead, tuple[str, ...]] = {
    "day": ("jj{0}mm{0}aaaa", "j{0}m{0}aaaa", "jj{0}mm{0}aa", "j{0}m{0}aa"),
    "month": ("mm{0}jj{0}aaaa", "m{0}j{0}aaaa", "mm{0}jj{0}aa", "m{0}j{0}aa"),
    "year": ("aaaa{0}mm{0}jj", "aaaa{0}m{0}j"),
}
SOLID: Mapping[Lead, str] = {"day": "jjmmaaaa", "month": "mmjjaaaa", "year": "aaaammjj"}
WORDED = (
    "j mmm aaaa", "j mmm aa", "j-mmm-aaaa", "j-mmm-aa", "j/mmm/aaaa", "jjj j mmm aaaa",
    "jjj, j mmm aaaa", "mmm j, aaaa", "mmm j aaaa", "jjj, mmm j, aaaa",
)  # fmt: skip
CLOCKS = (
    "HH:MM:SS", "HH:MM", "H:MM:SS", "H:MM", "HH:MM:SS.fff", "HHhMM", "HhMM", "H:MM am",
    "H:MM:SS am", "H:MMam", "HH.MM",
)  # fmt: skip
JOINTS = (" ", "T", " 'à' ", ", ", " - ")
COUNTS = ("epoch", "epoch_ms")
BOTH_WAYS: tuple[Lead, ...] = ("day", "month")

RUN = re.compile(r"[^\W_]+")
ABBREVIATED = re.compile(r"(?<=[^\W\d_])\.(?!\w)")  # janv. p.m.
NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
COUNTED_FROM = "1990"
YEAR = re.compile(r"[0-9]{4}|aaaa")


class Reading(Struct, frozen=True):
    """A way to read the dates of a column: its forms, and the rows that are in none of them.

    `lead` is what comes first of a date in figures; `clock` whether there is a time of day.
    """

    lead: Lead
    forms: tuple[str, ...]
    odd: int = 0
    clock: Clock = "none"


def readings(texts: Mapping[str, int]) -> tuple[Reading, ...]:
    """Return the ways in which texts, each with the number of its rows, are dates.

    >>> [(one.lead, one.forms) for one in readings({"05/01/2018": 2, "05/12/2018 8:05": 1})]
    [('day', ('jj/mm/aaaa', 'jj/mm/aaaa H:MM')), ('month', ('mm/jj/aaaa', 'mm/jj/aaaa H:MM'))]
    """
    if not texts:
        return ()
    counted = next((one for one in COUNTS if _counts(texts, one)), None)
    if counted:
        return (Reading("count", (counted,), clock="all"),)
    rest = [text for text in texts if plain(text, ()) is None]
    shapes = defaultdict[str, list[str]](list)
    for text in rest:
        shapes[_shape(text)].append(text)
    found = [_fitting(one, texts, tuple(held)) for one, held in shapes.items()]
    leads: list[Lead] = [one for one in BOTH_WAYS if any(one in fits for fits in found)]
    iso = len(rest) < len(texts)
    made = [_reading(lead, found, texts, iso=iso) for lead in leads or [*BOTH_WAYS[:1]]]
    read = [one for one in made if one.forms and one.odd <= ODD * sum(texts.values())]
    fewest = min((one.odd for one in read), default=0)
    return tuple(one for one in read if one.odd == fewest)


def clocks(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the forms of times of day that together read all texts; none where some are none.

    >>> clocks(["14:05", "9:30"]), clocks(["14:05", "25:00"])
    (('H:MM',), ())
    """
    shapes = defaultdict[str, list[str]](list)
    for text in texts:
        shapes[_shape(text)].append(text)
    found = []
    for held in shapes.values():
        fit = next((one for one in CLOCKS if _reads(one, held)), None)
        if fit is None or plain(held[0], ()) is not None:  # a date, which every form reads
            return ()
        found.append(fit)
    return tuple(found)


def joined(reading: Reading, times: Sequence[str]) -> Reading:
    """Return the reading of dates without a time, each joined with a time by one blank."""
    days = reading.forms
    if days == ("iso",):
        midnight = reading.clock == "midnight"
        days = ("aaaa-mm-jj'T00:00:00'",) if midnight else ("aaaa-mm-jj",)
    forms = tuple(f"{day} {time}" for day in days for time in times)
    return Reading(reading.lead, forms, reading.odd, "all")


def _counts(texts: Iterable[str], form: str) -> bool:
    """Tell whether texts count seconds since 1970; smaller numbers are more likely references."""
    read = (NUMBER.fullmatch(text) and plain(text, [_form(form)]) for text in texts)
    return all(one and one >= COUNTED_FROM for one in read)


def _reading(
    lead: Lead, found: Sequence[Mapping[Lead, str]], texts: Mapping[str, int], *, iso: bool
) -> Reading:
    """Return how texts are read where that number comes first, whatever their shapes."""
    chosen = (fits.get(lead) or fits.get("year") or fits.get("word") for fits in found)
    forms = tuple(dict.fromkeys([*(["iso"] if iso else []), *filter(None, chosen)]))
    told: Lead = lead if any(fits.get(lead) in forms for fits in found) else "year"
    results = {text: plain(text, [_form(one) for one in forms]) for text in texts}
    odd = sum(texts[text] for text, result in results.items() if result is None)
    return Reading(told, forms, odd, _clock([one for one in results.values() if one]))


def _clock(results: Sequence[str]) -> Clock:
    """Tell whether dates in plain form have a time of day."""
    times = [one[11:19] for one in results]
    if not any(times):
        return "none"
    if all(times):
        return "midnight" if set(times) == {"00:00:00"} else "all"
    return "some"


def _fitting(shape: str, counts: Mapping[str, int], texts: tuple[str, ...]) -> dict[Lead, str]:
    """Return, for each lead, the form of a shape that reads nearly all texts, or most of them."""
    most = ODD * sum(counts[text] for text in texts)
    found: dict[Lead, tuple[int, str]] = {}
    for lead, form in _forms().get(shape, ()):
        missed = 0
        for text in texts:
            missed += 0 if _reads(form, [text]) else counts[text]
            if missed > most:
                break
        if missed <= most and (lead not in found or missed < found[lead][0]):
            found[lead] = missed, form
    return {lead: form for lead, (_, form) in found.items()}


def _reads(form: str, texts: Iterable[str]) -> bool:
    return all(plain(text, [_form(form)]) is not None for text in texts)


@cache
def _form(text: str) -> DateForm:
    return date_form(text)


@cache
def _forms() -> Mapping[str, Sequence[tuple[Lead, str]]]:
    """Return the forms of each shape, the strictest first."""
    days: list[tuple[Lead, str]] = [(lead, form) for lead, form in SOLID.items()]
    for sign in SIGNS:
        days += [(lead, one.format(sign)) for lead, forms in NUMBERS.items() for one in forms]
    days += [(lead, f"jjj {form}") for lead, form in days if lead != "year" and "/" in form]
    days += [("word", form) for form in WORDED]
    times = ["", *(f"{joint}{time}" for joint in JOINTS for time in CLOCKS)]
    shapes = defaultdict[str, list[tuple[Lead, str]]](list)
    for lead, day in days:
        for time in times:
            shapes[_shape((day + time).replace("'", ""))].append((lead, day + time))
    return shapes


def _shape(text: str) -> str:
    """Return the signs of a text, its words and numbers as letters: y for a year, else x.

    >>> _shape("5 févr. 2018 8:05"), _shape("j mmm aaaa H:MM")
    ('x x y x:x', 'x x y x:x')
    """
    tidy = ABBREVIATED.sub("", " ".join(unicodedata.normalize("NFC", text).split()))
    return RUN.sub(lambda run: "y" if YEAR.fullmatch(run[0]) else "x", tidy)
