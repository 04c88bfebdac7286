"""Rejects: the rejected rows as files that people repair and send back.

Takes a folder; gives the function that the pipeline hands each rejected row to. Conventions owned
here: one file an export, in the export's own form, with its file, line and reason added in front,
where a row of too few or too many cells cannot shift them, and a summary beside them; UTF-8 with
its mark, which spreadsheets ask for; a cell that a spreadsheet would run as a formula gets an
apostrophe; the folder is whole or not there.
"""

import csv
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from msgspec import Struct

from qualstat.cli import writing
from qualstat.cli.usage import mistake
from qualstat.findings import N_, Message, message
from qualstat.render.harmless import neutral
from qualstat.render.language import translate

if TYPE_CHECKING:  # it loads the whole house, which `--help` can do without
    from qualstat.reading.rejects import Reject

# Not “line”, whose French is the name of a column of calls: the file may be read again.
ADDED = (N_("source file"), N_("source line"), N_("column"), N_("found"), N_("expected"))
SUMMARY = "summary.csv"
SUMMED = (N_("file"), N_("column"), N_("rows"), N_("first line"), N_("found"), N_("expected"))
LONGEST_NAME = 120  # bytes: of a name, a disk takes 255
UNSAFE = re.compile(r"[^\w.,()+=@ -]")
PLAIN_SEPARATOR = ";"


def place(folder: str | None, data: Path) -> Path | None:
    """Return where the rows go; refuse early what cannot be written, or would be read again."""
    if folder is None:
        return None
    if folder in ("", "-"):
        found = message(N_("the findings go to stdout, the rows need a folder of their own"))
        raise mistake("--rejects", found, message(N_("a folder")))
    path = Path(folder)
    if path.resolve().is_relative_to(data.resolve()):
        raise writing.refused(path, message(N_("it lies in the data folder, whose files are read")))
    if path.exists() and not _ours(path):
        raise writing.refused(path, message(N_("it is there, and holds other things")))
    if not path.resolve().parent.is_dir():
        raise writing.refused(path, message(writing.NOWHERE))
    return path


def _ours(path: Path) -> bool:
    """Tell whether a folder is empty, or was written here."""
    if not path.is_dir():
        return False
    held = list(path.iterdir())
    tables = all(one.suffix == ".csv" and one.is_file() and not one.is_symlink() for one in held)
    return not held or (tables and (path / SUMMARY).exists())


@contextmanager
def kept(folder: Path | None) -> Iterator["Callable[[Reject], None] | None"]:
    """Give the function that keeps a rejected row; None when nobody wants them."""
    if folder is None:
        yield None
        return
    try:
        with tempfile.TemporaryDirectory(dir=folder.resolve().parent, prefix=".rejects-") as made:
            rows = _Rows(Path(made))
            yield rows.keep
            rows.close()
            _put(Path(made), folder)
    except OSError as error:
        raise writing.refused(folder, writing.reason(error)) from None


def _put(made: Path, folder: Path) -> None:
    """Put the files made where the folder is wanted."""
    if folder.exists():
        shutil.rmtree(folder)
    shutil.copytree(made, folder, copy_function=shutil.move)


class _Sum(Struct):
    """Rows of one export that are rejected for one reason, and the first of them."""

    rows: int
    line: int
    found: Message


class _Rows:
    """The rejected rows of one run, on their way to their files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file, self._lines = "", set[int]()
        self._table: Any = None
        self._stream: IO[str] | None = None
        self._names: set[str] = {SUMMARY}
        self._sums: dict[tuple[str, str, str, str], _Sum] = {}

    def keep(self, one: "Reject") -> None:
        """Write a rejected row, and count it."""
        if one.file != self._file or self._table is None:
            self._open(one)
        if one.row.line in self._lines:
            return  # another record of the same row: it is sent back once
        self._lines.add(one.row.line)
        reason = one.row.reason
        expected = translate(reason.expected)
        told = (one.file, one.row.line, reason.column, translate(reason.found), expected)
        self._table.writerow([neutral(str(text)) for text in (*told, *one.row.cells())])
        key = (one.file, reason.column, reason.found.text, expected)
        held = self._sums.setdefault(key, _Sum(0, one.row.line, reason.found))
        held.rows += 1

    def close(self) -> None:
        """Write the summary, and close what is open."""
        table = self._new(SUMMARY, PLAIN_SEPARATOR)
        table.writerow([translate(name) for name in SUMMED])
        for (file, column, _, expected), held in self._sums.items():
            told = (file, column, held.rows, held.line, translate(held.found), expected)
            table.writerow([neutral(str(text)) for text in told])
        self._shut()

    def _open(self, one: "Reject") -> None:
        """Begin the file of another export."""
        self._file, self._lines = one.file, set()
        self._table = self._new(self._safe(one.file), one.separator)
        names = (*(translate(name) for name in ADDED), *one.header)
        self._table.writerow([neutral(name) for name in names])

    def _new(self, name: str, separator: str) -> Any:
        self._shut()
        self._stream = (self._folder / name).open("w", encoding="utf-8-sig", errors="replace",
                                                  newline="")  # fmt: skip
        return csv.writer(self._stream, delimiter=separator, lineterminator="\n")

    def _shut(self) -> None:
        if self._stream is not None:
            self._stream.close()

    def _safe(self, file: str) -> str:
        """Return a name of a file that says where its rows come from, and nothing else."""
        stem = UNSAFE.sub("_", file.replace("/", " - ")).strip(". ").removesuffix(".csv")
        stem = stem.encode()[-LONGEST_NAME:].decode(errors="ignore")
        name, more = f"{stem}.csv", 1
        while name.casefold() in self._names:
            more += 1
            name = f"{stem} ({more}).csv"
        self._names.add(name.casefold())
        return name
