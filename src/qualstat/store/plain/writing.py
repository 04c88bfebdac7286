"""Writing: a store as plain CSV files in a folder.

Takes a store and an empty folder; gives what was written. Conventions owned here: `;` and UTF-8
with its mark, as spreadsheets in France open it; the key of the digests stays out of it unless it
is asked for, and then stands in a file of its own; `meta.csv` tells the versions, and the SHA-256
of every other file.
"""

import csv
import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
from msgspec import Struct

import qualstat
from qualstat.registers import REGISTERS
from qualstat.store import keys, schema
from qualstat.store.database import Store
from qualstat.store.packed import CELL, DIGEST, LINE, ROWS, N, ledger_rows, unpacked_tally
from qualstat.store.plain import waits, words
from qualstat.store.plain.parts import (
    META,
    PARTS,
    TABLE,
    Part,
    cells_file,
    ledger_file,
    waits_file,
)
from qualstat.tallies.cells import Tally, dimensions

FORM = 1  # of the export; a change that an older qualstat cannot read is another number
ENCODING, SEPARATOR = "utf-8-sig", ";"
META_FILE, KEY_FILE = "meta.csv", "store.key"
FORM_NAME, SCHEMA_NAME, MADE_BY, DIGEST_OF = "export", "schema", "qualstat", "sha256 "
DIGESTS = ("digest", "cell", "line")


class Written(Struct, frozen=True):
    """What an export holds: the rows of each file, whether digests, and whether their key."""

    rows: dict[str, int]
    digests: bool
    key: bool


class _Files:
    """The CSV files of a folder while they are written."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.rows: dict[str, int] = {}
        self._folder, self._stack = folder, stack
        self._writers: dict[str, Any] = {}

    def add(self, name: str, columns: Sequence[str]) -> None:
        """Begin a file."""
        stream = self._stack.enter_context(
            (self._folder / name).open("w", encoding=ENCODING, newline="")
        )
        self._writers[name] = csv.writer(stream, delimiter=SEPARATOR, lineterminator="\n")
        self._writers[name].writerow(columns)
        self.rows[name] = 0

    def write(self, name: str, rows: Sequence[Sequence[str]]) -> None:
        """Add rows to a file."""
        self._writers[name].writerows(rows)
        self.rows[name] += len(rows)


def write(store: Store, folder: Path, *, with_key: bool) -> Written:
    """Write a store as CSV into a folder, which it has to itself."""
    with store.reading(), ExitStack() as stack:
        files = _Files(folder, stack)
        for part in PARTS:
            if part is not META:
                _part(store, part, files)
        meta = store.connection.execute(META.select).fetchall()
    key = store.key() if with_key else ""
    if key:
        number = os.open(folder / KEY_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, keys.RIGHTS)
        with os.fdopen(number, "w", encoding="ascii") as stream:
            stream.write(key + "\n")
    with ExitStack() as stack:
        last = _Files(folder, stack)
        last.add(META_FILE, list(META.columns))
        own = [(FORM_NAME, str(FORM)), (SCHEMA_NAME, str(schema.VERSION)),
               (MADE_BY, qualstat.__version__)]  # fmt: skip
        sums = [(DIGEST_OF + name, digest_of(folder / name)) for name in files.rows]
        last.write(META_FILE, [*own, *((n, words.shown(v)) for n, v in meta), *sums])
    digests = any(files.rows[ledger_file(one)] for one in PARTS if one.name == TABLE)
    return Written(files.rows, digests=digests, key=bool(key))


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def columns_of(part: Part, register: str) -> list[str]:
    """Return the columns of the cells of a part and a register."""
    return [*part.key, CELL, *dimensions(REGISTERS[register]), ROWS, N]


def _part(store: Store, part: Part, files: _Files) -> None:
    """Write a table, with its cells and its digests."""
    name = f"{part.name}.csv"
    files.add(name, list(part.columns))
    if part.cells:
        for register in REGISTERS:
            files.add(cells_file(part, register), columns_of(part, register))
        files.add(ledger_file(part), [*part.key, *DIGESTS])
        for register in waits.WAITED:
            files.add(waits_file(part, register), waits.columns_of(part, register))
    for row in store.connection.execute(part.select):
        held = dict(zip(part.columns, row, strict=False))
        said = {one: words.blank_or(value) for one, value in held.items()}
        files.write(name, [list(said.values())])
        if part.cells:
            _cells(part, held, [said[one] for one in part.key], row[len(part.columns) :], files)


def _cells(
    part: Part, held: dict[str, Any], key: list[str], blobs: Sequence[bytes | None], files: _Files
) -> None:
    """Write the cells of a row, and its digests."""
    sites = words.site_names(held["sites"])
    file, (tally, ledger, waited) = cells_file(part, held["register"]), blobs
    if tally is not None:
        loose = unpacked_tally(tally)
        files.write(file, list(_rows(held["register"], loose, sites, key, numbered=False)))
    if ledger is not None:
        cells, digests = ledger_rows(ledger)
        files.write(file, list(_rows(held["register"], cells, sites, key, numbered=True)))
        columns = [digests[one].tolist() for one in (DIGEST, CELL, LINE)]
        files.write(
            ledger_file(part),
            [(*key, words.digest(one), str(cell), str(line))
             for one, cell, line in zip(*columns, strict=True)],
        )  # fmt: skip
    if waited is not None:
        rows = waits.rows(held["register"], unpacked_tally(waited), sites, key)
        files.write(waits_file(part, held["register"]), list(rows))


def _rows(
    register: str, tally: Tally, sites: Sequence[str], key: list[str], *, numbered: bool
) -> Iterator[Sequence[str]]:
    """Yield the cells of a tally as rows; those of a ledger are numbered."""
    known = REGISTERS[register]
    columns = [
        words.texts(known, name, tally.keys[name], sites, tally.services)
        for name in dimensions(known)
    ]
    count = len(tally.rows)
    numbers = [str(one) for one in range(count)] if numbered else [""] * count
    counts = [[str(one) for one in np.asarray(held).tolist()] for held in (tally.rows, tally.n)]
    for row in zip(numbers, *columns, *counts, strict=True):
        yield [*key, *row]
