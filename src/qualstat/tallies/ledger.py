"""The ledger: rows with a reference, each record of which counts once over all files (D1).

Takes the referenced rows of files; gives the rows that win, and pairs of files of those that
are superseded. Conventions owned here: a record is one per register, site, reference and year
of its first date; the row with most dates filled wins, then the last file, then the last line:
a maximum, so that files merge in any order.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from qualstat.reading import arrow
from qualstat.tallies.cells import Numbers, Tally, numbered, side_by_side

YEARS = 10_000  # a site and a year are one number

Small = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Ledger:
    """The referenced rows of one file, column by column.

    Of each: its site and the year of its first date as one number, its reference, its cell, how
    many dates are given, and its line. `record` numbers the records once all files are read.
    """

    cells: Tally
    owner: Small
    reference: pa.StringArray
    cell: Small
    given: npt.NDArray[np.uint8]
    line: Small
    record: Numbers = field(default_factory=lambda: np.empty(0, np.int64))


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


def joined(ledgers: Sequence[Ledger]) -> Ledger:
    """Return the ledger of a file from those of its blocks, at least one."""
    starts = np.cumsum([0, *(len(one.cells.rows) for one in ledgers[:-1])])
    cell = np.concatenate([one.cell + start for one, start in zip(ledgers, starts, strict=True)])
    return Ledger(
        side_by_side([one.cells for one in ledgers]),
        np.concatenate([one.owner for one in ledgers]),
        pa.concat_arrays([one.reference for one in ledgers]),
        cell.astype(np.int32),
        np.concatenate([one.given for one in ledgers]),
        np.concatenate([one.line for one in ledgers]),
    )


def with_records(ledgers: Sequence[Ledger]) -> list[Ledger]:
    """Return the ledgers of all files, their rows numbered by record: equal where they are one."""
    if not ledgers:
        return []
    owner = np.concatenate([one.owner for one in ledgers]).astype(np.int64)
    reference = pa.concat_arrays([one.reference for one in ledgers]).dictionary_encode()
    record, _ = numbered(arrow.indices(reference) * (int(owner.max()) + 1) + owner)
    bounds = np.cumsum([len(one.line) for one in ledgers[:-1]])
    parts = np.split(record, bounds)
    return [replace(one, record=part) for one, part in zip(ledgers, parts, strict=True)]


def settle(ledgers: Sequence[Ledger]) -> Settled:
    """Return the winning rows of ledgers with records, given in the order of the files."""
    file = np.repeat(np.arange(len(ledgers)), [len(one.line) for one in ledgers])
    record, given, line, cell = (
        np.concatenate([np.empty(0, np.int64), *(getattr(one, name) for one in ledgers)])
        for name in ("record", "given", "line", "cell")
    )
    order = np.lexsort((line, file, given, record))
    last = np.ones(len(order), bool)
    last[:-1] = record[order][1:] != record[order][:-1]
    winners = order[last]
    by = file[winners][np.cumsum(last) - last]  # of each row in order, the file that wins
    won = [
        np.bincount(cell[winners[file[winners] == place]], minlength=len(one.cells.rows))
        for place, one in enumerate(ledgers)
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
