"""Reasons: why a row does not fit its register, in words.

Takes what the model says of a cell; gives `Reason` values. Convention owned here: a reason names
the column as the export calls it, and quotes the cell as it stands there.
"""

from msgspec import Struct

from qualstat.exports.table import Fault, Faulty
from qualstat.findings import N_, Message, cut, meant, message
from qualstat.registers import KnownSites, Register
from qualstat.registers.record import MOST_DAYS
from qualstat.registers.values import codes, timed
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


class Reason(Struct, frozen=True):
    """Why a row does not fit: where, what was found and expected, the nearest right spelling."""

    column: str
    found: Message
    expected: Message
    advice: Message | None = None


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
    if field == "site":
        expected = message(N_("a site of the référentiel: {allowed}"), allowed=list(allowed))
    else:
        expected = message(N_("one of {allowed}"), allowed=list(allowed))
    return Reason(field, found, expected, meant(likely))


def _form(register: Register, field: str) -> str:
    """Return what a field that is not coded may hold."""
    if field == register.event:
        return MOMENT if timed(register, field) else DATE
    if field in register.dates:
        return DATE_OR_NOTHING
    return COUNT if field == register.weight else SECONDS


def order_reason(column: str, event: str, error: str) -> Reason:
    """Return why two dates do not fit together (T3), from the error's type."""
    if error == "before_event":
        found = message(N_("before {first}"), first=event)
        return Reason(column, found, message(N_("the same day or a later one")))
    found = message(N_("more than {days} days after {first}"), days=MOST_DAYS, first=event)
    return Reason(column, found, message(N_("at most {days} days later"), days=MOST_DAYS))


FAULTS: dict[Fault, tuple[str, str]] = {
    "width": (N_("cells in the row: {n}"), N_("as many as in the header: {expected}")),
    "unclosed": (N_("a quote that is never closed"), N_("quotes in pairs")),
    "untimed": (
        N_("the time of an event cannot be read, so that its case has no order"),
        N_("a time in one of the forms that the profile declares"),
    ),
    "undecodable": (
        N_("bytes that are no text in the encoding of the file"),
        N_("text in one encoding; say which in a profile (“encoding”)"),
    ),
}


def fault_reason(row: Faulty, width: int) -> Reason:
    """Return why a row that has no cells to go by does not fit."""
    found, expected = FAULTS[row.fault]
    told = {"n": len(row.cells), "expected": width} if row.fault == "width" else {}
    return Reason("", message(found, **told), message(expected, **told))
