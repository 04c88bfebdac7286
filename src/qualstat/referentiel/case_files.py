"""The files of worked cases, read and checked.

Takes the folder of a référentiel and, where it can be used, its value; gives `Filed` cases and
findings. Convention owned here: a file is named like the indicator its cases are about.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from pydantic import ValidationError
from yaml.nodes import ScalarNode

from qualstat.declarations.documents import Document, read_document
from qualstat.declarations.explain import Refusal, explained, refusals
from qualstat.declarations.nodes import line_and_column
from qualstat.declarations.slips import Slip, Where, among
from qualstat.findings import N_, Finding, cut, message
from qualstat.referentiel.case_tables import Record, Sheet, filled
from qualstat.referentiel.cases import Cases, WorkedCase
from qualstat.referentiel.indicators import Indicator
from qualstat.referentiel.mending import mended, standing
from qualstat.referentiel.model import Referentiel
from qualstat.registers import REGISTERS

FOLDER, ENDING = "cases", ".yaml"


class Filed(Struct, frozen=True):
    """A case, the indicator it is about, its records, and where it stands."""

    indicator: str
    case: WorkedCase
    records: Sequence[Record]
    file: str
    line: int


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
    sheet = Sheet(document, [standing(document.data, one.where) for one in refused])
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
    indicator: Indicator, sheet: Sheet, held: Referentiel, declared: Sequence[WorkedCase]
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
            found, said = filled(indicator, case, sheet, (REGISTERS[name], text, start))
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
