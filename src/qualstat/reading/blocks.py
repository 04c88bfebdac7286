"""Blocks: a CSV file cut into whole records, with the line each one stands on.

Takes a path; gives the header's cells and `Block` values of some 8 MiB.
Conventions owned here: CRLF and lone CR are line ends like LF, and a line is numbered as an
editor numbers it; a quote opens a cell only at its start (RFC 4180); a quote that is not closed
within `LONGEST_CELL` bytes spoils its own record and no other.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from qualstat.reading import unreadable

BLOCK = 8 << 20  # cut here, the reader's memory is flat and its work outweighs its calls
LONGEST_CELL = 64 << 10
LONGEST_RECORD = 4 << 20  # beyond it, the file is no table
csv.field_size_limit(16 << 20)  # no cell outgrows a block
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
QUOTE, NEWLINE = b'"', b"\n"
# From a quote that opens a cell to the quote that closes it, or to nothing.
QUOTED = re.compile(rb'(?:(?<=[;\n])|\A)"[^"]*+(?:""[^"]*+)*+(?P<closed>")?')
Offsets = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Block:
    """Whole records of a file, each ended by LF.

    `ends` are the offsets of the line ends that end records; None where every line is one.
    `unclosed` are the records (from 0) with a quote that is not closed, and the text they held.
    """

    data: bytes
    first_line: int
    ends: Offsets | None = None
    unclosed: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def _newlines(self) -> Offsets:
        return _offsets(self.data, NEWLINE)

    @property
    def _record_ends(self) -> Offsets:
        return self._newlines if self.ends is None else self.ends

    @cached_property
    def lines(self) -> Offsets:
        """The line on which each record starts, as an editor numbers it."""
        if self.ends is None:
            return np.arange(self.data.count(NEWLINE)) + self.first_line
        before = np.searchsorted(self._newlines, self.ends[:-1]) + 1
        return np.concatenate([[0], before])[: len(self.ends)] + self.first_line

    def text(self, record: int) -> str:
        """Return the text of a record, without its line end."""
        if record in self.unclosed:
            return self.unclosed[record]
        ends = self._record_ends
        start = int(ends[record - 1]) + 1 if record else 0
        return self.data[start : int(ends[record])].decode(errors="replace")

    def after(self, record: int) -> "Block":
        """Return the block without its records up to this one."""
        start = int(self._record_ends[record]) + 1
        left = self.data[start:]
        return Block(
            left,
            int(self.lines[record + 1]) if left else 0,
            None if self.ends is None else self.ends[record + 1 :] - start,
            {one - record - 1: text for one, text in self.unclosed.items() if one > record},
        )


def cells(text: str) -> list[str]:
    """Return the cells of one record.

    >>> cells('aix;"a;b"')
    ['aix', 'a;b']
    """
    return next(csv.reader([text], delimiter=";"), [])


def read(path: Path, size: int = BLOCK) -> tuple[list[str], Iterator[Block]]:
    """Return the header's cells and the blocks that follow it.

    Raises `Unreadable` when the file cannot be opened, is empty or is not UTF-8.
    """
    blocks = _blocks(path, size)
    for block in blocks:
        for record, line in enumerate(block.lines):
            text = block.text(record)
            if "\0" in text:  # UTF-16 without a character above 127
                raise unreadable.not_utf8(int(line))
            if text.strip():
                rest = block.after(record)
                return cells(text), chain([rest] if rest.data else [], blocks)
    raise unreadable.empty()


def _blocks(path: Path, size: int) -> Iterator[Block]:
    """Yield the file's blocks, header included."""
    try:
        with path.open("rb") as stream:
            held, line, last = b"", 1, False
            for chunk in _chunks(stream, size):
                held, last = held + chunk, not chunk
                if last and held and not held.endswith(NEWLINE):
                    held += NEWLINE
                block = _cut(held, line, last=last)
                _check_text(block)
                held = held[len(block.data) :]
                line += block.data.count(NEWLINE)
                if block.data:
                    yield block
                elif len(held) > LONGEST_RECORD:
                    raise unreadable.endless_line(line)
    except OSError as error:
        raise unreadable.refused(error) from None


