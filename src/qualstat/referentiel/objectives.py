"""Objectives: the level promised, its sense, its tolerance and the days it is in force.

Takes the `objectives` of an indicator's YAML; gives `Objective` values with exact targets.
Convention owned here: a quantity is written with its unit (`95 %`, `15 days`, `1 point`).
"""

import re
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, model_validator
from pydantic_core import PydanticCustomError

from qualstat.declarations.declared import Day, Declared, Flag, Words, in_order
from qualstat.declarations.slips import listed

Sense = Literal["at_least", "at_most", "less_than", "more_than"]
SENSES: tuple[Sense, ...] = ("at_least", "at_most", "less_than", "more_than")
UNITS = {
    "%": "%", "percent": "%", "point": "%", "points": "%",
    "d": "d", "day": "d", "days": "d", "j": "d", "jour": "d", "jours": "d",
}  # fmt: skip
QUANTITY_FORM = re.compile(r"([0-9]{1,6}(?:[.,][0-9]{1,6})?)\s*([^\W\d_]+|%)")


class Quantity(Declared):
    """An exact number and its unit, `%` (points for a tolerance) or `d`."""

    number: Fraction
    unit: Literal["%", "d"]


def _quantity(text: Any) -> Any:
    if isinstance(text, Quantity):
        return text
    form = QUANTITY_FORM.fullmatch(text.strip()) if isinstance(text, str) else None
    if form is None or form[2] not in UNITS:
        raise PydanticCustomError("quantity_form", "not a quantity")
    number = Fraction(form[1].replace(",", "."))
    if UNITS[form[2]] == "%" and number > 100:
        raise PydanticCustomError("above_hundred", "above 100 %")
    return Quantity(number=number, unit="%" if UNITS[form[2]] == "%" else "d")


Amount = Annotated[Quantity, BeforeValidator(_quantity)]


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
        """The target, in the unit of the measure (percent or days)."""
        return self.quantity.number

    @property
    def allowance(self) -> Fraction:
        """The tolerance, in points or days."""
        return self.tolerance.number if self.tolerance else Fraction(0)

    def in_force(self, day: date) -> bool:
        """Whether it applies on `day`."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)
