"""Explanations: what was said of late cases, told beside the figures they weigh on.

Takes `explanations.yaml`; gives `Explained` values. Convention owned here: a late case is told by
its indicator, the month of its receipt and its delay, never by a reference or a name (rule P1).
"""

from typing import Annotated

from pydantic import ConfigDict, Field, RootModel

from qualstat.declarations.declared import Day, Declared, Month, Whole, Words


class Explained(Declared):
    """The explanation of `number` late cases; without `days`, of cases never answered."""

    indicator: str
    month: Month
    days: Annotated[Whole, Field(le=1_000)] | None = None
    number: Annotated[Whole, Field(ge=1)] = 1
    given: Day
    text: Words
    by: Words | None = None


class Explanations(RootModel[tuple[Explained, ...]]):
    """All that was explained of one site."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)
