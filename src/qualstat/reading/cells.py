"""Cells: one column of the plain form over the rows of a batch, each distinct text once.

Takes the columns of a batch; gives `Cells`. Convention owned here: whatever a column is made of,
it is texts and each row's place among them, so that a text is judged once; only a column that was
read as texts that hardly recur holds each as often as it stands.
"""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from msgspec import Struct

from qualstat.exports import arrow
from qualstat.exports.table import Flags, Numbers

Places = npt.NDArray[np.int32]


class Cells(Struct, frozen=True):
    """The distinct texts of a column, and each row's place among them."""

    texts: pa.StringArray
    places: Places

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.places)

    def listed(self) -> list[str]:
        """Return the distinct texts."""
        texts: list[str] = self.texts.to_pylist()
        return texts

    def text(self, row: int) -> str:
        """Return the text of a row."""
        return str(self.texts[int(self.places[row])].as_py())

    def each(self) -> pa.StringArray:
        """Return the text of every row."""
        return self.texts.take(arrow.small(self.places))

    def rewritten(self, rewrite: Callable[[str], str]) -> "Cells":
        """Return the same rows with other texts."""
        return Cells(arrow.strings([rewrite(text) for text in self.listed()]), self.places)

    def where(self, told: Callable[[str], bool]) -> Flags:
        """Tell which rows hold a text of some kind."""
        return np.array([told(text) for text in self.listed()], bool)[self.places]

    def settled(self) -> "Cells":
        """Return the same rows, equal texts at one place."""
        held = self.texts.dictionary_encode()
        return Cells(held.dictionary, arrow.indices(held)[self.places])

    def with_blank(self) -> "Cells":
        """Return the same rows, a blank text being the last of their texts."""
        return Cells(pa.concat_arrays([self.texts, arrow.strings([""])]), self.places)

    def kept(self, mask: Flags | Numbers) -> "Cells":
        """Return some of the rows."""
        return Cells(self.texts, self.places[mask])


def of_column(column: pa.DictionaryArray | pa.StringArray) -> Cells:
    """Return a column of a batch."""
    if isinstance(column, pa.StringArray):
        column = column.dictionary_encode()
    return Cells(column.dictionary, arrow.indices(column))


def standing(column: pa.StringArray) -> Cells:
    """Return a column whose texts hardly recur, each as often as it stands."""
    return Cells(column, np.arange(len(column), dtype=np.int32))


def constant(text: str, rows: int) -> Cells:
    """Return a column that holds one text."""
    return Cells(arrow.strings([text]), np.zeros(rows, np.int32))


def joined(parts: Sequence[Cells]) -> Cells:
    """Return columns as one, their texts with a blank between them."""
    if len(parts) == 1:
        return parts[0]
    texts = pc.binary_join_element_wise(*(one.each() for one in parts), " ")
    return of_column(pc.utf8_trim_whitespace(texts))


def paired(first: Cells, second: Cells, both: Callable[[str, str], str]) -> Cells:
    """Return a column made of two, one distinct pair of texts at a time."""
    pairs = first.places.astype(np.int64) * max(len(second.texts), 1) + second.places
    held = arrow.array(pairs).dictionary_encode()
    texts, others = first.listed(), second.listed()
    made = [
        both(texts[pair // len(others)], others[pair % len(others)])
        for pair in held.dictionary.to_pylist()
    ]
    return Cells(arrow.strings(made), arrow.indices(held))


def first_not_blank(parts: Sequence[Cells]) -> Cells:
    """Return, of each row, the first text that is not blank."""
    texts = [text for one in parts for text in one.listed()]
    starts = np.cumsum([0, *(len(one.texts) for one in parts[:-1])])
    places = parts[-1].places + starts[-1]
    for one, start in zip(parts[-2::-1], starts[-2::-1], strict=True):
        given = one.where(lambda text: bool(text.strip()))
        places = np.where(given, one.places + start, places)
    return Cells(arrow.strings(texts), places.astype(np.int32))