def _chunks(stream: BinaryIO, size: int) -> Iterator[bytes]:
    """Yield the bytes of a stream with LF for every line end, then nothing once."""
    new, held = stream.read(size).removeprefix(BYTE_ORDER_MARK), b""
    while new:
        new, held = held + new, b""
        if b"\r" in new:
            if new.endswith(b"\r"):  # its LF may come with the next chunk
                new, held = new[:-1], b"\r"
            new = new.replace(b"\r\n", NEWLINE).replace(b"\r", NEWLINE)
        if new:
            yield new
        new = stream.read(size)
    if held:
        yield NEWLINE
    yield b""


def _cut(held: bytes, line: int, *, last: bool) -> Block:
    """Return the whole records at the front of what is held; an empty block without any."""
    if QUOTE in held:
        data = held[: held.rfind(NEWLINE) + 1]
        return Block(data, line) if _one_line_each(data) else _spanning(held, line, last=last)
    return Block(held[: held.rfind(NEWLINE) + 1], line)


def _check_text(block: Block) -> None:
    """Raise `Unreadable` where a block is not UTF-8."""
    if block.data.isascii():
        return
    try:
        block.data.decode()
    except UnicodeDecodeError as error:
        line = block.first_line + block.data.count(NEWLINE, 0, error.start)
        raise unreadable.not_utf8(line) from None


def _one_line_each(data: bytes) -> bool:
    """Tell whether quotes are so placed that no cell can hold a line end.

    Within each line every odd quote must open a cell, or double the quote before it, and
    every line must hold an even number: then each opened cell is closed on its line.
    """
    quotes, newlines = _offsets(data, QUOTE), _offsets(data, NEWLINE)
    bounds = np.searchsorted(quotes, newlines)
    if np.any(np.diff(bounds, prepend=0) % 2):
        return False
    openers = quotes[::2]  # each line holds an even number: its odd ones are the block's
    before = np.frombuffer(data, np.uint8)[np.maximum(openers, 1) - 1]
    return bool((np.isin(before, list(b';\n"')) | (openers == 0)).all())


def _spanning(held: bytes, line: int, *, last: bool) -> Block:
    """Return the whole records at the front of data in which cells may span lines."""
    outside = bytearray(held)  # line ends within cells are blanked here
    literal = bytearray(held)  # quotes that are not closed are no longer quotes here
    unclosed: list[int] = []
    stop, place = len(held), 0
    while found := QUOTED.search(held, place):
        start, place = found.span()
        if found["closed"] and place - start <= LONGEST_CELL and _closes(held, start, place):
            outside[start:place] = outside[start:place].replace(NEWLINE, b" ")
        elif place == len(held) and not last and place - start <= LONGEST_CELL:
            stop = start  # its end is yet to be read
            break
        else:
            unclosed.append(start)
            literal[start] = ord("'")
            place = start + 1
    stop = outside.rfind(NEWLINE, 0, stop) + 1
    ends = _offsets(bytes(outside[:stop]), NEWLINE)
    block = Block(held[:stop], line, ends)
    spoilt = {int(np.searchsorted(ends, offset)) for offset in unclosed if offset < stop}
    texts = {record: block.text(record) for record in spoilt}
    return Block(bytes(literal[:stop]), line, ends, texts)


def _closes(held: bytes, start: int, end: int) -> bool:
    """Tell whether the quote before `end` closes the cell that the one at `start` opened.

    A cell that spans lines must end at its closing quote: what else looks like one opens a cell
    of a later row, whose quote an earlier row lacks.
    """
    return NEWLINE not in held[start:end] or held[end : end + 1] in (b";", NEWLINE, b"")


def _offsets(data: bytes, byte: bytes) -> Offsets:
    return np.flatnonzero(np.frombuffer(data, np.uint8) == byte[0])
