"""The ledger: rows with a reference, each record of which counts once over all files (D1).

Takes the referenced rows of files; gives the cells of the rows that win, and pairs of files of
those that are superseded. Conventions owned here: a record is one per register, site, reference
and year of its first date; the row with most dates filled wins, then the last file, then the
last line: a maximum, so that files merge in any order.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from qualstat.tallies.cells import Numbers, Tally, side_by_side

# Digests never leave memory here; a store brings a secret key of its own (P1).
KEY = "qualstat, memory"
SEPARATOR = "\x1f"
Digests = npt.NDArray[np.uint64]


@dataclass(frozen=True)
class Ledger:
    """The referenced rows of one file: digest of the record, cell, dates given and line."""

    cells: Tally
    digest: Digests
    cell: npt.NDArray[np.int32]
    filled: npt.NDArray[np.uint8]
    line: npt.NDArray[np.int32]


@dataclass(frozen=True)
class Superseded:
    """Rows of one file that rows of another replace; `line` is the first of them."""

    file: int
    by: int
    line: int
    count: int


@dataclass(frozen=True)
class Settled:
    """Which rows win, by ledger, as the number of rows in each of its cells."""

    won: list[Numbers]
    superseded: list[Superseded]


def digests(
    sites: npt.NDArray[np.str_], years: Numbers, references: pa.StringArray, *, key: str = KEY
) -> Digests:
    """Return the keyed 64-bit digest (SipHash) of each record's site, year and reference."""
    from pandas.util import hash_array

    parts = (pa.array(sites.tolist()), pa.array(years.tolist()).cast(pa.string()), references)
    records = pc.binary_join_element_wise(*parts, SEPARATOR).to_pylist()
    return hash_array(np.array(records, object), hash_key=key, categorize=False)


def joined(ledgers: Sequence[Ledger]) -> Ledger:
    """Return the ledger of a file from those of its blocks, at least one."""
    starts = np.cumsum([0, *(len(one.cells.rows) for one in ledgers[:-1])])
    cell = np.concatenate([one.cell + start for one, start in zip(ledgers, starts, strict=True)])
    return Ledger(
        side_by_side([one.cells for one in ledgers]),
        np.concatenate([one.digest for one in ledgers]),
        cell.astype(np.int32),
        np.concatenate([one.filled for one in ledgers]),
        np.concatenate([one.line for one in ledgers]),
    )


def settle(ledgers: Sequence[Ledger]) -> Settled:
    """Return the winning rows of the ledgers of all files, given in the order of the files."""
    sizes = [len(ledger.digest) for ledger in ledgers]
    file = np.repeat(np.arange(len(ledgers)), sizes)
    digest, filled, line, cell = (
        np.concatenate([getattr(ledger, name) for ledger in ledgers])
        for name in ("digest", "filled", "line", "cell")
    )
    order = np.lexsort((line, file, filled, digest))
    last = np.ones(len(order), bool)
    last[:-1] = digest[order][1:] != digest[order][:-1]
    winners = order[last]
    by = file[winners][np.cumsum(last) - last]  # of each row in order, the file that wins
    won = [
        np.bincount(cell[winners[file[winners] == place]], minlength=len(ledger.cells.rows))
        for place, ledger in enumerate(ledgers)
    ]
    lost = ~last
    return Settled(won, _pairs(file[order][lost], by[lost], line[order][lost]))


def _pairs(file: Numbers, by: Numbers, line: Numbers) -> list[Superseded]:
    """Return the superseded rows by pair of files, in the order of the files."""
    order = np.lexsort((line, by, file))
    pairs = np.stack([file[order], by[order]], axis=1)
    found, firsts, counts = np.unique(pairs, axis=0, return_index=True, return_counts=True)
    return [
        Superseded(int(one), int(other), int(line[order][first]), int(count))
        for (one, other), first, count in zip(found, firsts, counts, strict=True)
    ]
