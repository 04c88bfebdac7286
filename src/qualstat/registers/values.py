"""Values: the typed value of a cell as a whole number, and back.

Takes a register's field and the values its model gives; gives whole numbers that arrays and
tallies can hold. Conventions owned here: a day is its number since 1970-01-01 and an open date
is the day after the last one; a code is its place among the field's codes, from 1, and 0 is
blank; seconds are whole, -1 is blank.
"""

from datetime import date
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from qualstat.periods import day_number
from qualstat.registers.record import Register

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
