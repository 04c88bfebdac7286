"""Blocks: the text of a CSV file cut into whole records, with the line each one stands on.

Takes chunks of UTF-8 text with LF line ends; gives `Block` values of some 4 MiB.
Conventions owned here: a line is numbered as an editor numbers it; a quote opens a cell only at
its start (RFC 4180); a quote that is not closed within `LONGEST_CELL` bytes spoils its own
record and no other.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

from qualstat.exports import unreadable
from qualstat.exports.encodings import Chunk
from qualstat.exports.table import WHOLE, Share

LONGEST_CELL = 64 << 10
LONGEST_RECORD = 4 << 20  # beyond it, the file is no table
csv.field_size_limit(16 << 20)  # no cell outgrows a block
NEWLINE = b"\n"
IN_CACHE = 256 << 10  # bytes
Offsets = npt.NDArray[np.int64]


class Dialect(Struct, frozen=True, dict=True):
    """How cells stand in a line: what separates them, and what quotes them, if anything does."""

    separator: str = ";"
    quote: str = '"'

    @cached_property
    def quoted(self) -> re.Pattern[bytes]:
        """From a quote that opens a cell to the quote that closes it, or to nothing."""
        mark, between = re.escape(self.quote.encode()), re.escape(self.separator.encode())
        form = rb'(?:(?<=[;\n])|\A)"[^"]*+(?:""[^"]*+)*+(?P<closed>")?'
        return re.compile(form.replace(b'"', mark).replace(b"[;", b"[" + between))

    def cells(self, text: str) -> list[str]:
        """Return the cells of one record.

        >>> Dialect().cells('aix;"a;b"')
        ['aix', 'a;b']
        """
        return next(self.reader([text]), [])

    def reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """Return the standard library's reader of some lines."""
        if not self.quote:
            return csv.reader(lines, delimiter=self.separator, quoting=csv.QUOTE_NONE)
        return csv.reader(lines, delimiter=self.separator, quotechar=self.quote)


class Block(Struct, frozen=True, dict=True):
    """Whole records of a file, each ended by LF.

    `ends` are the offsets of the line ends that end records; None where every line is one.
    `unclosed` are the records (from 0) with a quote that is not closed, and the text they held;
    `undecodable` those with bytes that are no text.
    """

    data: bytes
    first_line: int
    ends: Offsets | None = None
    unclosed: Mapping[int, str] = field(default_factory=dict)
    undecodable: frozenset[int] = frozenset()

    @cached_property
    def height(self) -> int:
        """The number of its lines."""
        return _count(self.data)

    @cached_property
    def newlines(self) -> Offsets:
        """The offsets of all line ends."""
        return _offsets(self.data, NEWLINE)

    @property
    def record_ends(self) -> Offsets:
        """The offsets of the line ends that end records."""
        return self.newlines if self.ends is None else self.ends

    @cached_property
    def lines(self) -> Offsets:
        """The line on which each record starts, as an editor numbers it."""
        if self.ends is None:
            return np.arange(self.first_line, self.first_line + self.height)
        before = np.searchsorted(self.newlines, self.ends[:-1]) + 1
        return np.concatenate([[0], before])[: len(self.ends)] + self.first_line

    def parts(self, most: int) -> Iterator["Block"]:
        """Yield the block cut into some of at most so many records."""
        if self.height <= most:  # it has no more records than lines
            yield self
            return
        ends = self.record_ends
        for first in range(0, len(ends), most):
            last = min(first + most, len(ends))
            start = int(ends[first - 1]) + 1 if first else 0
            within = range(first, last)
            yield Block(
                self.data[start : int(ends[last - 1]) + 1],
                int(self.lines[first]),
                None if self.ends is None else ends[first:last] - start,
                {one - first: text for one, text in self.unclosed.items() if one in within},
                frozenset(one - first for one in self.undecodable if one in within),
            )

    def text(self, record: int) -> str:
        """Return the text of a record, without its line end."""
        if record in self.unclosed:
            return self.unclosed[record]
        start = int(self.record_ends[record - 1]) + 1 if record else 0
        return self.data[start : int(self.record_ends[record])].decode(errors="replace")


def cut(
    chunks: Iterable[Chunk],
    dialect: Dialect,
    *,
    after: int = 0,
    below: int = 0,
    share: Share = WHOLE,
) -> Iterator[Block]:
    """Yield the whole records of chunks, but for so many lines before and records below.

    Of a share, its own blocks alone. Raises `Unreadable` at a record without end.
    """
    held, line = b"", 1  # what is held, and its first line
    odd = list[int]()  # its undecodable places
    number = 0  # of the next block
    for chunk in _with_last(chunks):
        if share.ends_before(number):
            return
        own = share.holds(number)
        if chunk is not None and not (odd or after or below) and _is_simple(held, chunk, dialect):
            # put together once, and what is another's not at all: a seventh of a large run
            end = chunk.data.rfind(NEWLINE) + 1
            front = memoryview(chunk.data)[:end]
            if own:
                block = Block(b"".join((held, front)), line)
                yield block
            lines = block.height if own else _count(front)  # its own are counted once
            number, line, held = number + 1, line + lines, chunk.data[end:]
            continue
        odd += [len(held) + one for one in chunk.undecodable] if chunk else []
        held = _longer(held, chunk)
        if after:
            gone, lines = _first_lines(held, after)
            held, after, line = held[gone:], after - lines, line + lines
            odd = [place - gone for place in odd if place >= gone]
        block = _block(held, line, dialect, odd, last=chunk is None)
        block = _shorter(block, below, dialect) if below else block
        held = held[len(block.data) :]
        odd = [place - len(block.data) for place in odd if place >= len(block.data)]
        line += block.height
        if block.data:
            number += 1
            if own:
                yield block
        elif chunk is not None and len(held) - held.rfind(NEWLINE) > LONGEST_RECORD:
            raise unreadable.endless_line(line)


