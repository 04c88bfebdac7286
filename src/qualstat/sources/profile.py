"""Profiles: how an export maps onto the plain form of a register.

Takes the plain data of a YAML file; gives a `Profile`. Conventions owned here: a text alone names
a source column, a list is the first of its takings that is not blank; a column of the plain form
that is not mentioned is blank.
"""

import codecs
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, PlainValidator, model_validator
from pydantic_core import PydanticCustomError

from qualstat.declarations.declared import Declared, Flag, Positive, Whole, Words
from qualstat.exports.layout import NO_QUOTE, Kind, Layout, Seen
from qualstat.registers import REGISTERS, Register
from qualstat.sources.dates import DateForm, date_form
from qualstat.sources.numbers import UNITS

SIGNS = {"tab": "\t", "none": NO_QUOTE}
PLAIN = "plain-"  # how the names of the plain form's own profiles begin
CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]"
Unit = Literal["s", "ms", "min", "h", "h:mm:ss", "mm:ss"]
assert set(UNITS) == set(Unit.__args__)  # type: ignore[attr-defined]  # typing's own names


def _listed(held: Any) -> Any:
    """Return a text alone as a list of one."""
    return [held] if isinstance(held, str) else held


def _form(text: Any) -> Any:
    try:
        return date_form(text)
    except (ValueError, TypeError, AttributeError):
        raise PydanticCustomError("date_form", "no form of a date") from None


def _zone(text: Any) -> Any:
    try:
        return ZoneInfo(text)
    except (ValueError, KeyError, OSError, TypeError, AttributeError):
        raise PydanticCustomError("zone_form", "no time zone") from None


def _codec(text: Any) -> Any:
    try:
        known = isinstance(text, str) and codecs.lookup(text)._is_text_encoding  # noqa: SLF001
    except LookupError:
        known = False
    if not known:
        raise PydanticCustomError("codec_form", "no encoding of text")
    return text


def _sign(text: Any) -> Any:
    sign = SIGNS.get(text, text) if isinstance(text, str) else "no sign"
    if sign not in SIGNS.values() and not (
        len(sign) == 1 and sign.isascii() and sign.isprintable()
    ):
        raise PydanticCustomError("sign_form", "no single character")
    return sign


def _taking(held: Any) -> Any:
    """Return the short forms of a taking as a group of keys."""
    if isinstance(held, str):
        return {"column": [held]}
    return {"first_of": held} if isinstance(held, list) else held


def _row_of_case(held: Any) -> Any:
    return {"which": held} if isinstance(held, str) else held


Names = Annotated[tuple[str, ...], BeforeValidator(_listed), Field(min_length=1)]
Texts = Annotated[tuple[str, ...], BeforeValidator(_listed)]
Forms = Annotated[tuple[Annotated[DateForm, PlainValidator(_form)], ...], BeforeValidator(_listed)]
Zone = Annotated[ZoneInfo, PlainValidator(_zone)]
Codec = Annotated[str, BeforeValidator(_codec)]
Sign = Annotated[str, PlainValidator(_sign)]
Decimal = Literal[",", "."]


class Written(Declared):
    """How texts are written: for all columns of an export, or for one."""

    dates: Forms = ()
    timezone: Zone | None = None
    decimal: Decimal | None = None
    blank: Texts = ()


class Taking(Written):
    """Where a column of the plain form comes from: exactly one origin, and what is done to it."""

    column: Names | None = None
    first_of: Annotated[tuple["Take", ...], Field(min_length=1)] | None = None
    joined: Annotated[tuple["Take", ...], Field(min_length=1)] | None = None
    between: Annotated[tuple["Take", ...], Field(min_length=2, max_length=2)] | None = None
    difference: Annotated[tuple["Take", ...], Field(min_length=2)] | None = None
    value: str | None = None
    path: Literal["file", "folder", "sheet"] | None = None
    values: Mapping[str, str] = {}
    otherwise: str | None = None
    time: Annotated[str, Field(pattern=CLOCK)] = ""
    unit: Unit = "s"
    factor: Positive = Fraction(1)
    at: str = ""

    @model_validator(mode="after")
    def _one_origin(self) -> "Taking":
        count = sum(getattr(self, one) is not None for one in ORIGINS)
        if count != 1:
            told = {"count": count, "origins": ", ".join(one for one in ORIGINS if one != LIST)}
            raise PydanticCustomError("one_origin", "one origin expected", told)
        return self

    @property
    def parts(self) -> tuple["Taking", ...]:
        """The takings that it is made of."""
        return self.first_of or self.joined or self.between or self.difference or ()

    def walked(self) -> Iterator["Taking"]:
        """Yield it and all that it is made of."""
        yield self
        for part in self.parts:
            yield from part.walked()


