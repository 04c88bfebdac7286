"""Book: a workbook open in the process that reads it, and its sheets.

Takes questions: `Look` or `Rows`; answers the first with a `Looked`, the second with `Piece`
values; either with `Unreadable`. Conventions owned here: a sheet that was looked at and fits is
kept until its rows are asked for, since opening it takes most of the time; a blank row is none.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import compress, islice
from typing import NamedTuple

import numpy as np
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from qualstat.exports import cells, disguises, sheets, unreadable
from qualstat.exports.cells import Cell
from qualstat.exports.encodings import CHUNK
from qualstat.exports.layout import Layout, Wanted
from qualstat.exports.patterns import fitting
from qualstat.exports.place import Place
from qualstat.exports.remote import is_local
from qualstat.exports.sheets import Head
from qualstat.exports.table import Numbers
from qualstat.exports.unreadable import Unreadable

ROWS_AT_ONCE, CELLS_AT_ONCE = 50_000, 1_000_000
KEPT = 5_000_000  # cells of sheets kept open: some 300 MiB
Column = tuple[Cell, ...]


class Look(NamedTuple):
    """The question which sheets hold the table that is wanted."""

    layout: Layout
    wanted: Wanted


class Looked(NamedTuple):
    """The heads of the sheets to be read, the names of the others, and whether one alone is filled.

    The others are those that hold something, and hidden ones, which are not opened.
    """

    heads: tuple[Head, ...]
    unread: tuple[str, ...]
    alone: bool


class Rows(NamedTuple):
    """The question which rows a table has, but for so many last ones."""

    head: Head
    below: int


class Piece(NamedTuple):
    """Some rows: the last line looked at, the lines of the rows, and the columns, packed."""

    done: int
    lines: Numbers
    columns: list[bytes]


Chunk = tuple[int, Numbers, list[Column]]  # as in a `Piece`


class Book:
    """A workbook, unpacked and opened when it is first asked something."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.workbook: CalamineWorkbook | None = None
        self.kept: dict[str, CalamineSheet] = {}
        self.sure = False

    def answer(self, question: Look | Rows) -> Iterator[Looked | Piece | Unreadable]:
        """Yield the answer to a question."""
        try:
            with _refusals(self.place.limit):
                if isinstance(question, Look):
                    yield look(self, question)
                else:
                    yield from rows(self, question)
        except Unreadable as refused:
            yield refused

    def opened(self) -> CalamineWorkbook:
        """Return the open workbook."""
        if self.workbook is None:
            path = self.place.path
            with self.place.opened() as stream:
                data = b"".join(iter(lambda: stream.read(CHUNK), b""))
            # By its path, calamine goes by the ending, and says what it dislikes.
            suits = path.suffix in disguises.endings(data, self.place.limit)
            alone = suits and not self.place.packed and is_local(path)
            self.workbook = CalamineWorkbook.from_object(path if alone else io.BytesIO(data))
        return self.workbook

    def sheet(self, name: str) -> CalamineSheet:
        """Return an open sheet; it is no longer kept."""
        kept = self.kept.pop(name, None)
        return self.opened().get_sheet_by_name(name) if kept is None else kept

    def keep(self, sheet: CalamineSheet, *, sure: bool) -> None:
        """Keep a sheet for its rows, which will be asked for: surely, or for want of others."""
        if sure and not self.sure:
            self.kept.clear()
            self.sure = True
        size = sum(one.height * one.width for one in (sheet, *self.kept.values()))
        if not self.kept or (sure and size <= KEPT):
            self.kept[sheet.name] = sheet


@contextmanager
def _refusals(limit: int) -> Iterator[None]:
    """Turn what calamine raises into `Unreadable`."""
    try:
        yield
    except MemoryError:
        raise unreadable.outgrown_workbook(limit) from None
    except (CalamineError, OSError) as error:
        if "limit exceeded" in str(error):  # a cell of an ods, repeated a million times
            raise unreadable.outgrown_workbook(limit) from None
        raise unreadable.damaged_workbook() from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a bug of calamine's, in a language apart
            raise
        raise unreadable.damaged_workbook() from None


