"""The files of worked cases, read and checked.

Takes the folder of a référentiel and, where it can be used, its value; gives `Filed` cases and
findings. Conventions owned here: a file is named like the indicator its cases are about; a record
keeps the line it stands on in the file.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError
from yaml.nodes import ScalarNode

from qualstat.declarations.documents import Document, read_document
from qualstat.declarations.explain import Refusal, explained, refusals
from qualstat.declarations.nodes import line_and_column
from qualstat.declarations.slips import Slip, Where, among
from qualstat.findings import N_, Finding, cut, message
from qualstat.referentiel.cases import Cases, WorkedCase
from qualstat.referentiel.indicators import Indicator
from qualstat.referentiel.mending import mended, standing
from qualstat.referentiel.model import Referentiel
from qualstat.registers import REGISTERS, Register, values
from qualstat.spelling import fold

FOLDER, ENDING = "cases", ".yaml"


@dataclass(frozen=True)
class Record:
    """One record of a case: its line in the file, and its cells by column of the register."""

    line: int
    text: str
    cells: dict[str, str]
    register: str


@dataclass(frozen=True)
class Filed:
    """A case, the indicator it is about, its records, and where it stands."""

    indicator: str
    case: WorkedCase
    records: Sequence[Record]
    file: str
    line: int


@dataclass(frozen=True)
class _Sheet:
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


def read(root: Path, held: Referentiel | None) -> tuple[list[Filed], list[Finding]]:
    """Return the cases that can be worked, and every finding on the files."""
    cases: list[Filed] = []
    findings: list[Finding] = []
    top = root.resolve()
    for path in sorted((top / FOLDER).glob(f"[!.]*{ENDING}")):
        document, wrong = read_document(path, f"{top.name}/{FOLDER}/{path.name}")
        found, said = ([], []) if wrong else _file(path.stem, document, held)
        cases += found
        findings += [*wrong, *said]
    if held is not None:  # in the order of the référentiel
        order = list(held.indicators)
        cases.sort(key=lambda one: order.index(one.indicator))
    return cases, findings


def _file(
    name: str, document: Document, held: Referentiel | None
) -> tuple[list[Filed], list[Finding]]:
    if document.data is None:
        found, expected = message(N_("the file declares nothing")), message(N_("at least one case"))
        return [], [document.finding(Slip("empty-file", (), found, expected))]
    declared, refused = _declared(document)
    findings = [explained(one, document, Cases) for one in refused]
    sheet = _Sheet(document, [standing(document.data, one.where) for one in refused])
    if held is None:
        false = (slip for place, case in enumerate(declared) for slip in _arithmetic(place, case))
        kept = [document.finding(one) for one in false if not sheet.spoilt(one.where)]
        return [], [*findings, *kept]
    indicator = held.indicators.get(name)
    if indicator is None:
        found = message(N_("“{name}” is not an indicator"), name=cut(name))
        slip = Slip("unknown-indicator", (), found)
        return [], [*findings, document.finding(among(slip, name, held.indicators))]
    cases, said = _cases(indicator, sheet, held, declared)
    return cases, [*findings, *said]


def _declared(document: Document) -> tuple[Sequence[WorkedCase], list[Refusal]]:
    """Return the cases of a file, those of bad form put right, and what was refused of them."""
    try:
        return Cases.model_validate(document.data).root, []
    except ValidationError as error:
        found = refusals(error)
        value, since = mended(Cases, document.data, found)
        return value.root if value else (), [*found, *since]


def _cases(
    indicator: Indicator, sheet: _Sheet, held: Referentiel, declared: Sequence[WorkedCase]
) -> tuple[list[Filed], list[Finding]]:
    cases: list[Filed] = []
    findings: list[Finding] = []
    document = sheet.document
    for place, case in enumerate(declared):
        slips = [*_wrong(place, case, held), *_odd_names(place, case, indicator, held)]
        slips = [one for one in slips if not sheet.spoilt(one.where[:2])]
        records, wrong = list[Record](), list[Finding]()
        for name, text, where in _tables(place, case, indicator):
            if sheet.spoilt(where):
                continue
            start = _first_line(document, where)
            found, said = _records(indicator, case, sheet, (REGISTERS[name], text, start))
            if said and _on_one_line(document, where):
                said = [document.finding(_folded(where))]
            records, wrong = [*records, *found], [*wrong, *said]
        findings += [*(document.finding(slip) for slip in slips), *wrong]
        if not (slips or wrong or sheet.spoilt((place,))):
            line, _ = line_and_column(document.at((place, "case"))[1])
            cases.append(Filed(indicator.id, case, records, document.file, line))
    return cases, findings


def _wrong(place: int, case: WorkedCase, held: Referentiel) -> Iterator[Slip]:
    if case.site not in held.sites:
        found = message(N_("“{name}” is not a site"), name=cut(case.site))
        yield among(Slip("unknown-site", (place, "site"), found), case.site, held.sites)
    yield from _arithmetic(place, case)


def _arithmetic(place: int, case: WorkedCase) -> Iterator[Slip]:
    if not case.expected.comes_out:
        found = message(N_("“{text}” does not come out"), text=cut(case.expected.text))
        unit = case.expected.unit_written  # as the author writes it
        text = "{number}{unit}" if unit.startswith("/") or not unit else "{number}\u00a0{unit}"
        expected = message(text, number=case.expected.result, unit=unit)
        yield Slip("case-arithmetic", (place, "expected"), found, expected)


def _odd_names(
    place: int, case: WorkedCase, indicator: Indicator, held: Referentiel
) -> Iterator[Slip]:
    """Yield the registers that the indicator does not read, and the categories it does not have."""
    registers = held.registers(indicator) - {indicator.register_name}
    parts = {one.id.removeprefix(f"{indicator.id}."): 0 for one in held.categories(indicator.id)}
    for key, given, known, text in (
        ("others", case.others, sorted(registers), N_("“{name}” is no other register it reads")),
        ("categories", case.categories, list(parts), N_("“{name}” is not one of its categories")),
    ):
        for name in given:
            if name not in known:
                found = message(text, name=cut(name))
                slip = Slip("case-table", (place, key, name), found, at_key=True)
                yield among(slip, name, known) if known else slip


def _tables(place: int, case: WorkedCase, indicator: Indicator) -> Iterator[tuple[str, str, Where]]:
    """Yield the tables of a case: the register of each, its text and where it stands."""
    yield indicator.register_name, case.records, (place, "records")
    for name, text in case.others.items():
        if name in REGISTERS:
            yield name, text, (place, "others", name)


def _first_line(document: Document, where: Where) -> int:
    """Return the line of the first line of the records: under the mark of a block, or its own."""
    _, node = document.at(where)
    assert isinstance(node, ScalarNode)
    return node.start_mark.line + (2 if node.style in ("|", ">") else 1)


def _on_one_line(document: Document, where: Where) -> bool:
    """Tell whether YAML made one line of a table, as it does without a mark."""
    _, node = document.at(where)
    return isinstance(node, ScalarNode) and node.style != "|" and len(node.value.splitlines()) == 1


def _folded(where: Where) -> Slip:
    found = message(N_("the lines of the table were read as one"))
    text = N_("“|” at the end of the line of “{key}”, then one of columns, then one a record")
    expected = message(text, key=str(where[-1]))
    return Slip("case-table", where, found, expected, at_key=True)


def _records(
    indicator: Indicator, case: WorkedCase, sheet: _Sheet, table: tuple[Register, str, int]
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


def _unknown_column(name: str, columns: Sequence[str], sheet: _Sheet, line: int) -> Finding:
    found = message(N_("“{name}” is not a column of this register"), name=cut(name))
    return sheet.wrong(line, name, among(Slip("case-table", (), found), name, columns))


def _wrong_cells(line: int, text: str, width: int, sheet: _Sheet) -> Finding:
    found = message(N_("{count} cells"), count=len(text.split(";")))
    expected = message(N_("{count} cells, as in the first line of the table"), count=width)
    return sheet.wrong(line, text, Slip("case-table", (), found, expected))


def _no_table(sheet: _Sheet, line: int) -> Finding:
    found = message(N_("the table holds nothing"))
    expected = message(N_("a first line of columns, then one line a record"))
    return sheet.wrong(line, "records", Slip("case-table", (), found, expected))
