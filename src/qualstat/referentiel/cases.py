"""Worked cases: a few records, the figure they must give, and its arithmetic written out.

Takes `cases/ID.yaml`, one file an indicator; gives `WorkedCase` values. Conventions owned here:
what is expected is read as it would be said, `2 sur 3 = 66,7 %`, and is itself checked: its
division has to come out; a column that the records leave out holds the first code of the scope, or
of the register.
"""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal, get_args

from msgspec import Struct
from pydantic import BeforeValidator, ConfigDict, Field, RootModel, WithJsonSchema
from pydantic_core import PydanticCustomError

from qualstat.declarations.declared import Day, Declared, Whole, Words
from qualstat.referentiel.sites import Span

State = Literal["measured", "no_case", "missing", "not_monitored", "not_applicable"]
ABSENT: dict[str, State] = {
    "aucun cas": "no_case", "non transmis": "missing", "non suivi": "not_monitored",
    "sans objet": "not_applicable",
}  # fmt: skip
UNITS = {
    "%": "%", "jour": "d", "jours": "d", "j": "d", "day": "d", "days": "d", "d": "d",
    "jour ouvré": "d", "jours ouvrés": "d",
    "seconde": "s", "secondes": "s", "second": "s", "seconds": "s", "s": "s",
    "par cas": "ratio", "per case": "ratio",
}  # fmt: skip
UNIT = rf"{'|'.join(UNITS)}|(?:/|sur)\s*[0-9]{{1,3}}"


def _sum(number: str) -> str:
    """Return the form of a sum of some numbers: `3`, `3 + 2`, `(1 × 2 + 3 × 4)`."""
    part = rf"{number}(?:\s*[x×]\s*{number})?"  # 3 × 5: three answers of five
    return rf"\(?\s*{part}(?:\s*\+\s*{part})*\s*\)?"


SUM = _sum("[0-9]{1,9}")
FORM = re.compile(
    rf"(?P<top>{SUM})(?:(?:\s*(?:sur|/)\s*(?P<base>{SUM}))?"
    rf"\s*[=:]\s*(?P<value>[0-9]{{1,9}}(?:[.,][0-9]{{1,6}})?)\s*(?P<unit>{UNIT})?)?"
)
THOUSANDS = re.compile(r"(?<=[0-9]) (?=[0-9]{3}(?![0-9]))")  # 1 047
BLANKS = str.maketrans("\u00a0\u202f", "  ")
# What an editor may find there: the form above, with blanks among figures, or a state.
FIGURES = r"[0-9](?:\s*[0-9])*"
WRITTEN_SUM = _sum(FIGURES)
WRITTEN_STATES = "|".join(
    f"[{one[0].upper()}{one[0]}]{one[1:]}" for one in (*ABSENT, *get_args(State)[1:])
)
WRITTEN = WithJsonSchema({
    "type": ["string", "number"],
    "pattern": rf"^\s*(?:{WRITTEN_STATES}|{WRITTEN_SUM}(?:(?:\s*(?:sur|/)\s*{WRITTEN_SUM})?"
               rf"\s*[=:]\s*{FIGURES}(?:[.,][0-9]+)?\s*(?:{UNIT})?)?)\s*$",
})  # fmt: skip


class Expected(Struct, frozen=True):
    """A figure as it is expected: its state, and where it is measured, its numbers."""

    text: str
    state: State
    numerator: int | None = None
    denominator: int | None = None
    value: str = ""  # as it was written: its decimals say how it is rounded
    unit_written: str = ""

    @property
    def unit(self) -> str:
        """The unit as that of a measure: `%`, `d`, `s`, `ratio`, `/5`; empty without any."""
        given = self.unit_written.replace("sur", "/")
        return given.replace(" ", "") if given.startswith("/") else UNITS.get(given, "")

    @property
    def result(self) -> Fraction | None:
        """What the numbers give, exactly; None without any."""
        if self.numerator is None:
            return None
        return Fraction(self.numerator, self.denominator or 1) * (100 if self.unit == "%" else 1)

    @property
    def comes_out(self) -> bool:
        """Whether the value written is what its numbers give, to the decimals that are written."""
        if not self.value or self.result is None:
            return True
        plain = self.value.replace(",", ".")
        places = len(plain.partition(".")[2])
        scaled = int(self.result * 10**places + Fraction(1, 2))
        return Decimal(plain) == Decimal(scaled).scaleb(-places)


def _expected(text: Any) -> Any:
    if isinstance(text, Expected):
        return text
    if not isinstance(text, str):
        raise PydanticCustomError("expected_form", "not a figure")
    said = " ".join(text.translate(BLANKS).split())
    states = {**ABSENT, **{state: state for state in get_args(State)[1:]}}
    if said.casefold() in states:
        return Expected(text=said, state=states[said.casefold()])
    form = FORM.fullmatch(THOUSANDS.sub("", said))
    base = _added(form["base"]) if form and form["base"] else None
    if form is None or base == 0:
        raise PydanticCustomError("expected_form", "not a figure")
    top, value, unit = _added(form["top"]), form["value"] or "", form["unit"] or ""
    return Expected(said, "measured", top, base, value, unit)


def _added(text: str) -> int:
    parts = re.findall(r"([0-9]+)(?:\s*[x×]\s*([0-9]+))?", text)
    return sum(int(one) * int(times or 1) for one, times in parts)


class WorkedCase(Declared):
    """Records of one site over some months, and the figure that they give."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True,
                              arbitrary_types_allowed=True)  # fmt: skip

    case: Words
    site: str
    period: Span
    as_of: Day | None = None
    records: Annotated[str, Field(min_length=1)]
    others: dict[str, Annotated[str, Field(min_length=1)]] = {}  # records of other registers
    expected: Annotated[Expected, BeforeValidator(_expected), WRITTEN]
    pending: Whole | None = None
    overdue: Whole | None = None
    excluded: Whole | None = None
    categories: dict[str, Whole] = {}
    why: Words | None = None


class Cases(RootModel[tuple[WorkedCase, ...]]):
    """All the cases of one indicator."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)
