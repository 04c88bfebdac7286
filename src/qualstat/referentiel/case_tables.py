"""The tables of worked cases: the records of one register, written under a case.

Takes the text of a table and the sheet it stands on; gives `Record` values and findings.
Conventions owned here: a record keeps the line it stands on in the file; a column that a table
leaves out holds the usual code.
"""

from collections.abc import Sequence

from msgspec import Struct

from qualstat.declarations.documents import Document
from qualstat.declarations.slips import Slip, Where, among
from qualstat.findings import N_, Finding, cut, message
from qualstat.referentiel.cases import WorkedCase
from qualstat.referentiel.indicators import Indicator
from qualstat.registers import Register, values
from qualstat.spelling import fold


class Record(Struct, frozen=True):
    """One record of a case: its line in the file, and its cells by column of the register."""

    line: int
    text: str
    cells: dict[str, str]
    register: str


class Sheet(Struct, frozen=True):
    """A file of cases, and the places that were refused in it."""

    document: Document
    refused: Sequence[Where] = ()

    def spoilt(self, where: Where) -> bool:
        """Whether what stands under a key of a case was refused, or a part of it."""
        return any(one[: len(where)] == where[: len(one)] for one in self.refused)

    def wrong(self, line: int, word: str, slip: Slip) -> Finding:
        """Return the finding of a slip at a word of a line."""
        column = self.document.lines[line - 1].find(word) + 1
        return Finding(slip.rule, slip.severity, slip.found, slip.expected, slip.advice,
                       self.document.file, line, str(max(column, 1)))  # fmt: skip


def filled(
    indicator: Indicator, case: WorkedCase, sheet: Sheet, table: tuple[Register, str, int]
) -> tuple[list[Record], list[Finding]]:
    """Return the records of a table, every column filled, and what is wrong with it."""
    register, written, start = table
    lines = [(start + place, line.strip()) for place, line in enumerate(written.splitlines())]
    lines = [(line, text) for line, text in lines if text]
    columns = list(register.model.model_fields)
    spelled = {fold(name): name for name in columns}
    if not lines:
        return [], [_no_table(sheet, start)]
    (top, header), rows = lines[0], lines[1:]
    typed = [one.strip() for one in header.split(";")]
    wrong = [_unknown_column(one, columns, sheet, top) for one in typed if fold(one) not in spelled]
    wrong += [_wrong_cells(line, text, len(typed), sheet) for line, text in rows
              if len(text.split(";")) != len(typed)]  # fmt: skip
    if wrong:
        return [], wrong
    names = [spelled[fold(one)] for one in typed]
    usual = {name: _usual(indicator, register, case, name) for name in columns}
    found = [
        Record(
            line,
            text,
            usual | dict(zip(names, map(str.strip, text.split(";")), strict=True)),
            register.name,
        )
        for line, text in rows
    ]
    return found, []


def _usual(indicator: Indicator, register: Register, case: WorkedCase, column: str) -> str:
    """Return what a column holds that a table leaves out."""
    if column == "site":
        return case.site
    if column in indicator.scope:
        return indicator.scope[column][0]
    codes = values.codes(register, column)
    field = register.model.model_fields[column]
    return codes[0] if codes and field.is_required() and not _optional(register, column) else ""


def _optional(register: Register, column: str) -> bool:
    return type(None) in getattr(register.model.model_fields[column].annotation, "__args__", ())


def _unknown_column(name: str, columns: Sequence[str], sheet: Sheet, line: int) -> Finding:
    found = message(N_("“{name}” is not a column of this register"), name=cut(name))
    return sheet.wrong(line, name, among(Slip("case-table", (), found), name, columns))


def _wrong_cells(line: int, text: str, width: int, sheet: Sheet) -> Finding:
    found = message(N_("{count} cells"), count=len(text.split(";")))
    expected = message(N_("{count} cells, as in the first line of the table"), count=width)
    return sheet.wrong(line, text, Slip("case-table", (), found, expected))


def _no_table(sheet: Sheet, line: int) -> Finding:
    found = message(N_("the table holds nothing"))
    expected = message(N_("a first line of columns, then one line a record"))
    return sheet.wrong(line, "records", Slip("case-table", (), found, expected))
