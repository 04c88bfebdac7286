"""Indicators: what is measured, declared and never coded.

Takes `indicators/ID.yaml`; gives `Indicator` values.
Convention owned here: what a figure is of, its unit included, follows from its measure.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from qualstat.declarations.declared import Declared, Flag, Positive, Whole, Words
from qualstat.referentiel.measures import (
    MEANS,
    UNIT,
    Criteria,
    Delay,
    Duration,
    Gives,
    Levels,
    Measured,
    Rate,
    RateAbove,
    RateWithin,
    RateWithinSeconds,
    Ratio,
    ScopeKey,
    Score,
    Volume,
    Wait,
    Waited,
    scope_key,
)
from qualstat.referentiel.objectives import Objective, overlaid
from qualstat.registers import REGISTERS

__all__ = [
    "MEANS",
    "AtSite",
    "Case",
    "Category",
    "Criteria",
    "Delay",
    "Direction",
    "Duration",
    "Gives",
    "Indicator",
    "Levels",
    "Plausible",
    "Rate",
    "RateAbove",
    "RateWithin",
    "RateWithinSeconds",
    "Ratio",
    "ScopeKey",
    "Score",
    "Volume",
    "Wait",
    "Waited",
    "scope_key",
]  # fmt: skip
Direction = Literal["better", "worse", "equal", "none"]


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
    measure: Annotated[Measured, Field(discriminator="kind")]
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
        held = self.measure
        return f"/{held.highest}" if isinstance(held, Score) else UNIT[self.kind]

    @property
    def by_month(self) -> bool:
        """Whether it reads waits that are kept by month: those of other calls than lost ones."""
        register = REGISTERS.get(self.register_name)
        if not isinstance(self.measure, Waited) or register is None or register.waited is None:
            return False
        _, outcome, lost = register.waited
        return self.scope.get(outcome) != [lost]

    def objective(self, day: date) -> Objective | None:
        """Return the objective in force on `day`."""
        return next((one for one in self.objectives if one.in_force(day)), None)


class AtSite(Indicator):
    """An indicator as a site has it; `own` are its own objectives for it, and for its counterparts.

    It is never declared: `Referentiel.own` makes it.
    """

    own: Mapping[str, Sequence[Objective]]

    @classmethod
    def of(cls, indicator: Indicator, own: Mapping[str, Sequence[Objective]]) -> "AtSite":
        """Return an indicator with the objectives of a site."""
        objectives = overlaid(indicator.objectives, own.get(indicator.id, ()))
        return cls.model_construct(**{**dict(indicator), "objectives": objectives, "own": own})


class Category(Indicator):
    """A category of a volume, counted as an indicator of its own; `whole` is the volume's id.

    It is never declared: `categories` makes it of a volume `by` some columns.
    """

    whole: str