LIST = "first_of"  # the key of a list, which nobody writes
ORIGINS = ("column", LIST, "joined", "between", "difference", "value", "path")
Take = Annotated[Taking, BeforeValidator(_taking)]


class Condition(Declared):
    """What the text of a column is to be: one of some texts, `*` standing for any."""

    column: str
    is_: Texts = Field(alias="is")


class Moment(Declared):
    """A row of a case: the first or the last one, of some kinds or of any."""

    first: Names | None = None
    last: Names | None = None
    which: Literal["first", "last"] | None = None

    @model_validator(mode="after")
    def _one_row(self) -> "Moment":
        count = sum(one is not None for one in (self.first, self.last, self.which))
        if count != 1:
            told = {"count": count, "origins": "first, last"}
            raise PydanticCustomError("one_origin", "one row expected", told)
        return self


class Events(Declared):
    """How the rows of an event log make cases."""

    case: str
    kind: str | None = None
    time: str | None = None
    moments: Mapping[str, Annotated[Moment, BeforeValidator(_row_of_case)]] = {}


class Profile(Written):
    """One source profile; `id` is the name of its file."""

    id: str
    label: Words
    based_on: str | None = None
    register_name: Annotated[
        Literal["calls", "mail", "appointments", "visits", "surveys"], Field(alias="register")
    ]
    files: Texts = ()
    format: Kind | None = None
    encoding: Codec | None = None
    separator: Sign | None = None
    quote: Sign = '"'
    sheets: Texts = ()
    lines_above: Whole | None = None
    header: Annotated[Whole, Field(le=5)] = 1
    column_names: tuple[str, ...] = ()
    lines_below: Annotated[Whole, Field(le=1000)] = 0
    ragged: Flag = False
    keep: tuple[Condition, ...] = ()
    skip: tuple[Condition, ...] = ()
    overlap: Literal["add", "latest"] = "add"
    columns: Mapping[str, Take]
    records: tuple[Mapping[str, Take], ...] = ()
    events: Events | None = None
    absent: Mapping[str, Words] = {}

    @property
    def register(self) -> Register:
        """The register that its rows belong to."""
        return REGISTERS[self.register_name]

    @property
    def layout(self) -> Layout:
        """What it declares of the way the export is written."""
        return Layout(
            kind=self.format, encoding=self.encoding, separator=self.separator, quote=self.quote,
            sheets=self.sheets, lines_above=self.lines_above, header_lines=self.header,
            names=self.column_names, lines_below=self.lines_below, ragged=self.ragged,
        )  # fmt: skip

    @cached_property
    def is_plain(self) -> bool:
        """Whether each column has the name of the register's own."""
        plain = all(taking == Taking(column=(name,)) for name, taking in self.columns.items())
        return plain and not (self.records or self.events)

    @property
    def tells_by_path(self) -> bool:
        """Whether the name or the folder of a file says what its rows are."""
        takings = (one for variant in self.variants for one in variant.values())
        return any(part.path in ("file", "folder") for one in takings for part in one.walked())

    def declares(self, seen: Seen) -> bool:
        """Tell whether it says itself how a table is written, as far as that was to be seen."""
        if seen.kind == "workbook":
            return bool(self.sheets) and (self.lines_above is not None or seen.header_line == 1)
        said = (self.encoding, self.separator)
        plain = (seen.encoding == "utf-8", seen.separator == ";")
        header = self.lines_above is not None or seen.header_line == 1 or not self.header
        return header and all(one or same for one, same in zip(said, plain, strict=True))

    @property
    def variants(self) -> tuple[Mapping[str, Taking], ...]:
        """The takings of each record that a row gives: one, but for totals."""
        return tuple({**self.columns, **one} for one in self.records) or (self.columns,)
