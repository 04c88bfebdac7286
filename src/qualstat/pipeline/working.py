"""Working cases: the figure that a few records give, against the one expected.

Takes the folder of a référentiel and its worked cases; gives `Worked` values. Convention owned
here: a case goes through the rooms that a real register goes through; its records are a file of the
plain form, alone in a folder that is gone afterwards.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from qualstat.engines.local import count_files
from qualstat.explanations import Row
from qualstat.findings import N_, Finding, Message, message
from qualstat.periods import months_period
from qualstat.pipeline.explanation import rows_of_figure
from qualstat.pipeline.gathering import Gathered, named
from qualstat.pipeline.known_days import known_until
from qualstat.pipeline.request import Request
from qualstat.reading.rejects import Reject
from qualstat.referentiel.case_files import Filed
from qualstat.referentiel.case_tables import Record
from qualstat.referentiel.loader import load
from qualstat.referentiel.model import Referentiel
from qualstat.registers import REGISTERS
from qualstat.scorecards import Figure
from qualstat.scorecards.figures import figure

Place = tuple[str, int]  # a file and a line of it
COUNTS = ("pending", "overdue", "excluded")
UNLIKE = {
    "pending": N_("{given} pending, {expected} expected"),
    "overdue": N_("{given} overdue, {expected} expected"),
    "excluded": N_("{given} excluded, {expected} expected"),
}


class Told(Struct, frozen=True):
    """A record and what became of it: counted as a row, or refused for a reason, or neither.

    `row` is known of the records of a case that does not hold.
    """

    record: Record
    row: Row | None = None
    refused: Finding | None = None


class Worked(Struct, frozen=True):
    """A case, its figure, what became of each record, and in what the figure is not as expected."""

    filed: Filed
    figure: Figure
    records: tuple[Told, ...]
    unlike: tuple[Message, ...]

    @property
    def holds(self) -> bool:
        """Whether the figure is the one expected."""
        return not self.unlike


def work(folder: Path, cases: Sequence[Filed]) -> Iterator[Worked]:
    """Yield each case, worked; raises `ReferentielError` where the référentiel is unusable."""
    held, _ = load(folder)
    for filed in cases:
        with TemporaryDirectory() as place:
            yield _worked(filed, held, Path(place), folder)


def _worked(filed: Filed, held: Referentiel, place: Path, folder: Path) -> Worked:
    case, indicator = filed.case, held.indicators[filed.indicator]
    period = months_period(case.period.first, case.period.last)
    _write(filed, place, held)
    request = Request(folder, place, (case.site,), period, as_of=case.as_of,
                      indicators=(indicator.id,))  # fmt: skip
    files, _ = named(request)
    rejects: list[Reject] = []
    counted = count_files(files, held.known_sites, reject=rejects.append)
    as_of = known_until(counted, case.as_of)
    parts = held.categories(indicator.id)
    gathered = Gathered(request, held, (case.site,), (indicator, *parts), counted, as_of, period,
                        (), tuple(files))  # fmt: skip
    basis = gathered.basis([period])
    made = figure(basis, case.site, (case.site,), period, indicator)
    refused = {(one.file, one.row.line): one.finding() for one in rejects}
    by_part = [figure(basis, case.site, (case.site,), period, one) for one in parts]
    unlike = (*_unlike(filed, made, refused=len(refused)), *_categories(filed, by_part))
    rows: dict[Place, Row] = {}
    if unlike:  # they are read again, and nobody asks where the records of the others count
        found = rows_of_figure(gathered, basis, indicator, period)
        rows = {(one.file, one.line): one for one in found}
    told = tuple(Told(one, rows.get(where), refused.get(where))
                 for one, where in zip(filed.records, _places(filed), strict=True))  # fmt: skip
    return Worked(filed, made, told, tuple(unlike))


def _places(filed: Filed) -> Iterator[Place]:
    """Yield the file and the line at which each record was written."""
    written: Counter[str] = Counter()
    for one in filed.records:
        written[one.register] += 1
        yield REGISTERS[one.register].pattern.replace("*", ""), 1 + written[one.register]


def _categories(filed: Filed, made: Sequence[Figure]) -> Iterator[Message]:
    """Yield each category of a volume that is not the one expected."""
    counted = {one.indicator.id.removeprefix(f"{filed.indicator}."): one.measure.numerator or 0
               for one in made}  # fmt: skip
    for name, wanted in filed.case.categories.items():
        if counted[name] != wanted:
            yield message(N_("{given} in “{name}”, {expected} expected"), given=counted[name],
                          name=name, expected=wanted)  # fmt: skip


def _write(filed: Filed, place: Path, held: Referentiel) -> None:
    """Write the records as exports of the plain form, one a register."""
    for name in held.registers(held.indicators[filed.indicator]):
        register = REGISTERS[name]
        path = place / register.pattern.replace("*", "")
        with path.open("w", encoding="utf-8", newline="") as stream:
            sheet = csv.DictWriter(stream, list(register.columns), delimiter=";")
            sheet.writeheader()
            sheet.writerows(one.cells for one in filed.records if one.register == name)


def _unlike(filed: Filed, made: Figure, *, refused: int) -> Iterator[Message]:
    """Yield each thing in which a figure is not the one expected."""
    expected, measure = filed.case.expected, made.measure
    if refused > 1:
        yield message(N_("{count} records are refused"), count=refused)
    elif refused:
        yield message(N_("a record is refused"))
    if expected.state != measure.state:
        yield message(N_("the figure is another one"))
    elif measure.state == "measured":
        base = expected.denominator
        other = base is not None and base != measure.denominator
        unit = expected.unit and expected.unit != made.indicator.unit
        if expected.numerator != measure.numerator or other or unit:
            yield message(N_("the figure is another one"))
    for name in COUNTS:
        given, wanted = getattr(measure, name), getattr(filed.case, name)
        if wanted is not None and wanted != (given or 0):
            yield message(UNLIKE[name], given=given or 0, expected=wanted)


def failed(one: Worked, said: Message) -> Finding:
    """Return the finding of a case that does not hold; `said` is the figure that it gives."""
    return Finding(
        rule="failed-case",
        severity="blocking",
        found=message(N_("“{case}” gives {said}"), case=one.filed.case.case, said=said),
        expected=message("{said}", said=one.filed.case.expected.text),
        file=one.filed.file,
        line=one.filed.line,
    )


__all__ = ["Told", "Worked", "failed", "work"]