def _longer(held: bytes, chunk: Chunk | None) -> bytes:
    """Return what is held with a chunk, or after the last one with a line end."""
    if chunk is not None:
        return held + chunk.data
    return held + NEWLINE if held and not held.endswith(NEWLINE) else held


def _is_simple(held: bytes, chunk: Chunk, dialect: Dialect) -> bool:
    """Tell whether a chunk ends the record that is held, and others, with nothing quoted."""
    mark = dialect.quote.encode()
    quoted = bool(mark) and (mark in held or mark in chunk.data)
    ended = NEWLINE in chunk.data and NEWLINE not in held
    return ended and not quoted and not chunk.undecodable


def _with_last(chunks: Iterable[Chunk]) -> Iterator[Chunk | None]:
    """Yield chunks, then nothing once."""
    yield from chunks
    yield None


def _first_lines(held: bytes, count: int) -> tuple[int, int]:
    """Return the bytes that the first lines of a text take, and how many lines these are."""
    place = 0
    for done in range(count):
        end = held.find(NEWLINE, place)
        if end < 0:
            return place, done
        place = end + 1
    return place, count


def _block(held: bytes, line: int, dialect: Dialect, odd: list[int], *, last: bool) -> Block:
    """Return the whole records at the front of what is held; an empty block without any."""
    data = held[: held.rfind(NEWLINE) + 1]
    block = Block(data, line)
    quoted = bool(dialect.quote) and dialect.quote.encode() in held
    if quoted and not _one_line_each(data, dialect):
        block = _spanning(held, line, dialect, last=last)
    places = [place for place in odd if place < len(block.data)]
    if not places:
        return block
    records = np.searchsorted(block.record_ends, places)
    return Block(block.data, line, block.ends, block.unclosed, frozenset(records.tolist()))


def _shorter(block: Block, below: int, dialect: Dialect) -> Block:
    """Return a block without its last records that are not blank."""
    kept = len(block.record_ends)
    while below and kept:
        kept -= 1
        below -= any(cell.strip() for cell in dialect.cells(block.text(kept)))
    if not kept:
        return Block(b"", block.first_line)
    return Block(
        block.data[: int(block.record_ends[kept - 1]) + 1],
        block.first_line,
        None if block.ends is None else block.ends[:kept],
        {record: text for record, text in block.unclosed.items() if record < kept},
        frozenset(record for record in block.undecodable if record < kept),
    )


def _one_line_each(data: bytes, dialect: Dialect) -> bool:
    """Tell whether quotes are so placed that no cell can hold a line end.

    Within each line every odd quote must open a cell, or double the quote before it, and
    every line must hold an even number: then each opened cell is closed on its line.
    """
    mark = dialect.quote.encode()
    quotes, newlines = _offsets(data, mark), _offsets(data, NEWLINE)
    bounds = np.searchsorted(quotes, newlines)
    if np.any(np.diff(bounds, prepend=0) % 2):
        return False
    openers = quotes[::2]  # each line holds an even number: its odd ones are the block's
    before = np.frombuffer(data, np.uint8)[np.maximum(openers, 1) - 1]
    allowed = list(dialect.separator.encode() + NEWLINE + mark)
    return bool((np.isin(before, allowed) | (openers == 0)).all())


def _spanning(held: bytes, line: int, dialect: Dialect, *, last: bool) -> Block:
    """Return the whole records at the front of data in which cells may span lines."""
    outside = bytearray(held)  # line ends within cells are blanked here
    literal = bytearray(held)  # quotes that are not closed are no longer quotes here
    unclosed: list[int] = []
    stop, place = len(held), 0
    while found := dialect.quoted.search(held, place):
        start, place = found.span()
        closed = found["closed"] and place - start <= LONGEST_CELL
        if closed and _closes(held, start, place, dialect):
            outside[start:place] = outside[start:place].replace(NEWLINE, b" ")
        elif place == len(held) and not last and place - start <= LONGEST_CELL:
            stop = start  # its end is yet to be read
            break
        else:
            unclosed.append(start)
            literal[start] = ord(" ")
            place = start + 1
    stop = outside.rfind(NEWLINE, 0, stop) + 1
    ends = _offsets(bytes(outside[:stop]), NEWLINE)
    block = Block(held[:stop], line, ends)
    spoilt = {int(np.searchsorted(ends, offset)) for offset in unclosed if offset < stop}
    texts = {record: block.text(record) for record in spoilt}
    return Block(bytes(literal[:stop]), line, ends, texts)


def _closes(held: bytes, start: int, end: int, dialect: Dialect) -> bool:
    """Tell whether the quote before `end` closes the cell that the one at `start` opened.

    A cell that spans lines must end at its closing quote: what else looks like one opens a cell
    of a later row, whose quote an earlier row lacks.
    """
    after = held[end : end + 1]
    return NEWLINE not in held[start:end] or after in (dialect.separator.encode(), NEWLINE, b"")


def _count(data: bytes | memoryview) -> int:
    """Return the number of line ends; thrice as quick as `bytes.count` on short lines."""
    every = np.frombuffer(data, np.uint8)
    parts = range(0, len(every), IN_CACHE)
    return sum(int(np.count_nonzero(every[one : one + IN_CACHE] == NEWLINE[0])) for one in parts)


def _offsets(data: bytes, byte: bytes) -> Offsets:
    return np.flatnonzero(np.frombuffer(data, np.uint8) == byte[0])
