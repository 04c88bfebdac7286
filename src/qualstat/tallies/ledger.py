"""The ledger: rows with a reference, each record of which counts once over all files (D1).

Takes the referenced rows of files; gives the rows that win, and pairs of files of those that
are superseded. Conventions owned here: a record is one per register, site, reference and year
of its first date; the row with most dates filled wins, then the last file, then the last line:
a maximum, so that files merge in any order.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field
from msgspec.structs import replace

from qualstat.tallies.cells import Numbers, Tally, side_by_side

YEARS = 10_000  # a site and a year are one number
APART = -(2**64) + 0x9E3779B97F4A7C15  # 2**64 by the golden ratio: no two owners come near

Small = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]


class Ledger(Struct, frozen=True):
    """The referenced rows of one file, column by column.

    Of each: its site and the year of its first date as one number, the digest of its reference,
    its cell, how many dates are given, and its line. `record` is one number a record, once all
    files are read.
    """

    cells: Tally
    owner: Small
    digest: Numbers
    cell: Small
    given: npt.NDArray[np.uint8]
    line: Small
    record: Numbers = field(default_factory=lambda: np.empty(0, np.int64))


class Superseded(Struct, frozen=True):
    """Rows of one file that rows of another replace; `line` is the first of them.

    `unlike` of them tell another event or other categories than the row that wins: two records
    may share a reference by mistake. `unlike_lines` are the lines of the first such pair.
    """

    file: int
    by: int
    line: int
    count: int
    unlike: int = 0
    unlike_lines: tuple[int, int] = (0, 0)


class Settled(Struct, frozen=True):
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
        np.concatenate([one.digest for one in ledgers]),
        cell.astype(np.int32),
        np.concatenate([one.given for one in ledgers]),
        np.concatenate([one.line for one in ledgers]),
    )


def with_records(ledgers: Sequence[Ledger]) -> list[Ledger]:
    """Return ledgers with the record of each row: equal where rows are one record, in any file."""
    return [replace(one, record=one.digest + one.owner.astype(np.int64) * APART) for one in ledgers]


def settle(ledgers: Sequence[Ledger], identity: Sequence[str]) -> Settled:
    """Return the winning rows of ledgers with records, given in the order of the files.

    `identity` are the key columns in which the rows of one record should agree.
    """
    nothing = np.empty(0, np.int64)
    file = np.repeat(np.arange(len(ledgers)), [len(one.line) for one in ledgers])
    record, given, line, cell = (
        np.concatenate([nothing, *(getattr(one, name) for one in ledgers)])
        for name in ("record", "given", "line", "cell")
    )
    # most records have one row, which wins: only the others are worth the whole sort
    order = np.argsort(record)
    alike = record[order][1:] == record[order][:-1]
    several = np.zeros(len(record), bool)
    several[order[1:][alike]] = several[order[:-1][alike]] = True
    rivals = np.flatnonzero(several)
    order = rivals[np.lexsort((line[rivals], file[rivals], given[rivals], record[rivals]))]
    last = np.ones(len(order), bool)
    last[:-1] = record[order][1:] != record[order][:-1]
    winner = order[last][np.cumsum(last) - last]  # of each row in order, the row that wins
    wins = ~several
    wins[order[last]] = True
    ends = np.cumsum([len(one.line) for one in ledgers])
    won = [
        np.bincount(cell[end - len(one.line) : end][wins[end - len(one.line) : end]],
                    minlength=len(one.cells.rows))
        for one, end in zip(ledgers, ends.tolist(), strict=True)
    ]  # fmt: skip
    lost, by = order[~last], winner[~last]
    unlike = np.zeros(len(lost), bool)
    for name in identity:
        column = np.concatenate([nothing, *(one.cells.keys[name][one.cell] for one in ledgers)])
        unlike |= column[lost] != column[by]
    return Settled(won, _pairs(file[lost], file[by], line[lost], line[by], unlike))


def _pairs(
    file: Numbers, by: Numbers, line: Numbers, by_line: Numbers, unlike: Flags
) -> list[Superseded]:
    """Return the superseded rows by pair of files, in the order of the files."""
    order = np.lexsort((line, by, file))
    files = int(by.max()) + 1 if len(by) else 1
    pairs = file[order] * files + by[order]  # one number a pair: pairs are slow to sort
    found, firsts, counts = np.unique(pairs, return_index=True, return_counts=True)
    said = []
    for pair, first, count in zip(found.tolist(), firsts, counts, strict=True):
        one, other = divmod(pair, files)
        rows = order[first : first + count]
        odd = rows[unlike[rows]]
        lines = (int(line[odd[0]]), int(by_line[odd[0]])) if len(odd) else (0, 0)
        said.append(Superseded(one, other, int(line[rows[0]]), int(count), len(odd), lines))
    return said
