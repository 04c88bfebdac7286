"""Reading: a file of published figures as typed rows.

Takes where a file is, and the référentiel; gives a `Sheet` and findings. Conventions owned here:
any text file or workbook will do; a line that cannot be understood is left out, with its reason,
and the others are read.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from msgspec import Struct

from qualstat.exports.layout import Layout
from qualstat.exports.opening import opened
from qualstat.exports.place import Place
from qualstat.exports.table import Table
from qualstat.findings import N_, Finding, Message, cut, message
from qualstat.published import amounts
from qualstat.published.columns import WANTED, places
from qualstat.published.names import Unknown, indicator, period, site
from qualstat.published.values import Mark, Row, Sheet
from qualstat.referentiel import Referentiel

T = TypeVar("T")
LARGEST = 10**12


class Read(Struct, frozen=True):
    """What a file gave: its rows, what is wrong with it, and the sheets that are no table."""

    sheet: Sheet
    findings: tuple[Finding, ...]
    rejected: int
    unread: tuple[str, ...] = ()


def read(place: Place, file: str, referentiel: Referentiel) -> Read:
    """Return the rows of a file; raises `Unreadable` where it has none."""
    found = opened(place, file, Layout(ragged=True), WANTED)
    rows: list[Row] = []
    findings: list[Finding] = []
    columns: dict[str, str] = {}
    for table in found.tables:
        where, said = places(table.header, table.name, table.seen.header_line)
        findings += said
        names = {name: table.header[place] for name, place in where.items()}
        columns |= names
        if not any(one.severity == "blocking" for one in said):
            for line, texts in _lines(table, where):
                try:
                    rows.append(_row(line, texts, referentiel))
                except Unknown as unknown:
                    findings.append(unknown.finding(table.name, line, names))
    rejected = sum(one.line is not None and one.severity == "warning" for one in findings)
    sheet = Sheet(file, columns, tuple(rows), referentiel)
    return Read(sheet, tuple(findings), rejected, found.unread_sheets)


def _lines(table: Table, where: Mapping[str, int]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the lines that are not blank: their number and their cells, by column."""
    taken = sorted(where.values())
    for batch in table.batches(taken, taken):
        held = {name: batch.columns[place].to_pylist() for name, place in where.items()}
        for row, line in enumerate(batch.lines.tolist()):
            texts = {name: cells[row].strip() for name, cells in held.items()}
            if any(texts.values()):
                yield line, texts
        for faulty in batch.faulty:
            cells = [*faulty.cells, *[""] * len(table.header)]
            yield faulty.line, {name: cells[place] for name, place in where.items()}


def _row(line: int, texts: Mapping[str, str], referentiel: Referentiel) -> Row:
    """Return the row of some cells; raises `Unknown` where one cannot be understood."""
    where = site(referentiel, texts["site"])
    what = indicator(referentiel, texts["indicator"], texts.get("heading", ""))
    when = period(texts["period"])
    value, face = amounts.apart(texts["value"])
    if said := amounts.aside(value):
        raise _within(said, value)
    unit = texts.get("unit", "")
    mark: Mark | None = _cell(texts, "verdict", amounts.mark, N_("oui or non, a face, or nothing"))
    return Row(
        line=line, site=where, indicator=referentiel.own(what, where), period=when,
        value=_cell({"value": value}, "value", lambda text: amounts.amount(text, unit), AMOUNT),
        numerator=_count(texts, "numerator"),
        denominator=_count(texts, "denominator"),
        promise=_cell(texts, "objective", amounts.promise, N_("a level, as in < 15 j or 95 %")),
        mark=mark or (amounts.mark(face) if face else None),
        previous=_cell(texts, "previous", lambda text: amounts.amount(text, unit), AMOUNT),
        previous_mark=_cell(texts, "previous_verdict", amounts.mark, N_("oui, non, or nothing")),
        change=_cell(texts, "change", amounts.amount, N_("a number, as in +1,5")),
        stated=amounts.stated(value),
        texts=texts,
    )  # fmt: skip


AMOUNT = N_("a number with its unit, as in 12,83 %, 3,5 j or 1 262")


def _cell(
    texts: Mapping[str, str], column: str, typed: Callable[[str], T | None], expected: str
) -> T | None:
    """Return what a cell says; None where it says that nothing is there."""
    text = texts.get(column, "")
    if amounts.blank(text):
        return None
    found = typed(text)
    if found is None:
        raise Unknown(column, _quoted(text), message(expected))
    return found


def _count(texts: Mapping[str, str], column: str) -> int | None:
    def typed(text: str) -> int | None:
        held = amounts.amount(text)
        whole = held is not None and not held.unit and held.number.denominator == 1
        return int(held.number) if held and whole and 0 <= held.number < LARGEST else None

    return _cell(texts, column, typed, N_("a whole number"))


def _quoted(text: str) -> Message:
    return message(N_("“{text}” cannot be read"), text=cut(text))


def _within(said: str, text: str) -> Unknown:
    return Unknown(
        "value",
        message(N_("the period stands in the cell of the value: “{text}”"), text=cut(text)),
        message(N_("a number alone, and the period in its column")),
        message(N_("write the months of “{said}” in the period, as in 2018-04..2018-12"),
                said=cut(said)),
        rule="period-in-value",
    )  # fmt: skip
