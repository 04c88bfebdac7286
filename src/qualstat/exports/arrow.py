"""Arrow and numpy, each seen as the other without copying, and without pandas.

Takes arrays of one; gives arrays of the other. Convention owned here: Arrow's own conversions
load pandas where it is installed, a third of a second that reading does not need; these go
through the buffers.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from qualstat.exports.table import Flags, Numbers

WORD = 8  # bytes


def indices(column: pa.DictionaryArray) -> npt.NDArray[np.int32]:
    """Return the places of a column's rows in its dictionary; it has no nulls."""
    held = column.indices
    return np.frombuffer(held.buffers()[1], np.int32)[held.offset :][: len(held)]


def blank(column: pa.DictionaryArray | pa.StringArray) -> Flags:
    """Tell which texts of a column are blank."""
    if isinstance(column, pa.StringArray):
        return np.equal(widths(pc.utf8_trim_whitespace(column)), 0)
    texts = np.array([not one.strip() for one in column.dictionary.to_pylist()], bool)
    told: Flags = texts[indices(column)]
    return told


def nothing(kind: pa.DataType) -> pa.Array:
    """Return a column of no rows."""
    return pa.nulls(0, kind)


def array(column: Numbers) -> pa.Int64Array:
    """Return whole numbers as Arrow sees them."""
    held = np.ascontiguousarray(column, np.int64)
    return pa.Array.from_buffers(pa.int64(), len(held), [None, pa.py_buffer(held)])


def numbers(column: pa.Int64Array) -> Numbers:
    """Return whole numbers as numpy sees them; none of them is null."""
    held: Numbers = np.frombuffer(column.buffers()[1], np.int64)
    return held[column.offset :][: len(column)]


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


def words(letters: npt.NDArray[np.uint8], starts: Numbers) -> npt.NDArray[np.uint64]:
    """Return the eight bytes from each start on as one number, the first byte the lowest.

    A fifth of the time of taking bytes one by one.
    """
    every = np.ndarray((max(len(letters) - WORD + 1, 0),), "<u8", letters, strides=(1,))
    return every[starts]


def is_utf8(data: bytes) -> bool:
    """Tell whether bytes are UTF-8; a third of the time of decoding them, and no memory."""
    ends = np.array([0, len(data)], np.int32)
    text = pa.Array.from_buffers(pa.string(), 1, [None, pa.py_buffer(ends), pa.py_buffer(data)])
    try:
        text.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def small(column: npt.NDArray[np.int32]) -> pa.Int32Array:
    """Return small whole numbers as Arrow sees them."""
    held = np.ascontiguousarray(column, np.int32)
    return pa.Array.from_buffers(pa.int32(), len(held), [None, pa.py_buffer(held)])


def strings(texts: Sequence[str]) -> pa.StringArray:
    """Return texts as Arrow holds them."""
    joined = "".join(texts)
    if joined.isascii():  # nearly all columns are, and this takes a quarter of the time
        held, sizes = joined.encode(), map(len, texts)
    else:
        each = [text.encode(errors="replace") for text in texts]
        held, sizes = b"".join(each), map(len, each)
    ends = np.zeros(len(texts) + 1, np.int32)
    ends[1:] = np.cumsum(np.fromiter(sizes, np.int64, len(texts)))
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(held)]
    return pa.Array.from_buffers(pa.string(), len(texts), buffers)
