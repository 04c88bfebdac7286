"""Headers: where the header of a CSV file stands, and what separates its cells.

Takes the first bytes of a file, and the columns wanted; gives a `Heading`. Conventions owned
here: what is declared wins; else the header is the line, and the separator the one, under which
most of the wanted columns stand; else the first line that looks like names above rows.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qualstat.exports import unreadable
from qualstat.exports.blocks import Dialect, cut
from qualstat.exports.encodings import Chunk
from qualstat.exports.layout import Layout, Wanted, folded

SEPARATORS = (";", ",", "\t", "|")
LOOKED_AT = 60  # records among which a header may stand
FIGURE = re.compile(r"[-+]?[0-9][0-9 .,:/%-]*")


@dataclass(frozen=True)
class Heading:
    """A header: the names of the columns, by place, and what separates them.

    `line` is the one it stands on, 0 without any; `after` the lines before the first row.
    """

    names: tuple[str, ...]
    separator: str
    line: int
    after: int


class Record(NamedTuple):
    """A record of the head of a file: its lines, from 1, and its cells."""

    first: int
    last: int
    cells: list[str]


def heading(head: bytes, layout: Layout, wanted: Wanted, *, whole: bool) -> Heading:
    """Return the heading of a file from its first bytes, which may be the `whole` of it.

    Raises `Unreadable` when no line holds anything.
    """
    text = head if whole or b"\n" not in head else head[: head.rindex(b"\n") + 1]
    read: dict[str, list[Record]] = {}
    best: tuple[tuple[bool, int, int, int], Heading] | None = None
    for separator in [layout.separator] if layout.separator else SEPARATORS:
        read[separator] = records = _records(text, Dialect(separator, layout.quote), layout)
        if layout.header_lines == 0:
            continue
        usual = _usual_width(records)
        for place in range(len(records) if layout.lines_above is None else min(len(records), 1)):
            found = _under(records[place : place + layout.header_lines], separator)
            fit, known = wanted.found([folded(name) for name in found.names])
            if fit and wanted.required:
                return found  # what is needed stands there: the others need no look
            likely = len(found.names) if _like_names(found.names, usual) else 0
            score = (fit, known, likely, usual)
            best = (score, found) if best is None or score > best[0] else best
    if not any(read.values()):
        raise unreadable.empty()
    return best[1] if best else _without(read, layout)


def _under(records: Sequence[Record], separator: str) -> Heading:
    """Return the heading that some records make."""
    names = header_names([one.cells for one in records])
    return Heading(names, separator, records[0].first, records[-1].last)


def _records(text: bytes, dialect: Dialect, layout: Layout) -> list[Record]:
    """Return the first records of a text that are not blank, below the lines to pass over."""
    found: list[Record] = []
    for block in cut([Chunk(text)], dialect, after=layout.lines_above or 0):
        for record, line in enumerate(block.lines.tolist()):
            said = block.text(record)
            cells = dialect.cells(said)
            if any(cell.strip() for cell in cells):
                found.append(Record(line, line + said.count("\n"), cells))
            if len(found) == LOOKED_AT:
                return found
    return found


def header_names(lines: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the names of columns from the lines of a header.

    A cell of an upper line serves the columns up to the next one, where a lower line names them.

    >>> header_names([["Date", "Appels", ""], ["", "reçus", "perdus"]])
    ('Date', 'Appels reçus', 'Appels perdus')
    """
    *upper, lowest = lines
    width = max(len(one) for one in lines)
    names: list[list[str]] = [[] for _ in range(width)]
    for line in upper:
        serves = ""
        for place in range(width):
            cell = line[place].strip() if place < len(line) else ""
            below = lowest[place].strip() if place < len(lowest) else ""
            serves = cell or (serves if below else "")
            names[place].append(serves)
    for place, cell in enumerate(lowest):
        names[place].append(cell.strip())
    return tuple(" ".join(part for part in name if part) for name in names)


def _usual_width(records: Sequence[Record]) -> int:
    """Return how many cells most records have; 0 where that is one, or no width is usual."""
    (width, count), *_ = Counter(len(one.cells) for one in records).most_common(1) or [(0, 0)]
    return width if width > 1 and 2 * count >= len(records) else 0


def _like_names(names: Sequence[str], width: int) -> bool:
    """Tell whether cells read like the names of columns; the last one may be blank."""
    return (
        len(names) == width
        and all(names[:-1])
        and not any(FIGURE.fullmatch(name) for name in names)
    )


def _without(read: Mapping[str, list[Record]], layout: Layout) -> Heading:
    """Return the heading of a file that has no header."""
    separator = max(read, key=lambda one: (_usual_width(read[one]), len(layout.names) == 1))
    width = max(len(one.cells) for one in read[separator])
    if not layout.ragged:
        width = _usual_width(read[separator]) or 1
    names = (*layout.names, *[""] * (width - len(layout.names)))
    return Heading(names, separator, 0, layout.lines_above or 0)
