"""What a row of any register may hold: field types, rules across fields, and the table entry.

Takes cell texts; gives typed values. The pydantic models of this room are the only
specification of a row: the vectorised reader types whole columns from these declarations.
Conventions owned here: a blank cell of an optional field is `None`; dates are civil dates at
the site (T2); a second date lies from 0 to 1,000 days after the first (T3).
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Any, ClassVar, Literal
from zoneinfo import ZoneInfo

from msgspec import Struct
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from qualstat.spelling import fold

MOST_DAYS = 1_000  # between the first date of a row and any other (T3)
DAY_FORM = re.compile(
    r"(?:(?P<d>[0-9]{2})/(?P<m>[0-9]{2})/(?P<y>[0-9]{4})|(?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2}))"
    r"(?:[ T](?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?P<offset>Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
NUMBER_FORM = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
WHOLE_FORM = re.compile(r"[0-9]+")


class KnownSites(Struct, frozen=True):
    """The sites a register may name: id by folded spelling, and the time zone of each id."""

    ids: Mapping[str, str]
    timezones: Mapping[str, str]


def _blank(cell: Any) -> Any:
    return None if isinstance(cell, str) and not cell.strip() else cell


def _code(cell: Any) -> Any:
    return fold(cell) if isinstance(cell, str) else cell


def _trimmed(cell: Any) -> Any:
    return cell.strip() if isinstance(cell, str) else cell


def _known_site(cell: Any, info: ValidationInfo) -> Any:
    known: KnownSites = (info.context or {})["sites"]
    found = known.ids.get(fold(cell))
    if found is None:
        kind = "unknown_site" if cell.strip() else "missing_value"
        raise PydanticCustomError(kind, "unknown site")
    return found


def _timezone(info: ValidationInfo) -> ZoneInfo:
    context = info.context or {}
    site = (info.data or {}).get("site") or context.get("site")
    if site is None:
        raise PydanticCustomError("needs_site", "a time with an offset, of no known site")
    known: KnownSites = context["sites"]
    return ZoneInfo(known.timezones[site])


def _moment(cell: Any, info: ValidationInfo) -> Any:
    """Return the civil date and time at the site that a cell states."""
    if not isinstance(cell, str):
        return cell
    if not cell.strip():
        raise PydanticCustomError("missing_value", "blank")
    form = DAY_FORM.fullmatch(cell)
    if form is None:
        raise PydanticCustomError("date_form", "not a date")
    day = form["iso"] or f"{form['y']}-{form['m']}-{form['d']}"
    try:
        moment = datetime.fromisoformat(f"{day}T{form['time'] or '00:00'}{form['offset'] or ''}")
    except ValueError:
        raise PydanticCustomError("no_such_date", "no such date") from None
    if moment.tzinfo is None:
        return moment
    try:
        return moment.astimezone(UTC).astimezone(_timezone(info)).replace(tzinfo=None)
    except OverflowError:
        raise PydanticCustomError("no_such_date", "no such date") from None


def _moment_with_time(cell: Any, info: ValidationInfo) -> Any:
    moment = _moment(cell, info)
    if isinstance(cell, str) and ":" not in cell:
        raise PydanticCustomError("time_missing", "no time of day")
    return moment


def _civil_day(cell: Any, info: ValidationInfo) -> Any:
    moment = _moment(cell, info)
    return moment.date() if isinstance(moment, datetime) else moment


def _number(cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    if not NUMBER_FORM.fullmatch(cell):
        raise PydanticCustomError("number_form", "not a number")
    return float(cell.replace(",", "."))


def _whole(cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    if not WHOLE_FORM.fullmatch(cell):
        raise PydanticCustomError("whole_form", "not a whole number")
    return int(cell[:20]) if len(cell) > 20 else int(cell)


def _headcount(cell: Any) -> Any:
    return 1 if _blank(cell) is None else _whole(cell)


Blank = BeforeValidator(_blank)
Coded = BeforeValidator(_code)
SiteId = Annotated[str, BeforeValidator(_known_site)]
Day = Annotated[date, BeforeValidator(_civil_day)]
Moment = Annotated[datetime, BeforeValidator(_moment_with_time)]
OptionalDay = Annotated[Day | None, Blank]
OptionalSeconds = Annotated[
    Annotated[float, BeforeValidator(_number), Field(ge=0, le=86_400)] | None, Blank
]
Headcount = Annotated[int, BeforeValidator(_headcount), Field(ge=1, le=1_000_000)]
Text = Annotated[str, BeforeValidator(_trimmed)]


class Answer(Struct, frozen=True):
    """A date that answers the first one: its field, and from which field's day it is known."""

    field: str
    known_from: str
    ahead: bool = False  # may lie after the as-of date, and never sets it (T3)


class Record(BaseModel):
    """A row of a register. Subclasses declare fields, `event`, `answers`, optional columns only."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)
    event: ClassVar[str]  # the date a record belongs to (T1)
    answers: ClassVar[tuple[Answer, ...]] = ()
    optional_columns: ClassVar[frozenset[str]] = frozenset()

    @model_validator(mode="after")
    def _dates_in_order(self) -> "Record":
        """Refuse an answer before the event, or more than `MOST_DAYS` after it."""
        first = getattr(self, self.event)
        for answer in self.answers:
            day = getattr(self, answer.field)
            error = disorder((day - first).days) if day is not None else ""
            if error:
                raise PydanticCustomError(error, "out of order", {"field": answer.field})
        return self


def disorder(days: int) -> Literal["before_event", "long_after_event", ""]:
    """Return the error of a date so many days after the event; empty where it fits (T3)."""
    if days < 0:
        return "before_event"
    return "long_after_event" if days > MOST_DAYS else ""


class Register(Struct, frozen=True):
    """One register: its files, its model, and the part each field plays in a tally."""

    name: str
    pattern: str  # of the names of its files
    model: type[Record]
    categories: tuple[str, ...] = ()
    reference: str | None = None
    service: str | None = None
    weight: str | None = None
    labelled: bool = False  # a scope may name labels of `service`
    waited: tuple[str, str, str] | None = None  # whole seconds of (field), where (field) is (code)

    @property
    def columns(self) -> tuple[str, ...]:
        """All the columns of its plain form, in order."""
        return tuple(self.model.model_fields)

    @property
    def required(self) -> tuple[str, ...]:
        """The columns a file must have."""
        return tuple(one for one in self.columns if one not in self.model.optional_columns)

    @property
    def label(self) -> str | None:
        """The column of texts that a scope may name, beside the coded ones."""
        return self.service if self.labelled else None

    @property
    def event(self) -> str:
        """The date that a record belongs to (T1)."""
        return self.model.event

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The dates that answer the event."""
        return self.model.answers

    @property
    def dates(self) -> tuple[str, ...]:
        """The event, then its answers."""
        return (self.event, *(one.field for one in self.answers))

    @property
    def telling(self) -> tuple[str, ...]:
        """The dates that say up to when the register knows (T3)."""
        return (self.event, *(one.field for one in self.answers if not one.ahead))
