"""Texts: a CSV file, in any encoding, packed or not, as a table.

Takes a path, and what is declared of it; gives a `Table`. Conventions owned here: a row with a
wrong number of cells, a quote that never closes or bytes that are no text is faulty; a row whose
cells are all blank is no row; in a ragged file cells lack, or are blank, at the end of a row.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv
from msgspec import Struct
from msgspec.structs import replace

from qualstat.exports import arrow, containers, unreadable
from qualstat.exports.blocks import Block, Dialect, cut
from qualstat.exports.encodings import BYTE_ORDER_MARK, CHUNK, Decoded
from qualstat.exports.layout import Layout, Seen, Wanted
from qualstat.exports.place import Place
from qualstat.exports.ragged import padded
from qualstat.exports.separators import Heading, heading
from qualstat.exports.table import (
    WHOLE,
    Batch,
    Fault,
    Faulty,
    Flags,
    Numbers,
    Share,
    Table,
)

HEAD = 256 << 10  # bytes in which a header is looked for
MOST_RECORDS = 300_000  # at once: what is said of each takes more memory than a short row


def table(place: Place, name: str, layout: Layout, wanted: Wanted, *, size: int = CHUNK) -> Table:
    """Return a CSV file as a table.

    Raises `Unreadable` where it cannot be opened or holds nothing, at once or while it is read.
    """
    with place.opened() as stream:
        # As much as the rows are decoded by, so that both are read in one encoding.
        decoded = Decoded(stream, declared=layout.encoding, size=max(size, HEAD))
        chunks = iter(decoded)
        head = next(chunks, None)
        whole = len(head.data) <= HEAD and next(chunks, None) is None if head else True
    if head is None or not head.data.strip():
        raise unreadable.empty()
    found = heading(head.data[:HEAD], layout, wanted, whole=whole)
    if any(head.data.count(b"\n", 0, one) < found.after for one in head.undecodable):
        raise unreadable.undecodable_header(decoded.encoding, found.line)
    seen = Seen(
        kind="csv", encoding=decoded.encoding, separator=found.separator, quote=layout.quote,
        header_line=found.line, compression=containers.compression(place.path, place.member),
        guessed=decoded.guessed, rows_above=found.rows_above,
    )  # fmt: skip
    opened = _Opened(place, layout, found, seen, size, place.stamp())
    shared = lambda share: partial(opened.batches, share=share)  # noqa: E731  # a name says less
    return Table(name, found.names, seen, opened.batches, shared)


class _Opened(Struct, frozen=True):
    """A CSV file whose header is known."""

    place: Place
    layout: Layout
    heading: Heading
    seen: Seen
    size: int
    stamp: object  # of the file whose header it is

    def batches(
        self, places: Collection[int], unlike: Collection[int], share: Share = WHOLE
    ) -> Iterator[Batch]:
        """Yield the rows, with the columns asked for; those of `unlike` as plain texts.

        Of a share, whole blocks are left to others: to cut them all, which tells the line of each
        and the encoding, takes a fifth of the time of reading them.
        """
        dialect = Dialect(self.heading.separator, self.layout.quote)
        below = self.layout.lines_below
        types = self._types(places or [0], unlike)  # Arrow, asked for none, would read all
        if self.place.stamp() != self.stamp:
            raise unreadable.changed()
        with self.place.opened() as stream:
            decoded = Decoded(stream, declared=self.layout.encoding, size=self.size)
            own = cut(
                decoded, dialect, after=self.heading.after, below=below, share=self._blocks(share)
            )
            for block in (part for one in own for part in one.parts(MOST_RECORDS)):
                seen = replace(
                    self.seen, encoding=decoded.encoding,
                    guessed=self.seen.guessed or decoded.guessed,
                )  # fmt: skip
                batch = _batch(self._even(block, dialect), dialect, types, seen)
                yield batch if places else replace(batch, columns={})

    def _blocks(self, share: Share) -> Share:
        """Return a share of the blocks that there are, of which a packed file does not tell."""
        return replace(share, blocks=0 if self.place.packed else -(-share.size // self.size))

    def _even(self, block: Block, dialect: Dialect) -> Block:
        return padded(block, dialect, len(self.heading.names)) if self.layout.ragged else block

    def _types(
        self, places: Collection[int], unlike: Collection[int]
    ) -> Mapping[int, pa.DataType | None]:
        """Return what each place is read as; None where it is not read."""
        recurring = pa.dictionary(pa.int32(), pa.string())
        asked = {place: pa.string() if place in unlike else recurring for place in places}
        return {place: asked.get(place) for place in range(len(self.heading.names))}


def _batch(
    block: Block, dialect: Dialect, types: Mapping[int, pa.DataType | None], seen: Seen
) -> Batch:
    """Return the rows of a block."""
    read, odd = _parsed(block, dialect, types)
    records = np.delete(np.arange(len(block.lines)), list(odd))
    spoilt: dict[int, Fault] = {**dict.fromkeys(block.undecodable, "undecodable"),
              **dict.fromkeys(block.unclosed, "unclosed")}  # fmt: skip
    good = ~_blank(block, dialect, read, records)
    good &= ~np.isin(records, list(spoilt))
    if not good.all():
        mask = arrow.flags(good)
        read = {place: column.filter(mask) for place, column in read.items()}
        records = records[good]
    faults: dict[int, Fault] = {**dict.fromkeys(odd, "width"), **spoilt}
    texts = {**odd, **{one: block.text(one) for one in spoilt}}
    faulty = (_faulty(block, dialect, one, faults[one], texts[one]) for one in sorted(faults))
    return Batch(
        lines=block.lines[records],
        columns=read,
        cells=lambda row: dialect.cells(block.text(int(records[row]))),
        faulty=tuple(one for one in faulty if one is not None),
        size=len(block.data),
        seen=seen,
    )


def _parsed(
    block: Block, dialect: Dialect, types: Mapping[int, pa.DataType | None]
) -> tuple[dict[int, pa.Array], dict[int, str]]:
    """Return the columns of a block, and the records whose number of cells is wrong, as texts."""
    odd: dict[int, str] = {}

    def put_aside(row: Any) -> str:
        odd[row.number - 1] = row.text
        return "skip"

    data = _marked(block.data)
    asked = {str(place): kind for place, kind in types.items() if kind is not None}
    read = pyarrow.csv.read_csv(
        pa.BufferReader(data),
        read_options=pyarrow.csv.ReadOptions(
            column_names=[str(place) for place in types], use_threads=False,
            block_size=len(data) + 1,
        ),
        parse_options=pyarrow.csv.ParseOptions(
            delimiter=dialect.separator, quote_char=dialect.quote or False,
            newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=put_aside,
        ),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types=asked, include_columns=list(asked),
            null_values=[], strings_can_be_null=False, quoted_strings_can_be_null=False,
            check_utf8=False,  # blocks are UTF-8
        ),
    )  # fmt: skip
    return {int(name): _whole(read[name], kind) for name, kind in asked.items()}, odd


def _marked(data: bytes) -> bytes:
    """Return data from which Arrow takes nothing away: it drops a byte order mark, once."""
    return BYTE_ORDER_MARK + data if data.startswith(BYTE_ORDER_MARK) else data


def _whole(column: pa.ChunkedArray, kind: pa.DataType) -> pa.Array:
    return column.chunk(0) if column.num_chunks else arrow.nothing(kind)


def _blank(block: Block, dialect: Dialect, read: Mapping[int, pa.Array], records: Numbers) -> Flags:
    """Tell which parsed records have blank cells only."""
    blank = np.ones(len(records), bool)
    for column in read.values():
        blank &= arrow.blank(column)
        if not blank.any():
            return blank
    for row in np.flatnonzero(blank).tolist():
        blank[row] = not any(one.strip() for one in dialect.cells(block.text(int(records[row]))))
    return blank


def _faulty(block: Block, dialect: Dialect, record: int, fault: Fault, text: str) -> Faulty | None:
    """Return a faulty row; None when its cells are all blank."""
    cells = [text] if fault == "unclosed" else dialect.cells(text)
    if not any(cell.strip() for cell in cells):
        return None
    return Faulty(int(block.lines[record]), fault, tuple(cells))
