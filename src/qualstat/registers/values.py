"""Values: the typed value of a cell as a whole number.

Takes a register's field and the values its model gives; gives whole numbers that arrays and
tallies can hold. Conventions owned here: a day is its number since 1970-01-01 and an open date
is the day after the last one; a code is its place among the field's codes, from 1, and 0 is
blank; seconds are whole, -1 is blank.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from qualstat.periods import day_number, day_of
from qualstat.registers.record import Register

Kind = Literal["date", "count", "code", "seconds", "text"]
OPEN = day_number(date.max) + 1  # an answer that has not come: later than any date
BLANK = -1


def codes(register: Register, field: str) -> tuple[str, ...]:
    """Return the codes a field may hold, in the model's order; empty when it is not coded."""
    return _literals(register.model.model_fields[field].annotation)


def _literals(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return tuple(code for part in get_args(annotation) if part is not NoneType
                 for code in _literals(part))  # fmt: skip


def may_lack(register: Register, field: str) -> bool:
    """Tell whether a field may be blank."""
    return NoneType in _types(register.model.model_fields[field].annotation)


def kind(register: Register, field: str) -> Kind:
    """Return what sort of value a field holds."""
    if field in register.dates:
        return "date"
    if field == register.weight:
        return "count"
    if codes(register, field):
        return "code"
    return "seconds" if float in _types(register.model.model_fields[field].annotation) else "text"


def timed(register: Register, field: str) -> bool:
    """Tell whether a date needs its time of day."""
    return register.model.model_fields[field].annotation is datetime


def _types(annotation: Any) -> set[Any]:
    """Return the plain types that an annotation is made of."""
    parts = get_args(annotation)
    return {one for part in parts for one in _types(part)} if parts else {annotation}


def code_number(register: Register, field: str, code: str) -> int:
    """Return the number of one of a field's codes; of no code, that of a blank."""
    return codes(register, field).index(code) + 1 if code else 0


def numbering(
    register: Register, field: str, sites: Sequence[str]
) -> Callable[[str | date | float | None], int]:
    """Return how a field's values are numbered; `sites` are in the order of their numbers."""
    if field == "site":
        places = {site: place for place, site in enumerate(sites)}
    else:
        places = {code: code_number(register, field, code) for code in codes(register, field)}
    blank = 0 if places else OPEN if field in register.dates else BLANK

    def number(value: str | date | float | None) -> int:
        if value is None:
            return blank
        if isinstance(value, str):
            return places[value]
        if isinstance(value, datetime):
            return day_number(value.date())
        return day_number(value) if isinstance(value, date) else int(value)

    return number


def spelled(register: Register, field: str, number: int, sites: Sequence[str]) -> str:
    """Return the text of a numbered value, as the plain form writes it; dates without time."""
    if field == "site":
        return sites[number]
    if field in register.dates:
        return "" if number == OPEN else day_of(number).isoformat()
    known = codes(register, field)
    if known:
        return known[number - 1] if number else ""
    return "" if number == BLANK else str(number)
