"""Words: the numbers of a tally's column as the texts of the plain form, and back.

Takes columns of numbers, or of texts; gives texts, or numbers. Conventions owned here: days are
ISO dates, an open one is blank, codes are those of the plain form; a text that a spreadsheet
would run as a formula, or that begins with an apostrophe, gets one more.
"""

import json
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

import numpy as np

from qualstat.findings import N_, Message, cut, message
from qualstat.periods import day_number
from qualstat.registers import REGISTERS, Register
from qualstat.registers.values import BLANK, OPEN, codes, spelled
from qualstat.store import said
from qualstat.store.plain.parts import Kind
from qualstat.tallies.cells import SERVICE, Numbers

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
WHOLE = re.compile(r"0|[1-9][0-9]{0,18}")
LARGEST = 2**63 - 1  # of a SQLite integer
DIGEST = re.compile(r"0x[0-9a-f]{16}")


class Unlike(Exception):  # noqa: N818  # what was found is no error of the program
    """A cell that is not what was expected: what it was, and what it should be."""

    def __init__(self, found: Message, expected: Message) -> None:
        self.found, self.expected = found, expected
        super().__init__(str(found))


def unlike(cell: str, expected: Message) -> Unlike:
    """Return the refusal of a cell."""
    return Unlike(message(N_("“{cell}”"), cell=cut(cell)), expected)


def shown(text: str) -> str:
    """Return a text as a spreadsheet may hold it.

    >>> shown("=1+1"), meant(shown("'='"))
    ("'=1+1", "'='")
    """
    return "'" + text if text.startswith(STARTS) else text


def blank_or(value: str | int | None) -> str:
    """Return a value of a column as a cell; what is absent is blank."""
    return "" if value is None else shown(str(value))


def meant(cell: str) -> str:
    """Return the text that `shown` wrote."""
    return cell.removeprefix("'")


def texts(
    register: Register, name: str, column: Numbers, sites: Sequence[str], services: Sequence[str]
) -> list[str]:
    """Return a column of a tally as texts."""
    values, places = np.unique(column, return_inverse=True)
    if name == SERVICE:
        found = [shown(services[one]) for one in values.tolist()]
    elif name in ("site", *register.dates, *register.categories):
        found = [shown(spelled(register, name, one, sites)) for one in values.tolist()]
    else:
        found = ["" if one == BLANK else str(one) for one in values.tolist()]
    return [found[place] for place in places.tolist()]


def reader(
    register: Register, name: str, sites: Sequence[str], services: dict[str, int]
) -> Callable[[str], int]:
    """Return what reads the cells of a column; labels it meets are numbered in `services`."""
    if name == SERVICE:
        return lambda cell: services.setdefault(meant(cell), len(services))
    if name == "site":
        places = {shown(site): place for place, site in enumerate(sites)}
        return lambda cell: _one_of(cell, places)
    if name in register.dates:
        return lambda cell: _day(cell, may_be_open=name != register.event)
    if name in register.categories:
        numbers = {"": 0, **{one: n for n, one in enumerate(codes(register, name), start=1)}}
        return lambda cell: _one_of(cell, numbers)
    return lambda cell: whole(cell) if cell else BLANK


def whole(cell: str, *, least: int = 0) -> int:
    """Return the whole number of a cell; raises `Unlike`."""
    if WHOLE.fullmatch(cell) and least <= int(cell) <= LARGEST:
        return int(cell)
    raise unlike(cell, message(N_("a whole number, {least} or more"), least=least))


def digest(number: int) -> str:
    """Return a digest as a text that no spreadsheet takes for a number."""
    return f"0x{number % 2**64:016x}"


def digest_number(cell: str) -> int:
    """Return the digest of a cell; raises `Unlike`."""
    if not DIGEST.fullmatch(cell):
        raise unlike(cell, message(N_("“0x” and sixteen digits from 0 to f")))
    number = int(cell, 16)
    return number - 2**64 if number >= 2**63 else number


def _one_of(cell: str, known: dict[str, int]) -> int:
    if cell in known:
        return known[cell]
    words = [one or message(N_("nothing")) for one in known]
    raise unlike(cell, message(N_("one of {allowed}"), allowed=words))


def _day(cell: str, *, may_be_open: bool) -> int:
    if not cell and may_be_open:
        return OPEN
    try:
        if ISO_DAY.fullmatch(cell):
            return day_number(date.fromisoformat(cell))
    except ValueError:
        pass  # of the right form, and no day
    raise unlike(cell, message(N_("a day, as in 2018-06-30")))


def site_names(cell: str) -> list[str]:
    """Return the names of sites that a text of JSON lists; raises `Unlike`."""
    with suppress(ValueError):
        held = json.loads(cell)
        if isinstance(held, list) and held and all(isinstance(one, str) for one in held):
            return held
    raise unlike(cell, message(N_("a list of sites, as JSON")))


def _sites(cell: str) -> str:
    site_names(cell)
    return cell


def _findings(cell: str) -> str:
    try:
        said.read(cell)
    except (ValueError, TypeError, AttributeError):
        raise unlike(cell, message(N_("a list of findings, as JSON"))) from None
    return cell


def _register(cell: str) -> str:
    if cell in REGISTERS:
        return cell
    raise unlike(cell, message(N_("one of {allowed}"), allowed=list(REGISTERS)))


KINDS: dict[Kind, Callable[[str], Any]] = {
    "some text": lambda cell: meant(cell) if cell else None,
    "some whole": lambda cell: whole(cell) if cell else None,
    "text": meant, "whole": whole, "sites": _sites, "findings": _findings, "register": _register,
}  # fmt: skip
