"""Tables: what every format is read as, rows of text cells, each with its line.

Takes nothing; gives values. Conventions owned here: a place is a column's, from 0; a line is
numbered as an editor or a spreadsheet numbers it; a cell is text, whatever the format made of it.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from msgspec import Struct

from qualstat.exports.layout import PLAINLY, Seen

Numbers = npt.NDArray[np.signedinteger]
Flags = npt.NDArray[np.bool_]
Fault = Literal["width", "unclosed", "undecodable", "untimed"]


class Faulty(Struct, frozen=True):
    """A row that cannot be judged by its cells: where, why, and the cells as far as they go."""

    line: int
    fault: Fault
    cells: tuple[str, ...]


class Batch(Struct, frozen=True):
    """Some rows of a table, in order.

    `columns` holds, by place, the columns asked for: Arrow dictionaries of texts, or plain texts
    where they hardly recur; without nulls. `cells` gives all cells of a row of the batch.
    `size` is the number of bytes of the file that it took, for the progress; `seen` is how the
    table turned out to be written, as far as it was read.
    """

    lines: Numbers
    columns: Mapping[int, pa.DictionaryArray | pa.StringArray]
    cells: Callable[[int], list[str]]
    faulty: tuple[Faulty, ...] = ()
    size: int = 0
    seen: Seen = PLAINLY


Batches = Callable[[Collection[int], Collection[int]], Iterator[Batch]]


class Share(Struct, frozen=True):
    """Of some shares of a table, the one with this number, from 0; together they are all of it.

    `size` is that of its file in bytes, the same for all of them. Each share is a stretch of the
    file, for rows of one day mostly stand together; while nobody knows how many `blocks` there are
    (0), the shares take turns.
    """

    number: int = 0
    of: int = 1
    size: int = 0
    blocks: int = 0

    def holds(self, place: int) -> bool:
        """Tell whether the block at a place of the table belongs to this share."""
        return (self._at(place) if self.blocks else place % self.of) == self.number

    def ends_before(self, place: int) -> bool:
        """Tell whether no block from a place on belongs to this share."""
        return bool(self.blocks) and self._at(place) > self.number

    def _at(self, place: int) -> int:
        """Return the share to which a place belongs; the last one has what comes unforeseen."""
        return min(place * self.of // self.blocks, self.of - 1)


WHOLE = Share()


class Table(Struct, frozen=True):
    """One table of an export: a CSV file or one sheet of a workbook, open to be read.

    `name` is its path under the data folder, with the member of an archive and the sheet of a
    workbook. `header` are the names of its columns, as they stand, by place. `batches` takes the
    places wanted, and those of them whose texts hardly recur; it can be called again. `shared`
    gives the batches of a share, None where the table is read by one process or not at all.
    """

    name: str
    header: tuple[str, ...]
    seen: Seen
    batches: Batches
    shared: Callable[[Share], Batches] | None = None


class Opened(Struct, frozen=True):
    """The tables of an export, and the names of the sheets that are none of them."""

    tables: tuple[Table, ...]
    unread_sheets: tuple[str, ...] = ()
