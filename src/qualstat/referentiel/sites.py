"""Sites: préfectures and sous-préfectures, what each follows and since when.

Takes `sites/ID.yaml` and `zones.yaml`; gives `Site` and `Holidays` values. Conventions owned
here: a month is the integer of `periods`; both ends of a span are part of it.
"""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from qualstat.declarations.declared import Day, Declared, Flag, Month, Whole, Words, in_order
from qualstat.errors import UsageError
from qualstat.periods import parse_month
from qualstat.referentiel.objectives import Objective
from qualstat.spelling import fold

ALL = "all"  # the site of a line that totals several, and of no file
TOTALS = frozenset({ALL, "total", "ensemble", "tous", "tous_les_sites"})  # as reports print it


class Months(Declared):
    """A span of whole months, both included."""

    first: Month
    last: Month

    @model_validator(mode="after")
    def _ordered(self) -> "Months":
        in_order(self.first, self.last, "last")
        return self


def _months(text: Any) -> Any:
    """Read `2018-01..2018-12`, or one month."""
    if isinstance(text, Months):
        return text
    first, dots, last = text.partition("..") if isinstance(text, str) else ("", "", "")
    try:
        start, end = parse_month(first), parse_month(last if dots else first)
    except UsageError:
        raise PydanticCustomError("span_form", "not a span of months") from None
    if end < start:  # it is one text: none of its ends has a key of its own
        raise PydanticCustomError("ends_before_start", "ends before it starts")
    return Months(first=start, last=end)


def _spans(value: Any) -> Any:
    """Read one span as a list of one."""
    return [value] if isinstance(value, str) else value


SPAN = {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}(\.\.[0-9]{4}-[0-9]{2})?$"}
SPANS = {"anyOf": [SPAN, {"type": "array", "items": SPAN}]}
Span = Annotated[Months, BeforeValidator(_months), WithJsonSchema(SPAN)]
Spans = Annotated[list[Span], BeforeValidator(_spans), WithJsonSchema(SPANS)]


class Follow(Declared):
    """What a site follows, by heading or by indicator, from `since` to `until`."""

    headings: list[str] = []
    indicators: list[str] = []
    excluded: list[str] = []
    since: Month
    until: Month | None = None
    reason: Words | None = None

    @model_validator(mode="after")
    def _ordered(self) -> "Follow":
        in_order(self.since, self.until, "until")
        return self

    def covers(self, month: int) -> bool:
        """Whether `month` is followed."""
        return self.since <= month and (self.until is None or month <= self.until)


class LocalObjective(Objective):
    """An objective of one site, which judges it instead of everyone's while it is in force."""

    indicator: str
    reason: Words | None = None
    by: Words | None = None

    @property
    def explained(self) -> bool:
        """Whether a reason is given: a dash is none."""
        return self.reason is not None and any(one.isalpha() for one in self.reason)


class Break(Declared):
    """A break in series: from `month` on, figures no longer say the same as those before.

    Without headings and indicators, in all that the site follows.
    """

    month: Month
    label: Words
    headings: list[str] = []
    indicators: list[str] = []
    source: Words
    assumed: Flag = False


class DatedCount(Declared):
    """How many of something a site has from `since` to `until`, and the headings that show it."""

    label: Words
    number: Annotated[Whole, Field(ge=0)]
    since: Month
    until: Month | None = None
    headings: list[str] = []
    source: Words
    assumed: Flag = False

    @model_validator(mode="after")
    def _ordered(self) -> "DatedCount":
        in_order(self.since, self.until, "until")
        return self

    def covers(self, month: int) -> bool:
        """Whether it holds in `month`."""
        return self.since <= month and (self.until is None or month <= self.until)


class Closure(Declared):
    """Days on which a site was closed, both included."""

    first: Day
    last: Day
    reason: Words

    @model_validator(mode="after")
    def _ordered(self) -> "Closure":
        in_order(self.first, self.last, "last")
        return self


class DayChange(Declared):
    """A public holiday added or removed, and why."""

    day: Day
    reason: Words


class Worked(Declared):
    """A public holiday that is worked every year, by its name, and why."""

    holiday: Words
    reason: Words


class Holidays(Declared):
    """The public holidays of a zone, as changed for a zone or a site (T5)."""

    added: list[DayChange] = []
    removed: list[DayChange] = []
    worked: list[Worked] = []


class Site(Declared):
    """One site; `id` is the file's name."""

    id: str
    label: Words
    short: Words
    kind: Words
    zone: Words = "metropole"
    timezone: Words = "Europe/Paris"
    follows: list[Follow] = []
    objectives: list[LocalObjective] = []
    closures: list[Closure] = []
    holidays: Holidays = Holidays()
    complete: dict[str, Spans] = {}
    held_by: dict[str, Words] = {}
    breaks: list[Break] = []
    counts: list[DatedCount] = []

    @property
    def order(self) -> tuple[str, str]:
        """What sites are sorted by: their kind, however it is written, then their id."""
        return fold(self.kind), self.id
