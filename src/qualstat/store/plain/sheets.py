"""Sheets: the CSV files of an export, row by row, and where in them something is not as it was.

Takes a folder and a name; gives rows of cells, and refusals. Convention owned here: a refusal
names the file, the line as an editor numbers it, the column, what was found and what was expected.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from qualstat.errors import UsageError
from qualstat.findings import N_, Finding, Message, message
from qualstat.store.plain.words import Unlike
from qualstat.store.plain.writing import ENCODING, SEPARATOR

T = TypeVar("T")
LONGEST = 1 << 30  # characters of a cell: the findings on a file may be many
AGAIN = N_("export the store again: an export is to be put back as it was written")


class Sheet:
    """A CSV file of an export, that knows the line at which it stands."""

    def __init__(self, folder: Path, name: str, columns: Sequence[str]) -> None:
        self.name, self.line = name, 0
        self._path, self._columns = folder / name, list(columns)

    def __iter__(self) -> Iterator[list[str]]:
        """Yield the rows below the header."""
        csv.field_size_limit(LONGEST)
        try:
            with self._path.open(encoding=ENCODING, newline="") as stream:
                yield from self._rows(csv.reader(stream, delimiter=SEPARATOR, strict=True))
        except FileNotFoundError:
            said = message(N_("the file is missing"))
            raise self.refused(said, message(N_("every file that was exported"))) from None
        except (UnicodeDecodeError, csv.Error):
            self.line += 1
            said = message(N_("it cannot be read as CSV"))
            raise self.refused(said, message(N_("UTF-8, and “;” between cells"))) from None
        except OSError as error:
            words = error.strerror or type(error).__name__
            said = message(N_("the system says “{words}”"), words=words)
            raise self.refused(said, message(N_("a file that can be read"))) from None

    def read(self, row: Sequence[str], column: str, read: Callable[[str], T]) -> T:
        """Return what a cell says."""
        try:
            return read(row[self._columns.index(column)])
        except Unlike as one:
            raise self.refused(one.found, one.expected, column) from None

    def refused(self, found: Message, expected: Message, column: str = "") -> UsageError:
        """Return the refusal of the line at which it stands."""
        return refused(self._path, found, expected, line=self.line or None, column=column)

    def _rows(self, reader: Iterator[list[str]]) -> Iterator[list[str]]:
        for row in reader:
            first, self.line = not self.line, reader.line_num  # type: ignore[attr-defined]  # csv's
            if first and row != self._columns:
                columns = message(N_("the columns {names}"), names=self._columns)
                raise self.refused(message(N_("other columns")), columns)
            if len(row) != len(self._columns):
                said = message(N_("{n} cells"), n=len(row))
                raise self.refused(said, message(N_("{n} cells"), n=len(self._columns)))
            if not first:
                yield row
        if not self.line:
            columns = message(N_("the columns {names}"), names=self._columns)
            raise self.refused(message(N_("an empty file")), columns)


def refused(  # noqa: PLR0913  # what a finding is made of
    path: Path, found: Message, expected: Message, *, line: int | None = None, column: str = "",
    advice: Message | None = None,
) -> UsageError:  # fmt: skip
    """Return the refusal of a file of an export."""
    return UsageError(
        Finding(
            rule="store-export", severity="blocking", found=found, expected=expected,
            advice=advice or message(AGAIN), file=str(path), line=line, column=column,
        )
    )  # fmt: skip
