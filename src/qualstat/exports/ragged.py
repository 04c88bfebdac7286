"""Ragged: rows that lack their last cells, or hold blank ones too many, made even.

Takes a block; gives one. Convention owned here: what lacks at the end of a row is blank; a row
with more cells than the header is cut only where what is cut is blank.
"""

import csv
import io

import numpy as np

from qualstat.exports.blocks import Block, Dialect


def padded(block: Block, dialect: Dialect, width: int) -> Block:
    """Return a block whose rows have as many cells as the header, where that loses nothing."""
    rows = [_row(block, record, dialect, width) for record in range(len(block.record_ends))]
    ends = np.cumsum([len(row) for row in rows]) - 1
    many_lines = block.ends is not None
    return Block(
        b"".join(rows), block.first_line, ends if many_lines else None,
        block.unclosed, block.undecodable,
    )  # fmt: skip


def _row(block: Block, record: int, dialect: Dialect, width: int) -> bytes:
    """Return a record with its line end."""
    start = int(block.record_ends[record - 1]) + 1 if record else 0
    row = block.data[start : int(block.record_ends[record]) + 1]
    separator = dialect.separator.encode()
    quoted = bool(dialect.quote) and dialect.quote.encode() in row
    if not quoted and row.count(separator) <= width - 1:
        return row[:-1] + separator * (width - 1 - row.count(separator)) + row[-1:]
    if record in block.unclosed:
        return row
    cells = dialect.cells(row[:-1].decode(errors="replace"))
    if any(cell.strip() for cell in cells[width:]):
        return row
    return _written((cells + [""] * width)[:width], dialect)


def _written(cells: list[str], dialect: Dialect) -> bytes:
    held = io.StringIO()
    writer = csv.writer(
        held, delimiter=dialect.separator, quotechar=dialect.quote or None,
        quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE, lineterminator="\n",
    )  # fmt: skip
    writer.writerow(cells)
    return held.getvalue().encode()
