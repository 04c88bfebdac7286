"""Packed: tallies and ledgers as bytes, and back.

Takes tallies and ledgers; gives Arrow streams. Conventions owned here: whole numbers take the
fewest bytes that hold them all; of a ledger's row only the digest, the cell and the line are
kept, for all else follows from its cell.
"""

import json
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from qualstat.tallies.cells import KEY, Numbers, Tally, as_keys
from qualstat.tallies.count import ledger_of
from qualstat.tallies.ledger import Ledger

ROWS, N, SERVICES = "rows", "n", b"services"
DIGEST, CELL, LINE = "digest", "cell", "line"
WIDTHS = (np.int8, np.int16, np.int32)
OPTIONS = pa.ipc.IpcWriteOptions(compression="zstd")


def packed_tally(tally: Tally) -> bytes:
    """Return a tally as bytes."""
    return _packed({**tally.keys, ROWS: tally.rows, N: tally.n}, tally.services)


def packed_columns(columns: Mapping[str, Numbers]) -> bytes:
    """Return columns of whole numbers, of equal length, as bytes."""
    return _packed(columns, ())


def unpacked_columns(data: bytes) -> dict[str, Numbers]:
    """Return the columns that bytes hold."""
    return _wide(_unpacked(data)[0])


def packed_ledger(ledger: Ledger) -> bytes:
    """Return a ledger as bytes: its cells, then its rows."""
    rows: dict[str, Numbers] = {DIGEST: ledger.digest, CELL: ledger.cell, LINE: ledger.line}
    return packed_rows(ledger.cells, rows)


def unpacked_tally(data: bytes) -> Tally:
    """Return the tally that bytes hold."""
    columns, services = _unpacked(data)
    counts = _wide({name: columns.pop(name) for name in (ROWS, N)})
    return Tally(as_keys(columns), counts[ROWS], counts[N], services)


def unpacked_ledger(data: bytes, sites: Numbers | None) -> Ledger:
    """Return the ledger that bytes hold; `sites` are the numbers that its site numbers become."""
    cells, rows = ledger_rows(data)
    return ledger_of(renumbered(cells, sites), rows[CELL], rows[DIGEST], rows[LINE])


def ledger_rows(data: bytes) -> tuple[Tally, dict[str, Numbers]]:
    """Return the cells of the ledger that bytes hold, and its rows: digest, cell, line."""
    size = int.from_bytes(data[:8], "little")
    rows, _ = _unpacked(data[8 + size :])
    return unpacked_tally(data[8 : 8 + size]), _wide(rows)


def packed_rows(cells: Tally, rows: Mapping[str, Numbers]) -> bytes:
    """Return the cells of a ledger and its rows, as `ledger_rows` gives them, as bytes."""
    held = packed_tally(cells)
    return len(held).to_bytes(8, "little") + held + _packed(rows, ())


def renumbered(tally: Tally, sites: Numbers | None) -> Tally:
    """Return a tally with other site numbers; as it is where they stay."""
    if sites is None:
        return tally
    keys = {**tally.keys, "site": sites[tally.keys["site"]].astype(KEY)}
    return Tally(keys, tally.rows, tally.n, tally.services)


def _packed(
    columns: Mapping[str, npt.NDArray[np.signedinteger]], services: tuple[str, ...]
) -> bytes:
    arrays = [_narrow(column) for column in columns.values()]
    schema = pa.schema(
        [pa.field(name, one.type) for name, one in zip(columns, arrays, strict=True)],
        {SERVICES: json.dumps(services, ensure_ascii=False).encode()},
    )
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, schema, options=OPTIONS) as stream:
        stream.write_batch(pa.record_batch(arrays, schema=schema))
    data: bytes = sink.getvalue().to_pybytes()
    return data


def _narrow(column: Numbers) -> pa.Array:
    """Return whole numbers in the fewest bytes that hold them all."""
    low, high = (int(column.min()), int(column.max())) if len(column) else (0, 0)
    kinds = (one for one in WIDTHS if np.iinfo(one).min <= low and high <= np.iinfo(one).max)
    held = np.ascontiguousarray(column, next(kinds, np.int64))
    kind = pa.from_numpy_dtype(held.dtype)
    return pa.Array.from_buffers(kind, len(held), [None, pa.py_buffer(held)])


def _unpacked(data: bytes) -> tuple[dict[str, Numbers], tuple[str, ...]]:
    with pa.ipc.open_stream(data) as stream:
        batch, metadata = stream.read_next_batch(), stream.schema.metadata
    columns = {
        name: _held(column) for name, column in zip(batch.schema.names, batch.columns, strict=True)
    }
    return columns, tuple(json.loads(metadata[SERVICES]))


def _wide(columns: Mapping[str, Numbers]) -> dict[str, Numbers]:
    return {name: column.astype(np.int64) for name, column in columns.items()}


def _held(column: pa.Array) -> Numbers:
    """Return the whole numbers of a column, in the bytes that they were kept in."""
    kind = np.dtype(f"i{column.type.bit_width // 8}")
    held = np.frombuffer(column.buffers()[1], kind) if len(column) else np.empty(0, kind)
    return held[column.offset :][: len(column)]
