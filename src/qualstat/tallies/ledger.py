"""The ledger: rows with a reference, each record of which counts once over all files (D1).

Takes the referenced rows of files; gives the rows that win, and pairs of files of those that
are superseded. Conventions owned here: a record is one per register, site, reference and year
of its first date; the row with most dates filled wins, then the last file, then the last line:
a maximum, so that files merge in any order.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field
from msgspec.structs import replace

from qualstat.registers import Register
from qualstat.registers.values import OPEN
from qualstat.tallies.cells import Flags, Numbers, Tally, side_by_side
from qualstat.tallies.dating import years
from qualstat.tallies.rivals import first_by_rank, rivals

YEARS = 10_000  # a site and a year are one number
APART = -(2**64) + 0x9E3779B97F4A7C15  # 2**64 by the golden ratio: no two owners come near
LINES, FILES = 31, 28  # bits of a line, and of a file's place

Small = npt.NDArray[np.int32]


class Ledger(Struct, frozen=True):
    """The referenced rows of one file, column by column.

    Of each: the digest of its reference, its cell and its line; all else follows from its cell.
    The `rows` of a cell are those of the ledger. `record` is one number a record, once all files
    are read.
    """

    cells: Tally
    digest: Numbers
    cell: Small
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
    return Ledger(
        side_by_side([one.cells for one in ledgers]),
        _column([one.digest for one in ledgers]),
        _cells(ledgers),
        _column([one.line for one in ledgers]),
    )


def with_records(register: Register, ledgers: Sequence[Ledger]) -> list[Ledger]:
    """Return ledgers with the record of each row: equal where rows are one record, in any file."""
    return [replace(one, record=_records(register, one)) for one in ledgers]


def _records(register: Register, ledger: Ledger) -> Numbers:
    record: Numbers = (_owners(register, ledger.cells) * APART)[ledger.cell]
    record += ledger.digest
    return record


def _owners(register: Register, cells: Tally) -> Numbers:
    """Return the site and the year of the first date of cells as one number."""
    return cells.keys["site"].astype(np.int64) * YEARS + years(cells.keys[register.event])


def settle(register: Register, ledgers: Sequence[Ledger], identity: Sequence[str]) -> Settled:
    """Return the winning rows of ledgers with records, given in the order of the files.

    `identity` are the key columns in which the rows of one record should agree.
    """
    if not ledgers:
        return Settled([], [])
    row, firsts = rivals(_column([one.record for one in ledgers]))
    file = np.searchsorted(np.cumsum([len(one.line) for one in ledgers]), row, side="right")
    line, cell = _column([one.line for one in ledgers])[row], _cells(ledgers)[row]
    given = _column([_given(register, one.cells) for one in ledgers])[cell]
    by = first_by_rank((given.astype(np.int64) << FILES | file) << LINES | line, firsts)
    lost = np.flatnonzero(by != np.arange(len(row)))
    by = by[lost]
    unlike = np.zeros(len(lost), bool)
    for name in identity:
        column = _column([one.cells.keys[name] for one in ledgers])
        unlike |= column[cell[lost]] != column[cell[by]]
    pairs = _pairs(file[lost], file[by], line[lost], line[by], unlike)
    return Settled(list(_won(ledgers, cell[lost])), pairs)


def _given(register: Register, cells: Tally) -> Numbers:
    """Return how many dates are given in the rows of each cell."""
    given = np.zeros(len(cells.rows), np.int8)
    for one in register.answers:
        given += cells.keys[one.field] != OPEN
    return given


def _won(ledgers: Sequence[Ledger], lost: Numbers) -> Iterator[Numbers]:
    """Yield how many rows win of each cell of ledgers; `lost` are the cells of the others."""
    ends = np.cumsum([len(one.cells.rows) for one in ledgers])
    rows = np.bincount(lost, minlength=ends[-1])
    for one, fewer in zip(ledgers, np.split(rows, ends[:-1]), strict=True):
        yield (one.cells.rows - fewer).astype(one.cells.rows.dtype)


def _cells(ledgers: Sequence[Ledger]) -> Small:
    """Return the cell of each row of ledgers, among the cells of all of them."""
    starts = np.cumsum([0, *(len(one.cells.rows) for one in ledgers[:-1])]).tolist()
    return _column([one.cell + start if start else one.cell
                    for one, start in zip(ledgers, starts, strict=True)])  # fmt: skip


def _column(parts: Sequence[Numbers]) -> Numbers:
    """Return a column from its parts; from a single one, itself."""
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def _pairs(
    file: Numbers, by: Numbers, line: Numbers, by_line: Numbers, unlike: Flags
) -> list[Superseded]:
    """Return the superseded rows by pair of files, in the order of the files."""
    files = int(by.max()) + 1 if len(by) else 1
    pairs = file * files + by  # one number a pair: pairs are slow to sort
    order = np.lexsort((line, pairs))
    pairs = pairs[order]
    firsts = np.flatnonzero(np.diff(pairs, prepend=-1))
    counts = np.diff(firsts, append=len(pairs))
    said = []
    for pair, first, count in zip(pairs[firsts].tolist(), firsts, counts, strict=True):
        one, other = divmod(pair, files)
        rows = order[first : first + count]
        odd = rows[unlike[rows]]
        lines = (int(line[odd[0]]), int(by_line[odd[0]])) if len(odd) else (0, 0)
        said.append(Superseded(one, other, int(line[rows[0]]), int(count), len(odd), lines))
    return said
