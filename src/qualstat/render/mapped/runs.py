"""Runs: the cells that a question keeps, and those that people read as one line.

Takes a `Map` and the states asked for; gives runs of cells. Conventions owned here: what is
missing is whole registers, for a file holds all parts of one; months without a record that follow
one another in the same state are one line.
"""

from collections.abc import Collection, Iterator

from msgspec import Struct
from msgspec.structs import replace

from qualstat.maps import Cell, Map, Oddity, Row
from qualstat.render.following import runs
from qualstat.render.mapped import shown
from qualstat.render.mapped.fields import ODD

MISSING = "missing"


class Run(Struct, frozen=True):
    """Cells of a row, one month after the other, and what is odd in them where that is asked."""

    row: Row
    cells: tuple[Cell, ...]
    odd: Oddity | None = None


def kept(held: Map, only: Collection[str]) -> Iterator[Run]:
    """Yield the cells asked for, one by one; all of them where nothing is asked."""
    for row in held.rows:
        for cell in row.cells:
            odd = shown.oddity(held, row, cell.month)
            wanted = cell.state in only and (row.whole or cell.state != MISSING)
            if not only or wanted or (ODD in only and odd):
                yield Run(row, (cell,), odd)


def joined(held: Map, only: Collection[str]) -> list[Run]:
    """Return the cells asked for, months that say the same joined."""
    asked = not only or ODD in only
    told = (one if asked else Run(one.row, one.cells) for one in kept(held, only))
    return [
        replace(run[0], cells=tuple(cell for one in run for cell in one.cells))
        for run in runs(told, _follows)
    ]


def _follows(before: Run, one: Run) -> bool:
    """Whether a cell goes on with another: the next month, as empty, for the same reason."""
    (last,), (cell,) = before.cells, one.cells
    alike = before.row is one.row and before.odd is one.odd and last.state == cell.state
    return alike and not (last.records or cell.records) and cell.month == last.month + 1
