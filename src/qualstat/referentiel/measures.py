"""Measures: the kinds of figure that an indicator may declare, one model a kind.

Takes the `measure` of an indicator's YAML; gives values. Conventions owned here: a kind is a closed
model with what it `gives`; criteria are a closed list, `field: [values]`, and a record fits them
when every named field holds one of its values.
"""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from qualstat.calendars import DayCount
from qualstat.declarations.declared import Declared, Whole, Words

Criteria = dict[str, Annotated[list[str], Field(min_length=1)]]
Points = Annotated[Whole, Field(ge=0, le=100)]
ScopeKey = frozenset[tuple[str, frozenset[str]]]
Gives = Literal["rate", "delay", "volume", "score", "duration", "ratio"]
UNIT: dict[Gives, str] = {
    "rate": "%", "delay": "d", "volume": "count", "duration": "s", "ratio": "ratio",
}  # fmt: skip
MEANS: frozenset[Gives] = frozenset(("delay", "score", "duration"))  # of a value a case


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
    """A number of records, weighted by `effectif`; `by` columns, a number a category too."""

    gives: ClassVar[Gives] = "volume"

    kind: Literal["volume"]
    by: list[Words] = []


class Levels(Declared):
    """What is read off the levels of answers on a scale; a level off it is no answer (C4).

    A code that is a number is worth that many points, any other what `points` says.
    """

    of: Words
    lowest: Points = 1
    highest: Points
    points: dict[str, Points] = {}

    def worth(self, codes: Sequence[str]) -> dict[str, int]:
        """Return the points of each code of a column that lies on the scale."""
        held = self.points or {one: int(one) for one in codes if one.isdecimal()}
        return {one: n for one, n in held.items() if self.lowest <= n <= self.highest}


class Score(Levels):
    """A mean score: the points of the answers, answers expressed only."""

    gives: ClassVar[Gives] = "score"

    kind: Literal["score"]


class RateAbove(Levels):
    """A share of scores: answers of at least `at_least` points among those expressed."""

    gives: ClassVar[Gives] = "rate"

    kind: Literal["rate-above"]
    at_least: Points


class Waited(Declared):
    """What is read off the whole seconds that calls waited."""

    of: Words


class Duration(Waited):
    """A mean wait in seconds, of the calls whose wait is known."""

    gives: ClassVar[Gives] = "duration"

    kind: Literal["duration"]


class RateWithinSeconds(Waited):
    """A share of short waits: at most `within` seconds, among the calls whose wait is known."""

    gives: ClassVar[Gives] = "rate"

    kind: Literal["rate-within-seconds"]
    within: Annotated[Whole, Field(ge=0, le=86_400)]


class Ratio(Declared):
    """What is counted by one indicator for each of what is counted by another one.

    It divides their numerators, over the months and sites that both cover, never their rates.
    """

    gives: ClassVar[Gives] = "ratio"

    kind: Literal["ratio"]
    of: Words
    per: Words


Measured = (
    Rate | RateWithin | Delay | Volume | Score | RateAbove | Duration | RateWithinSeconds | Ratio
)
