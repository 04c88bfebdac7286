"""Rejects: rows that do not fit their register's model, kept with place and reason.

Takes what the model says of a cell; gives `Reject` values and the findings that announce them.
Convention owned here: a rejected row is named by its first cell that does not fit, in the
order of the plain form; its whole text goes nowhere but to `check --rejects` (rule P1).
"""

from dataclasses import dataclass
from datetime import datetime

from qualstat.findings import N_, Finding, Message, cut, message
from qualstat.registers import KnownSites, Register
from qualstat.registers.record import MOST_DAYS
from qualstat.registers.values import codes
from qualstat.spelling import nearest

DATE = N_("a date, as in 31/12/2018 or 2018-12-31")
DATE_OR_NOTHING = N_("a date, as in 31/12/2018 or 2018-12-31, or nothing")
MOMENT = N_("a date and a time, as in 31/12/2018 14:05:00")
SECONDS = N_("seconds from 0 to 86,400, or nothing")
COUNT = N_("a whole number from 1 to 1,000,000, or nothing for 1")
FOUND = {
    "missing_value": N_("blank"),
    "no_such_date": N_("“{cell}” is a date or a time that does not exist"),
    "time_missing": N_("“{cell}” has no time of day"),
}


@dataclass(frozen=True)
class Reason:
    """Why a cell does not fit: what was found, what was expected, the nearest right spelling."""

    column: str
    found: Message
    expected: Message
    advice: Message | None = None


@dataclass(frozen=True)
class Reject:
    """A row that does not fit: where it stands, why, and its text."""

    register: str
    file: str
    line: int
    reason: Reason
    row: str

    def finding(self) -> Finding:
        """Return the finding that announces it."""
        return Finding(
            rule="rejected-row", severity="warning", file=self.file, line=self.line,
            column=self.reason.column, found=self.reason.found,
            expected=self.reason.expected,
            advice=self.reason.advice,
        )  # fmt: skip


def cell_reason(register: Register, field: str, cell: str, error: str, known: KnownSites) -> Reason:
    """Return why the model refuses a cell, from its error's type."""
    found = message(FOUND.get(error, N_("“{cell}”")), cell=cut(cell))
    if not cell.strip():
        found = message(FOUND["missing_value"])
    allowed = tuple(known.timezones) if field == "site" else codes(register, field)
    if allowed:
        return _coded(field, found, cell.strip(), allowed)
    return Reason(field, found, message(_form(register, field)))


def _coded(field: str, found: Message, code: str, allowed: tuple[str, ...]) -> Reason:
    likely = nearest(code, allowed) if code else None
    advice = message(N_("did you mean {likely}?"), likely=likely) if likely else None
    if field == "site":
        expected = message(N_("a site of the référentiel: {allowed}"), allowed=list(allowed))
    else:
        expected = message(N_("one of {allowed}"), allowed=list(allowed))
    return Reason(field, found, expected, advice)


def _form(register: Register, field: str) -> str:
    """Return what a field that is not coded may hold."""
    if field == register.event:
        return MOMENT if register.model.model_fields[field].annotation is datetime else DATE
    if field in register.dates:
        return DATE_OR_NOTHING
    return COUNT if field == register.weight else SECONDS


def order_reason(field: str, event: str, error: str) -> Reason:
    """Return why two dates do not fit together (T3), from the error's type."""
    if error == "before_event":
        found = message(N_("before {first}"), first=event)
        return Reason(field, found, message(N_("the same day or a later one")))
    found = message(N_("more than {days} days after {first}"), days=MOST_DAYS, first=event)
    return Reason(field, found, message(N_("at most {days} days later"), days=MOST_DAYS))


def width_reason(found: int, expected: int) -> Reason:
    """Return why a row of the wrong width does not fit."""
    return Reason(
        "",
        message(N_("cells in the row: {n}"), n=found),
        message(N_("as many as in the header: {n}"), n=expected),
    )


def unclosed_reason() -> Reason:
    """Return why a row with a quote that never closes does not fit."""
    return Reason("", message(N_("a quote that is never closed")), message(N_("quotes in pairs")))
