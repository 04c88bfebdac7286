"""Headers: which line at the top of a table names its columns, whatever the format of the file.

Takes the first lines, and the columns wanted; gives the `Header` they hold. Conventions owned here:
what is declared wins; else the header is the first line that names all that is required; else the
one that names most of what is wanted; else the one that reads like names, as many as most lines
have cells; else the first line of several cells: a single one would be a title. A blank line is
none, within a header too.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from qualstat.exports.layout import Layout, Wanted, folded

LOOKED_AT = 60  # lines among which a header may stand, from the first that is not blank
FIGURE = re.compile(r"[-+]?[0-9][0-9 .,:/%-]*(?:T[0-9]{2}:[0-9:]+)?")


class Line(NamedTuple):
    """A line that is not blank: the numbers of the first and last one it takes, and its cells."""

    first: int
    last: int
    cells: Sequence[str]


class Score(NamedTuple):
    """How far names are those of a header, what counts most first.

    `fits`: all that is required is there, and something of what is wanted; `known`: how much is;
    `likely`: how many read like names; `several`: there are at least two.
    """

    fits: bool
    known: int
    likely: int
    several: bool


class Header(NamedTuple):
    """The names of columns, by place, the lines on which they stand, and what speaks for them.

    `above` counts the lines before it that look like rows rather than titles.
    """

    names: tuple[str, ...]
    first: int
    last: int
    score: Score
    above: int = 0


def best(
    lines: Sequence[Line],
    layout: Layout,
    wanted: Wanted,
    named: Callable[[Sequence[Line]], tuple[str, ...]],
) -> Header | None:
    """Return the header among the first lines below those to pass over; None without any line.

    `named` gives the names that some lines make.
    """
    width = _width(lines)
    held: Header | None = None
    for place in range(len(lines))[: None if layout.lines_above is None else 1]:
        under = lines[place : place + layout.header_lines]
        names = named(under)
        one = Header(names, under[0].first, under[-1].last, _score(names, wanted, width))
        if held is None or one.score > held.score:
            held = one
        if settled(one, wanted):
            break
    return held and held._replace(above=_rows_above(lines, held))


def _rows_above(lines: Sequence[Line], header: Header) -> int:
    """Return how many lines above a header have at least half as many cells as it has names."""
    filled = [sum(bool(cell.strip()) for cell in one.cells) for one in lines
              if one.first < header.first]  # fmt: skip
    least = max(2, sum(map(bool, header.names)) / 2)
    return sum(count >= least for count in filled)


def settled(header: Header, wanted: Wanted) -> bool:
    """Tell whether what is needed stands there, so that the others need no look."""
    return header.score.fits and bool(wanted.required)


def _score(names: Sequence[str], wanted: Wanted, width: int) -> Score:
    """Return how far names are those of a header of a table that is so wide."""
    found, known = wanted.found([folded(name) for name in names if name])
    anything = bool(wanted.required or wanted.others)
    held = [name for name in names if name]
    whole = len(held) == _extent(names) and not any(map(FIGURE.fullmatch, held))
    likely = min(len(held), width) if whole and len(held) > 1 else 0
    return Score(found and (known > 0 or not anything), known, likely, len(held) > 1)


def _width(lines: Sequence[Line]) -> int:
    """Return how many cells at least half of the lines have."""
    extents = sorted(filter(None, (_extent(line.cells) for line in lines)), reverse=True)
    return extents[(len(extents) - 1) // 2] if extents else 0


def _extent(cells: Sequence[str]) -> int:
    """Return how many cells there are from the first to the last one that is not blank.

    >>> _extent(["", "a", " ", "b", ""])
    3
    """
    filled = [place for place, cell in enumerate(cells) if cell.strip()]
    return filled[-1] - filled[0] + 1 if filled else 0


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
