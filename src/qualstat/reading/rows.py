"""Rows: the rows of a batch that a profile keeps, and their columns by name.

Takes a batch, its header and a profile's conditions; gives rows. Convention owned here: a row is
kept where every `keep` holds and no `skip` does; what is left out is no row, and is counted.
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import pyarrow as pa
from msgspec import Struct, field

from qualstat.exports import arrow
from qualstat.exports.patterns import fitting
from qualstat.exports.table import Batch, Faulty, Flags, Numbers
from qualstat.reading import cells
from qualstat.reading.cells import Cells
from qualstat.reading.header import Header
from qualstat.sources.profile import Condition, Profile


class BatchRows(Struct, frozen=True, dict=True):
    """The rows of a batch at some places; all of them where `kept` is None."""

    header: Header
    batch: Batch
    kept: Numbers | None = None
    _held: dict[int, Cells] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.lines)

    @cached_property
    def lines(self) -> Numbers:
        """The line of each row."""
        return self.batch.lines if self.kept is None else self.batch.lines[self.kept]

    def column(self, alternatives: Sequence[str], at: str = "") -> Cells | None:  # noqa: ARG002  # a row has one moment
        """Return the column of one of these names; None when there is none."""
        place = self.header.place(alternatives)
        if place is None:
            return None
        if place not in self._held:
            whole = cells.of_column(self.batch.columns[place])
            self._held[place] = whole if self.kept is None else whole.kept(self.kept)
        return self._held[place]

    @property
    def made_of(self) -> int:
        """How many rows of the export they come from."""
        return len(self)

    @property
    def faulty(self) -> tuple[Faulty, ...]:
        """The rows that have no cells to go by."""
        return self.batch.faulty

    @property
    def left_out(self) -> int:
        """How many rows of the batch are not among them."""
        return len(self.batch.lines) - len(self)

    def texts(self, place: int) -> pa.StringArray | None:
        """Return a column whose texts hardly recur; None when it was not read as such."""
        column = self.batch.columns[place]
        if not isinstance(column, pa.StringArray):
            return None
        return column if self.kept is None else column.take(arrow.array(self.kept))

    def some(self, places: Numbers) -> "BatchRows":
        """Return some of these rows."""
        return BatchRows(
            self.header, self.batch, places if self.kept is None else self.kept[places]
        )

    def cells(self, row: int) -> list[str]:
        """Return all the cells of a row, as they stand in the export."""
        return self.batch.cells(row if self.kept is None else int(self.kept[row]))


def kept(batch: Batch, header: Header, profile: Profile) -> BatchRows:
    """Return the rows of a batch that a profile keeps."""
    rows = BatchRows(header, batch)
    if not (profile.keep or profile.skip):
        return rows
    good = np.ones(len(rows), bool)
    for one in profile.keep:
        good &= _holds(one, rows)
    for one in profile.skip:
        good &= ~_holds(one, rows)
    return rows if good.all() else BatchRows(header, batch, np.flatnonzero(good))


def _holds(condition: Condition, rows: BatchRows) -> Flags:
    """Tell of which rows a condition holds."""
    held = rows.column([condition.column])
    if held is None:
        return np.zeros(len(rows), bool)
    return held.where(fitting(condition.is_))
