"""Objectives: the level promised, its sense, its tolerance and the days it is in force.

Takes the `objectives` of an indicator's YAML; gives `Objective` values with exact targets.
Convention owned here: a quantity is written with its unit (`95 %`, `15 days`, `1 point`,
`3/5`, `20 seconds`, `2 per case`).
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from qualstat.declarations.declared import Day, Declared, Flag, Words, in_order
from qualstat.declarations.slips import listed
from qualstat.findings import N_, Message

Sense = Literal["at_least", "at_most", "less_than", "more_than"]
SENSES: tuple[Sense, ...] = ("at_least", "at_most", "less_than", "more_than")
UNITS = {
    "%": "%", "percent": "%", "point": "%", "points": "%",
    "d": "d", "day": "d", "days": "d", "j": "d", "jour": "d", "jours": "d",
    "s": "s", "second": "s", "seconds": "s", "seconde": "s", "secondes": "s",
    "per case": "ratio", "par cas": "ratio",
}  # fmt: skip
DAY = timedelta(days=1)
AMOUNTS = {  # of a tolerance or of a distance, one or more: points of a rate
    "%": (N_("{number} point"), N_("{number} points")),
    "d": (N_("{number} day"), N_("{number} days")),
    "s": (N_("{number} second"), N_("{number} seconds")),
    "ratio": (N_("{number} per case"), N_("{number} per case")),
}
SCALE = r"(?:/|sur) ?[1-9][0-9]{0,2}"  # a score: 3/5
QUANTITY_FORM = re.compile(
    rf"([0-9]{{1,6}}(?:[.,][0-9]{{1,6}})?)\s*([^\W\d_]+(?: [^\W\d_]+)?|%|{SCALE})"
)


class Quantity(Declared):
    """An exact number and its unit, as those of measures: `%` (points for a tolerance), `/5`..."""

    number: Fraction
    unit: str


def _quantity(text: Any) -> Any:
    if isinstance(text, Quantity):
        return text
    form = QUANTITY_FORM.fullmatch(text.strip()) if isinstance(text, str) else None
    unit = _unit(form[2]) if form else None
    if form is None or unit is None:
        raise PydanticCustomError("quantity_form", "not a quantity")
    number = Fraction(form[1].replace(",", "."))
    if unit == "%" and number > 100:
        raise PydanticCustomError("above_hundred", "above 100 %")
    return Quantity(number=number, unit=unit)


def _unit(text: str) -> str | None:
    scale = text.replace("sur", "/").replace(" ", "")
    return scale if scale.startswith("/") else UNITS.get(text)


UNIT = "|".join([*UNITS, SCALE])
WRITTEN = WithJsonSchema(
    {"type": "string", "pattern": rf"^\s*[0-9]{{1,6}}([.,][0-9]{{1,6}})?\s*({UNIT})\s*$"}
)
Amount = Annotated[Quantity, BeforeValidator(_quantity), WRITTEN]


class Objective(Declared):
    """One objective, in force from `valid_from` to `valid_until` (both days included)."""

    valid_from: Day
    valid_until: Day | None = None
    at_least: Amount | None = None
    at_most: Amount | None = None
    less_than: Amount | None = None
    more_than: Amount | None = None
    tolerance: Amount | None = None
    source: Words
    assumed: Flag = False

    @model_validator(mode="after")
    def _one_sense(self) -> "Objective":
        count = sum(getattr(self, sense) is not None for sense in SENSES)
        if count != 1:
            told = {"count": count, "senses": listed(SENSES)}
            raise PydanticCustomError("one_sense", "one sense expected", told)
        in_order(self.valid_from, self.valid_until, "valid_until")
        return self

    @property
    def sense(self) -> Sense:
        """Which side of the target is good."""
        for sense in SENSES:
            if getattr(self, sense) is not None:
                return sense
        raise AssertionError(self)  # an objective has one

    @property
    def quantity(self) -> Quantity:
        """The target and its unit."""
        quantity: Quantity = getattr(self, self.sense)
        return quantity

    @property
    def target(self) -> Fraction:
        """The target, in the unit of the measure."""
        return self.quantity.number

    @property
    def allowance(self) -> Fraction:
        """The tolerance, in points or in the unit of the measure."""
        return self.tolerance.number if self.tolerance else Fraction(0)

    @property
    def written(self) -> "Objective":
        """The objective as its author wrote it, with its own dates."""
        return self

    def in_force(self, day: date) -> bool:
        """Whether it applies on `day`."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


class Interrupted(Objective):
    """What a site's own objective leaves of everyone's: some days of `whole`."""

    whole: Objective

    @property
    def written(self) -> Objective:
        """Everyone's objective."""
        return self.whole


def amount(number: Fraction, unit: str) -> Message:
    """Return a distance with its unit, as a finding says it."""
    one, many = AMOUNTS.get(unit, ("{number}{unit}", "{number}{unit}"))
    return Message(one, {"number": number, "unit": unit}, many)


def overlaid(common: Sequence[Objective], local: Sequence[Objective]) -> list[Objective]:
    """Return the objectives of a site: its own, and everyone's on the days that it has none."""
    left = list(common)
    for own in local:
        left = [piece for one in left for piece in _without(one, own)]
    return sorted([*left, *local], key=lambda one: one.valid_from)


def _without(one: Objective, own: Objective) -> Iterator[Objective]:
    """Yield what is left of an objective on the days that another one does not take."""
    last, until = one.valid_until, own.valid_until
    if (last is not None and last < own.valid_from) or (until and until < one.valid_from):
        yield one
        return
    if one.valid_from < own.valid_from:
        yield _piece(one, valid_until=own.valid_from - DAY)
    if until is not None and (last is None or last > until):
        yield _piece(one, valid_from=until + DAY)


def _piece(one: Objective, **dates: date) -> Interrupted:
    return Interrupted.model_construct(**{**dict(one), **dates, "whole": one.written})
