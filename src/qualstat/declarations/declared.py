"""What every declaration shares: a closed set of keys, and scalars typed from their own text.

Takes the texts of YAML; gives words, numbers, days and months. Conventions owned here: a scalar
is text until its field types it, in one strict form (no `1_000`, no `012`, no timestamp for a
day); a key without a value is a key that is absent; words stand on one line.
"""

import re
from datetime import date
from fractions import Fraction
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from qualstat.errors import UsageError
from qualstat.periods import parse_day, parse_month

WHOLE_FORM = re.compile(r"0|[1-9][0-9]{0,8}")
POSITIVE_FORM = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,9})?")
BREAKS = re.compile(r"[ \t\r\n]+")  # a no-break space is typography, and stays
FLAGS = {"true": True, "false": False}


class Declared(BaseModel):
    """Anything declared in YAML: frozen, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, data: Any) -> Any:
        if not isinstance(data, dict) or None not in data.values():
            return data
        known = names(cls)
        return {key: value for key, value in data.items() if value is not None or key not in known}


def names(model: type[BaseModel]) -> dict[str, str]:
    """Return the keys a model takes, each with the field it fills."""
    return {field.alias or name: name for name, field in model.model_fields.items()}


def in_order(first: Any, last: Any, at: str) -> None:
    """Refuse an end, given under the key `at`, that precedes its start."""
    if last is not None and last < first:
        raise PydanticCustomError("ends_before_start", "ends before it starts", {"at": at})


def _words(text: Any) -> Any:
    return BREAKS.sub(" ", text).strip() if isinstance(text, str) else text


def _flag(text: Any) -> Any:
    if isinstance(text, str) and text not in FLAGS:
        raise PydanticCustomError("flag_form", "neither true nor false")
    return FLAGS[text] if isinstance(text, str) else text


def _whole(text: Any) -> Any:
    if not isinstance(text, str):
        return text
    if not WHOLE_FORM.fullmatch(text):
        raise PydanticCustomError("whole_form", "not a whole number")
    return int(text)


def _positive(text: Any) -> Any:
    written = isinstance(text, str) and POSITIVE_FORM.fullmatch(text)
    number = Fraction(text.replace(",", ".")) if written else text
    if not isinstance(number, Fraction | int) or number <= 0:
        raise PydanticCustomError("factor_form", "not a number above 0")
    return Fraction(number)


def _day(text: Any) -> Any:
    try:
        return parse_day(text) if isinstance(text, str) else text
    except UsageError:
        raise PydanticCustomError("day_form", "not a day") from None


def _month(text: Any) -> Any:
    try:
        return parse_month(text) if isinstance(text, str) else text
    except UsageError:
        raise PydanticCustomError("month_form", "not a month") from None


# What an editor, which types scalars as YAML 1.2 does, may find there.
TEXT = WithJsonSchema({"type": ["string", "number"], "minLength": 1})
POSITIVE = WithJsonSchema(
    {"type": ["string", "number"], "exclusiveMinimum": 0, "pattern": f"^{POSITIVE_FORM.pattern}$"}
)
DAY = WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})
MONTH = WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"})

Words = Annotated[Annotated[str, Field(min_length=1)], BeforeValidator(_words), TEXT]
Flag = Annotated[bool, BeforeValidator(_flag)]
Whole = Annotated[int, BeforeValidator(_whole)]
Positive = Annotated[Fraction, PlainValidator(_positive), POSITIVE]
Day = Annotated[date, BeforeValidator(_day), DAY]
Month = Annotated[int, BeforeValidator(_month), MONTH]
