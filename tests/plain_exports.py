"""Exports in the plain form, and what the registers' models say of their rows, one by one.

Gives the columns that the program reads of a text, and holds them against the models.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from pydantic import ValidationError

from qualstat.exports import texts
from qualstat.exports.place import Place
from qualstat.exports.table import Table
from qualstat.periods import day_number
from qualstat.reading.columns import Columns, SourceReader
from qualstat.reading.reasons import Reason, cell_reason, order_reason
from qualstat.registers import KnownSites, Register
from qualstat.registers.record import Record
from qualstat.registers.values import BLANK, OPEN, codes
from qualstat.sources.loader import load
from qualstat.sources.needs import wanted
from qualstat.sources.profile import Profile

SITES = ("aix", "istres", "prefecture", "saint-denis", "cayenne")
KNOWN = KnownSites(
    {site.replace("-", "_"): site for site in SITES},
    dict.fromkeys(SITES[:3], "Europe/Paris")
    | {"saint-denis": "Indian/Reunion", "cayenne": "America/Cayenne"},
)
WHOLE = 8 << 20


def profile_of(register: str) -> Profile:
    """Return the profile of the plain form of a register."""
    found = load(None)[0].named(f"plain-{register}")
    assert found is not None
    return found


def table(folder: Path, register: str, content: str | bytes, size: int = WHOLE) -> Table:
    """Write an export in the plain form, and open it."""
    path = folder / "register.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    profile = profile_of(register)
    return texts.table(Place(path), path.name, profile.layout, wanted(profile), size=size)


def read(folder: Path, register: str, content: str | bytes, size: int = WHOLE) -> list[Columns]:
    """Return the columns of an export in the plain form."""
    opened = table(folder, register, content, size)
    return list(SourceReader(profile_of(register), KNOWN).read(opened)[1])


def number(register: Register, name: str, value: object) -> int:
    """Return a value of the model as a tally holds it."""
    if name == "site":
        return SITES.index(str(value))
    if isinstance(value, datetime):
        return day_number(value.date())
    if isinstance(value, date):
        return day_number(value)
    if known := codes(register, name):
        return 0 if value is None else known.index(str(value)) + 1
    if value is None:
        return OPEN if name.endswith("_le") else BLANK
    assert isinstance(value, int | float)
    return int(value)


@dataclass
class Judged:
    """What the model says of a text, by line: the records, or why a row is none."""

    accepted: dict[int, Record] = field(default_factory=dict)
    refused: dict[int, Reason | None] = field(default_factory=dict)  # None: for its width
    cells: dict[int, list[str]] = field(default_factory=dict)


def judged(register: Register, text: str) -> Judged:
    """Return what the model says of the rows of a text, one by one."""
    found, told = csv.reader(io.StringIO(text, newline=""), delimiter=";"), Judged()
    names, line = next(found), found.line_num + 1
    for row in found:
        if any(cell.strip() for cell in row):
            told.cells[line] = row
            held = dict(zip(names, row, strict=False))
            try:
                if len(row) != len(names):
                    told.refused[line] = None
                else:
                    told.accepted[line] = record(register, held)
            except ValidationError as error:
                told.refused[line] = reason(register, held, error)
        line = found.line_num + 1
    return told


def record(register: Register, row: Mapping[str, str]) -> Record:
    """Return a row as the model takes it; columns it does not know are for nobody."""
    known = {name: cell for name, cell in row.items() if name in register.columns}
    return register.model.model_validate(known, context={"sites": KNOWN})


def reason(register: Register, row: Mapping[str, str], error: ValidationError) -> Reason:
    """Return the words for the first thing that the model says against a row."""
    first = error.errors()[0]
    if not first["loc"]:
        return order_reason(first["ctx"]["field"], register.event, first["type"])
    name = str(first["loc"][0])
    return cell_reason(register, name, row[name], first["type"], KNOWN)


def hold_against(blocks: list[Columns], register: Register, told: Judged) -> None:
    """Hold the columns of an export against what the model says of its rows."""
    rejected = [row for block in blocks for row in block.rejected]
    assert [(row.line, row.reason if row.reason.column else None) for row in rejected] == list(
        told.refused.items()
    )
    assert [list(row.cells()) for row in rejected] == [told.cells[line] for line in told.refused]
    assert sum(one.read for one in blocks) == len(told.accepted) + len(told.refused)
    assert sum(one.left_out for one in blocks) == 0
    assert [line for block in blocks for line in block.lines.tolist()] == list(told.accepted)
    shown = [block.cells(row) for block in blocks for row in range(len(block.lines))]
    assert shown == [told.cells[line] for line in told.accepted]
    records = list(told.accepted.values())
    for name in set(register.columns) - {register.reference, register.service}:
        held = [value for block in blocks for value in block.numbers[name].tolist()]
        assert held == [number(register, name, getattr(one, name)) for one in records]
    if register.reference:
        held = [one for block in blocks for one in block.references.to_pylist()]
        assert held == [getattr(one, register.reference) for one in records]
    if register.service:
        some = [block.services for block in blocks]
        held = [labels[place] for places, labels in some for place in places]
        assert held == [getattr(one, register.service) for one in records]
