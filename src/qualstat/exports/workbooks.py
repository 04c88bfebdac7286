"""Workbooks: the sheets of an xlsx, xlsm, xls or ods file as tables.

Takes a place, and what is declared and wanted; gives `Opened`. Conventions owned here: a workbook
is unpacked and opened by a process apart, which it may fill or break; it stays from the look at
its sheets until the last one is read, and begins anew where a table is read again.
"""

from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from contextlib import closing, suppress
from functools import cache, partial
from itertools import pairwise
from pathlib import Path

from msgspec import Struct

from qualstat.exports import cells, unreadable
from qualstat.exports.apart import Apart, Bounds, Died, Endless
from qualstat.exports.book import Book, Look, Looked, Piece, Rows
from qualstat.exports.cells import Plain
from qualstat.exports.layout import Layout, Seen, Wanted
from qualstat.exports.place import Place
from qualstat.exports.table import Batch, Opened, Table
from qualstat.exports.unreadable import Unreadable

LEAST_MEMORY = 512 << 20  # a workbook of half a million rows takes two thirds of it
OVER = 2  # what a workbook takes in memory, once more while it is read
# A workbook is read fifty times as fast, or calamine has lost its way in it.
LEAST_SECONDS, BYTES_A_SECOND = 30, 100_000


class _Reader(Struct, frozen=True):
    """Who answers what is asked of a workbook."""

    apart: Apart
    limit: int

    def answers(
        self, question: Look | Rows, *, stay: bool
    ) -> Generator[Looked | Piece, None, None]:
        """Yield the answer to a question, or raise `Unreadable`."""
        try:
            with closing(self.apart.ask(question, stay=stay)) as answers:
                for one in answers:
                    if isinstance(one, Unreadable):
                        raise one
                    yield one
        except Endless:
            raise unreadable.endless_workbook() from None
        except Died:
            raise unreadable.outgrown_workbook(self.limit) from None


class _Sheet(Struct, frozen=True):
    """A table that somebody reads: its share of the bytes, and whether others remain to be read."""

    reader: _Reader
    rows: Rows
    size: int
    stay: bool

    @property
    def seen(self) -> Seen:
        """How the table turned out to be written."""
        head = self.rows.head
        return Seen(
            kind="workbook", header_line=head.line, sheet=head.sheet, rows_above=head.rows_above
        )

    def batches(self, places: Collection[int], plain: Collection[int]) -> Iterator[Batch]:
        """Yield the rows of the table."""
        given = 0
        with closing(self.reader.answers(self.rows, stay=self.stay)) as pieces:
            for piece in pieces:
                assert isinstance(piece, Piece)
                columns = {
                    place: (cells.texts if place in plain else cells.coded)(
                        cells.unpacked(piece.columns[place])
                    )
                    for place in places
                }
                size = self.size * piece.done // self.rows.head.last - given
                given += size
                row = _row_of(piece.columns)
                yield Batch(piece.lines, columns, row, size=size, seen=self.seen)


def tables(place: Place, name: str, layout: Layout, wanted: Wanted) -> Opened:
    """Return the tables of a workbook; `name` is its path under the data folder.

    Raises `Unreadable` where it cannot be opened, holds nothing, lacks the sheets declared, or
    would unpack to more than it may.
    """
    total = _size(place.path)
    bounds = Bounds(OVER * max(place.limit, LEAST_MEMORY), LEAST_SECONDS + total // BYTES_A_SECOND)
    reader = _Reader(Apart(partial(_begin, place), bounds), place.limit)
    (looked,) = reader.answers(Look(layout, wanted), stay=True)
    assert isinstance(looked, Looked)
    heads, last = looked.heads, looked.heads[-1]
    sizes = _shares(total, [head.last for head in heads])
    opened = [
        _Sheet(reader, Rows(head, layout.lines_below), size, stay=head != last)
        for head, size in zip(heads, sizes, strict=True)
    ]
    names = [name if looked.alone else f"{name}/{head.sheet}" for head in heads]
    return Opened(
        tuple(
            Table(named, head.names, one.seen, one.batches)
            for named, head, one in zip(names, heads, opened, strict=True)
        ),
        looked.unread,
    )


def _size(path: Path) -> int:
    """Return the size of a file, 0 for one that nobody can read anyway."""
    with suppress(OSError):
        return path.stat().st_size
    return 0


def _begin(place: Place) -> Callable[[Look | Rows], Iterator[Looked | Piece | Unreadable]]:
    """Return what answers questions about a workbook."""
    return Book(place).answer


def _shares(total: int, weights: Sequence[int]) -> list[int]:
    """Return a total shared out by weight, to the last unit.

    >>> _shares(10, [1, 1, 1])
    [3, 3, 4]
    """
    bounds = [total * sum(weights[:upto]) // sum(weights) for upto in range(len(weights) + 1)]
    return [after - before for before, after in pairwise(bounds)]


def _row_of(columns: Sequence[bytes]) -> Callable[[int], list[str]]:
    """Return what gives the cells of a row, of columns that are unpacked when it is first asked."""

    @cache
    def unpacked() -> list[Sequence[Plain]]:
        return [cells.unpacked(column) for column in columns]

    def row(at: int) -> list[str]:
        return [cells.text(column[at]) for column in unpacked()]

    return row
