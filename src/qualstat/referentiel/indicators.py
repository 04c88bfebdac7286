"""Indicators: what is measured, declared and never coded.

Takes `indicators/ID.yaml`; gives `Indicator` values.
Convention owned here: a scope is a closed list of criteria, `field: [values]`; a record is in
scope when every named field holds one of its values.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from qualstat.referentiel.declared import Declared, Whole, Words
from qualstat.referentiel.objectives import Objective

Criteria = dict[str, Annotated[list[str], Field(min_length=1)]]
DayCount = Literal["working-days", "open-days", "calendar-days"]
UNIT = {"rate": "%", "delay": "d", "volume": "count"}


class Rate(Declared):
    """A share: records that fit `numerator` among those that fit `base` (C3, C4, C5)."""

    kind: Literal["rate"]
    numerator: Annotated[Criteria, Field(min_length=1)]
    base: Criteria
    short_abandon: Annotated[Whole, Field(ge=0, le=60)] = 0


class RateWithin(Declared):
    """A share answered in time: within `within` days among answered and overdue (C1)."""

    kind: Literal["rate-within"]
    to: Words
    within: Annotated[Whole, Field(ge=0, le=1_000)]
    days: DayCount = "working-days"
    first_day: Literal["excluded", "included"] = "excluded"


class Delay(Declared):
    """A mean delay from the record's own day to the date `to`, answered records only (C2)."""

    kind: Literal["delay"]
    to: Words
    days: DayCount = "working-days"
    first_day: Literal["excluded", "included"] = "excluded"


class Volume(Declared):
    """A number of records, weighted by `effectif`."""

    kind: Literal["volume"]


class Case(Declared):
    """The French words for one case, several cases, and one answer."""

    one: Words
    many: Words
    answer: Words | None = None


class Indicator(Declared):
    """One indicator of the référentiel; `id` is the file's name."""

    id: str
    label: Words
    short: Words | None = None
    definition: Words | None = None
    register_name: Annotated[Words, Field(alias="register")]
    scope: Criteria = {}
    measure: Annotated[Rate | RateWithin | Delay | Volume, Field(discriminator="kind")]
    better: Literal["up", "down"] | None = None
    case: Case
    engagements: dict[str, Words]  # edition -> engagement
    objectives: list[Objective] = []

    @property
    def kind(self) -> Literal["rate", "delay", "volume"]:
        """The kind of figure it gives."""
        return "rate" if self.measure.kind == "rate-within" else self.measure.kind

    @property
    def unit(self) -> str:
        """The unit of its value."""
        return UNIT[self.kind]

    def objective(self, day: date) -> Objective | None:
        """Return the objective in force on `day`."""
        return next((one for one in self.objectives if one.in_force(day)), None)
