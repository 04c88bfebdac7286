"""Arrow and numpy, each seen as the other without copying, and without pandas.

Takes arrays of one; gives arrays of the other. Convention owned here: Arrow's own conversions
load pandas where it is installed, a third of a second that reading does not need; these go
through the buffers.
"""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def indices(column: pa.DictionaryArray) -> npt.NDArray[np.int32]:
    """Return the places of a column's rows in its dictionary; it has no nulls."""
    held = column.indices
    return np.frombuffer(held.buffers()[1], np.int32)[held.offset :][: len(held)]


def array(column: Numbers) -> pa.Int64Array:
    """Return whole numbers as Arrow sees them."""
    held = np.ascontiguousarray(column, np.int64)
    return pa.Array.from_buffers(pa.int64(), len(held), [None, pa.py_buffer(held)])


def flags(mask: Flags) -> pa.BooleanArray:
    """Return a mask as Arrow sees it, eight to a byte."""
    bits = np.packbits(mask, bitorder="little")
    return pa.Array.from_buffers(pa.bool_(), len(mask), [None, pa.py_buffer(bits)])


def widths(texts: pa.StringArray) -> npt.NDArray[np.int32]:
    """Return the number of bytes of each text."""
    return np.diff(offsets(texts))


def offsets(texts: pa.StringArray) -> npt.NDArray[np.int32]:
    """Return where each text starts in the bytes of all of them, and where the last one ends."""
    return np.frombuffer(texts.buffers()[1], np.int32)[texts.offset :][: len(texts) + 1]


def letters(texts: pa.StringArray) -> npt.NDArray[np.uint8]:
    """Return the bytes of all the texts."""
    return np.frombuffer(texts.buffers()[2] or b"", np.uint8)
