"""Separators: what separates the cells of a CSV file, and where its header stands.

Takes the first bytes of a file, and the columns wanted; gives a `Heading`. Convention owned here:
what is declared wins; else the separator is the one under which the likeliest header stands.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from qualstat.exports import unreadable
from qualstat.exports.blocks import Dialect, cut
from qualstat.exports.encodings import Chunk
from qualstat.exports.headers import LOOKED_AT, Line, best, header_names, settled
from qualstat.exports.layout import Layout, Wanted

SEPARATORS = (";", ",", "\t", "|")


class Heading(Struct, frozen=True):
    """A header: the names of the columns, by place, and what separates them.

    `line` is the one it stands on, 0 without any; `after` the lines before the first row;
    `rows_above` counts those before it that look like rows.
    """

    names: tuple[str, ...]
    separator: str
    line: int
    after: int
    rows_above: int = 0


def heading(head: bytes, layout: Layout, wanted: Wanted, *, whole: bool) -> Heading:
    """Return the heading of a file from its first bytes, which may be the `whole` of it.

    Raises `Unreadable` when no line holds anything.
    """
    text = head if whole or b"\n" not in head else head[: head.rindex(b"\n") + 1]
    read: dict[str, list[Line]] = {}
    likeliest: tuple[tuple[bool, int, int, int, bool], Heading] | None = None
    for separator in [layout.separator] if layout.separator else SEPARATORS:
        dialect = Dialect(separator, layout.quote)
        found, lines = None, list[Line]()
        for most in (layout.header_lines or 1, LOOKED_AT):  # below a header, nothing has a say
            lines = _lines(text, dialect, layout, most)
            found = best(lines, layout, wanted, _names) if layout.header_lines else None
            if found and settled(found, wanted):
                return Heading(found.names, separator, found.first, found.last, found.above)
        read[separator] = lines
        if found is None:
            continue
        one = Heading(found.names, separator, found.first, found.last, found.above)
        usual, (fits, known, likely, several) = _usual_width(lines), found.score
        score = (fits, known, likely if usual else 0, usual, several)
        if likeliest is None or score > likeliest[0]:
            likeliest = score, one
    if not any(read.values()):
        raise unreadable.empty()
    return likeliest[1] if likeliest else _without(read, layout)


def _names(lines: Sequence[Line]) -> tuple[str, ...]:
    return header_names([line.cells for line in lines])


def _lines(text: bytes, dialect: Dialect, layout: Layout, most: int) -> list[Line]:
    """Return the first records of a text that are not blank, below the lines to pass over."""
    found: list[Line] = []
    looked_at = 0
    for block in cut([Chunk(text)], dialect, after=layout.lines_above or 0):
        for record, line in enumerate(block.lines.tolist()):
            said = block.text(record)
            cells = dialect.cells(said)
            if any(cell.strip() for cell in cells):
                found.append(Line(line, line + said.count("\n"), cells))
            looked_at += bool(found)
            if looked_at == LOOKED_AT or len(found) == most:
                return found
    return found


def _usual_width(lines: Sequence[Line]) -> int:
    """Return how many cells most lines have; 0 where that is one, or no width is usual."""
    (width, count), *_ = Counter(len(one.cells) for one in lines).most_common(1) or [(0, 0)]
    return width if width > 1 and 2 * count >= len(lines) else 0


def _without(read: Mapping[str, list[Line]], layout: Layout) -> Heading:
    """Return the heading of a file that has no header."""
    separator = max(read, key=lambda one: (_usual_width(read[one]), len(layout.names) == 1))
    width = max(len(one.cells) for one in read[separator])
    if not layout.ragged:
        width = _usual_width(read[separator]) or 1
    names = (*layout.names, *[""] * (width - len(layout.names)))
    return Heading(names, separator, 0, layout.lines_above or 0)