def look(book: Book, question: Look) -> Looked:
    """Return the heads of the sheets to be read."""
    known = [one for one in book.opened().sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    if question.layout.sheets:
        return _named(book, known, question)
    hidden = [one.name for one in known if one.visible != SheetVisibleEnum.Visible]
    heads = [
        head
        for one in known
        if one.name not in hidden and (head := _head(book, one.name, question))
    ]
    if not heads:
        raise unreadable.blank_workbook()
    read = [head for head in heads if head.fits] or heads[:1]
    unread = [head.sheet for head in heads if head not in read]
    return Looked(tuple(read), (*unread, *hidden), len(heads) == 1)


def _named(book: Book, known: list[SheetMetadata], question: Look) -> Looked:
    """Return the heads of the sheets that the layout names."""
    fits = fitting(question.layout.sheets)
    named = [one for one in known if fits(one.name)]
    if not named:
        raise unreadable.no_sheet(question.layout.sheets, [one.name for one in known])
    heads = [head for one in named if (head := _head(book, one.name, question))]
    if not heads:
        raise unreadable.blank_workbook()
    others = (one for one in known if one not in named)
    unread = {one.name: one.visible == SheetVisibleEnum.Visible for one in others}
    alone = len(heads) == 1
    for name in [name for name, shown in unread.items() if shown]:
        if alone and book.sheet(name).height:
            alone = False  # those that follow may be empty too: they are not opened for that
        elif alone:
            del unread[name]
    return Looked(tuple(heads), tuple(unread), alone)


def _head(book: Book, name: str, question: Look) -> Head | None:
    """Return the head of a sheet, or None for an empty one; keep the sheet if it is to be read."""
    sheet = book.sheet(name)
    if sheet.start is None or sheet.end is None:
        return None
    (start, left), (last, right) = sheet.start, sheet.end
    bottom = sheets.looked_at(question.layout, start + 1)
    filled = {
        (line, place): cells.text(cell)
        for line, row in enumerate(islice(sheet.iter_rows(), bottom), 1)
        for place, cell in enumerate(row, left)
        if not cells.blank(cell)
    }
    merged = sheets.spans(sheet.merged_cell_ranges, bottom, right + 1)
    top = sheets.Top(name, filled, merged, start + 1, last + 1, right + 1)
    head = sheets.head(top, question.layout, question.wanted)
    book.keep(sheet, sure=head.fits or bool(question.layout.sheets))
    return head


def rows(book: Book, question: Rows) -> Iterator[Piece]:
    """Yield the rows of a table."""
    head, below = question
    sheet = book.sheet(head.sheet)
    if sheet.start is None or sheet.end is None or not head.names:
        return
    before, after = sheet.start[1], max(0, len(head.names) - sheet.end[1] - 1)
    for done, lines, columns in _but_last(_chunks(sheet, head), below):
        nothing = [cells.packed([""] * len(lines))]
        held = [cells.packed(column) for column in columns]
        yield Piece(done, lines, nothing * before + held + nothing * after)


def _chunks(sheet: CalamineSheet, head: Head) -> Iterator[Chunk]:
    """Yield the rows of a table that are not blank, some at a time, cut at its last column."""
    assert sheet.start is not None
    width = len(head.names) - sheet.start[1]
    every = islice(sheet.iter_rows(), head.first - 1, None)
    count = max(1, min(ROWS_AT_ONCE, CELLS_AT_ONCE // sheet.width))
    line, opendocument = head.first, sheet.merged_cell_ranges is None
    while chunk := list(islice(every, count)):
        lines = np.arange(line, line + len(chunk))
        line += len(chunk)
        if width < sheet.width:
            chunk = [row[:width] for row in chunk]
        if opendocument:
            chunk = [list(map(cells.long_time, row)) for row in chunk]
        yield line - 1, *_filled(lines, list(zip(*chunk, strict=True)))


def _filled(lines: Numbers, columns: list[Column]) -> tuple[Numbers, list[Column]]:
    """Return the rows that are not blank."""
    blank = np.ones(len(lines), bool)
    for column in columns:
        nothing = {cell for cell in set(column) if cells.blank(cell)}
        blank &= [cell in nothing for cell in column] if nothing else False
        if not blank.any():
            return lines, columns
    return lines[~blank], [tuple(compress(column, ~blank)) for column in columns]


def _but_last(chunks: Iterator[Chunk], below: int) -> Iterator[Chunk]:
    """Yield rows but for so many last ones."""
    lines, columns = np.empty(0, np.int64), list[Column]()
    for done, new_lines, new_columns in chunks:
        lines = np.concatenate([lines, new_lines])
        held = columns or [()] * len(new_columns)
        columns = [old + new for old, new in zip(held, new_columns, strict=True)]
        whole = max(0, len(lines) - below)
        if whole:
            yield done, lines[:whole], [column[:whole] for column in columns]
        lines, columns = lines[whole:], [column[whole:] for column in columns]
