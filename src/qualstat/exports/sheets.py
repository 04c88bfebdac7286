"""Sheets: where the table of a sheet stands, and what its columns are called.

Takes the first lines of a sheet; gives its `Head`. Conventions owned here: lines count from 1
and places from column A, as the spreadsheet shows them; a merged cell names the first column it
spans, and above the last line of a header all of them; the table ends at its last named column.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qualstat.exports.headers import header_names
from qualstat.exports.layout import Layout, Wanted, folded

LOOKED_AT = 50  # lines among which a header may stand
Corner = tuple[int, int]
Place = tuple[int, int]


@dataclass(frozen=True)
class Head:
    """Where a table stands: the line of its header (0: none), of its first row, and the last one.

    `fits`: the header names what is wanted.
    """

    sheet: str
    names: tuple[str, ...]
    line: int
    first: int
    last: int
    fits: bool


@dataclass(frozen=True)
class Top:
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
    if layout.lines_above is not None:
        return layout.lines_above + layout.header_lines
    return first + LOOKED_AT + layout.header_lines


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
    several = layout.header_lines
    if not several:
        names = (*layout.names, *[""] * (top.width - len(layout.names)))
        return Head(top.sheet, names, 0, (layout.lines_above or 0) + 1, top.last, fits=False)
    if layout.lines_above is not None:
        line = layout.lines_above + 1
        names = _names(top, line, several)
        fits, _ = _fit(names, wanted)
    else:
        line, names, fits = _best(top, several, wanted)
    return Head(top.sheet, names, line, line + several, top.last, fits)


def _best(top: Top, several: int, wanted: Wanted) -> tuple[int, tuple[str, ...], bool]:
    """Return the line under which most of what is wanted stands, its names, and whether it fits.

    Without any, the first line of two names is the header: a single one would be a title.
    """
    filled = Counter(line for line, _ in top.cells if line < top.first + LOOKED_AT)
    if not filled:
        return top.first, (), False
    lines = sorted(filled)
    names = {line: _names(top, line, several) for line in lines}
    fits = {line: _fit(names[line], wanted) for line in lines}
    best = max(lines, key=lambda line: fits[line])  # the first of those
    if fits[best][0]:
        return best, names[best], True
    line = next((line for line in lines if filled[line] > 1), lines[0])
    return line, names[line], False


def _fit(names: tuple[str, ...], wanted: Wanted) -> tuple[bool, int]:
    """Tell whether names hold what is required, and something of what is wanted; and how much."""
    found, known = wanted.found([folded(name) for name in names if name])
    anything = bool(wanted.required or wanted.others)
    return found and (known > 0 or not anything), known


def _names(top: Top, line: int, several: int) -> tuple[str, ...]:
    """Return the names of the columns under a header of several lines, up to the last one."""
    lines = range(line, line + several)
    if top.merged is None:
        places = range(top.width)
        names = header_names([[top.cells.get((one, at), "") for at in places] for one in lines])
    else:
        names = tuple(_name(top, top.merged, lines, place) for place in range(top.width))
    last = max((place for place, name in enumerate(names) if name), default=-1)
    return names[: last + 1]


def _name(top: Top, merged: Mapping[Place, Place], lines: range, place: int) -> str:
    """Return what the lines of a header call a column, each merged cell once."""
    parts: dict[Place, str] = {}
    for line in lines:
        origin = merged.get((line, place), (line, place))
        if origin[1] == place or line != lines[-1]:
            parts[origin] = top.cells.get(origin, "").strip()
    return " ".join(part for part in parts.values() if part)
