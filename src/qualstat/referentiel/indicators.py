"""Indicators: what is measured, declared and never coded.

Takes `indicators/ID.yaml`; gives `Indicator` values.
Convention owned here: a scope is a closed list of criteria, `field: [values]`; a record is in
scope when every named field holds one of its values.
"""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from qualstat.calendars import DayCount
from qualstat.declarations.declared import Declared, Flag, Positive, Whole, Words
from qualstat.referentiel.objectives import Objective

Criteria = dict[str, Annotated[list[str], Field(min_length=1)]]
ScopeKey = frozenset[tuple[str, frozenset[str]]]
Gives = Literal["rate", "delay", "volume"]
Direction = Literal["better", "worse", "equal", "none"]
UNIT: dict[Gives, str] = {"rate": "%", "delay": "d", "volume": "count"}


def scope_key(held: Criteria) -> ScopeKey:
    """Return criteria as a key, in which those that keep the same records are equal."""
    return frozenset((field, frozenset(codes)) for field, codes in held.items())


class Rate(Declared):
    """A share: records that fit `numerator` among those that fit `base` (C3, C4, C5)."""

    gives: ClassVar[Gives] = "rate"

    kind: Literal["rate"]
    numerator: Annotated[Criteria, Field(min_length=1)]
    base: Criteria
    short_abandon: Annotated[Whole, Field(ge=0, le=60)] = 0


class Wait(Declared):
    """What is read off the days from the record's own day to the date `to`."""

    to: Words
    days: DayCount = "working-days"
    first_day: Literal["excluded", "included"] = "excluded"


class RateWithin(Wait):
    """A share answered in time: within `within` days among answered and overdue (C1)."""

    gives: ClassVar[Gives] = "rate"

    kind: Literal["rate-within"]
    within: Annotated[Whole, Field(ge=0, le=1_000)]


class Delay(Wait):
    """A mean delay, answered records only (C2)."""

    gives: ClassVar[Gives] = "delay"

    kind: Literal["delay"]


class Volume(Declared):
    """A number of records, weighted by `effectif`."""

    gives: ClassVar[Gives] = "volume"

    kind: Literal["volume"]


class Case(Declared):
    """The French words for one case, several cases, and one answer."""

    one: Words
    many: Words
    answer: Words | None = None


class Plausible(Declared):
    """How many cases to expect (A3): `at_least` for `per` records of the registers `of`."""

    at_least: Positive
    per: Annotated[Whole, Field(ge=1)]
    of: Annotated[list[str], Field(min_length=1)]
    source: Words
    assumed: Flag = False


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
    plausible: Plausible | None = None

    def direction(self, way: Literal["up", "down", "equal"]) -> Direction:
        """Return whether a change this way is for the better; `none` where neither way is."""
        if way == "equal":
            return "equal"
        if self.better is None:
            return "none"
        return "better" if way == self.better else "worse"

    @property
    def kind(self) -> Gives:
        """The kind of figure it gives."""
        return self.measure.gives

    @property
    def unit(self) -> str:
        """The unit of its value."""
        return UNIT[self.kind]

    def objective(self, day: date) -> Objective | None:
        """Return the objective in force on `day`."""
        return next((one for one in self.objectives if one.in_force(day)), None)
