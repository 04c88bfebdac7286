"""Sheets: where the table of a sheet stands, and what its columns are called.

Takes the first lines of a sheet; gives its `Head`. Conventions owned here: lines count from 1
and places from column A, as the spreadsheet shows them; a merged cell names the first column it
spans, and above the last line of a header all of them; the table ends at its last named column.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from msgspec import Struct

from qualstat.exports.headers import LOOKED_AT, Line, best, header_names
from qualstat.exports.layout import Layout, Wanted

Corner = tuple[int, int]
Place = tuple[int, int]


class Head(Struct, frozen=True):
    """Where a table stands: the line of its header (0: none), of its first row, and the last one.

    `fits`: the header names what is wanted; `rows_above` counts the lines before it that look like
    rows.
    """

    sheet: str
    names: tuple[str, ...]
    line: int
    first: int
    last: int
    fits: bool
    rows_above: int = 0


class Top(Struct, frozen=True):
    """The first lines of a sheet: the text of the cells that have one, by line and place.

    `merged` tells in which cell the text of a merged one stands; None where the format does not.
    """

    sheet: str
    cells: Mapping[Place, str]
    merged: Mapping[Place, Place] | None
    first: int
    last: int
    width: int


def looked_at(layout: Layout, first: int) -> int:
    """Return how far down a header may reach, in a sheet that starts at a line."""
    return max(first - 1, layout.lines_above or 0) + LOOKED_AT


def spans(
    ranges: Iterable[tuple[Corner, Corner]] | None, bottom: int, width: int
) -> Mapping[Place, Place] | None:
    """Return, for the cells of merged ranges down to a line, where their text stands.

    >>> spans([((0, 1), (0, 2))], bottom=1, width=3)
    {(1, 1): (1, 1), (1, 2): (1, 1)}
    """
    if ranges is None:
        return None
    return {
        (line, place): (top + 1, left)
        for (top, left), (end, right) in ranges
        for line in range(top + 1, min(end + 1, bottom) + 1)
        for place in range(left, min(right + 1, width))
    }


def head(top: Top, layout: Layout, wanted: Wanted) -> Head:
    """Return the head of a table."""
    above = layout.lines_above or 0
    if not layout.header_lines:
        names = (*layout.names, *[""] * (top.width - len(layout.names)))
        return Head(top.sheet, names, 0, above + 1, top.last, fits=False)
    found = best(_lines(top, above), layout, wanted, partial(_names, top))
    if found is None:
        line = max(top.first, above + 1)
        return Head(top.sheet, (), line, line + layout.header_lines, top.last, fits=False)
    fits, rows_above = found.score.fits, found.above
    return Head(top.sheet, found.names, found.first, found.last + 1, top.last, fits, rows_above)


def _lines(top: Top, above: int) -> list[Line]:
    """Return the first lines below so many that are not blank; a merged cell fills all of its."""
    spans = (top.merged or {}).items()
    merged = (place for place, origin in spans if origin in top.cells)
    filled = sorted({line for line, _ in (*top.cells, *merged) if line > above})
    return [
        Line(line, line, [top.cells.get((line, place), "") for place in range(top.width)])
        for line in filled
        if line < filled[0] + LOOKED_AT
    ]


def _names(top: Top, lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the names of the columns under the lines of a header, up to the last one."""
    numbers = [line.first for line in lines]
    merged = top.merged or {}
    if any(line in numbers for line, _ in merged):
        names = tuple(_name(top, merged, numbers, place) for place in range(top.width))
    else:
        names = header_names([line.cells for line in lines])
    last = max((place for place, name in enumerate(names) if name), default=-1)
    return names[: last + 1]


def _name(top: Top, merged: Mapping[Place, Place], lines: Sequence[int], place: int) -> str:
    """Return what the lines of a header call a column, each merged cell once."""
    parts: dict[Place, str] = {}
    for line in lines:
        origin = merged.get((line, place), (line, place))
        if origin[1] == place or line != lines[-1]:
            parts[origin] = top.cells.get(origin, "").strip()
    return " ".join(part for part in parts.values() if part)
