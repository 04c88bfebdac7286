"""Waits in an export: the cells of a row's waits as texts, and back.

Takes tallies of waits; gives rows of cells, and tallies as bytes. Convention owned here: `total` is
the sum of the seconds of a cell; waits that an older version did not keep are no cells, and stay
unknown.
"""

from array import array
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from qualstat.registers import REGISTERS
from qualstat.store.packed import packed_tally
from qualstat.store.plain import words
from qualstat.store.plain.parts import Part
from qualstat.store.plain.sheets import Sheet
from qualstat.tallies.cells import SECONDS, Tally
from qualstat.tallies.waits import dimensions, no_waits

TOTAL, N = "total", "n"
WAITED = tuple(name for name, one in REGISTERS.items() if one.waited)
INTEGERS = "q"


def columns_of(part: Part, register: str) -> list[str]:
    """Return the columns of the waits of a part and a register."""
    return [*part.key, *dimensions(REGISTERS[register]), TOTAL, N]


def rows(
    register: str, waits: Tally, sites: Sequence[str], key: Sequence[str]
) -> Iterator[Sequence[str]]:
    """Yield the cells of some waits as rows."""
    known = REGISTERS[register]
    columns = [words.texts(known, name, waits.keys[name], sites, ()) for name in dimensions(known)]
    counts = [[str(one) for one in held.tolist()] for held in (waits.rows, waits.n)]
    for row in zip(*columns, *counts, strict=True):
        yield [*key, *row]


class Waits:
    """The waits of one row of an export while its files are read."""

    def __init__(self, register: str, sites: Sequence[str]) -> None:
        self._register = known = REGISTERS[register]
        names = dimensions(known) if known.waited else ()
        self._readers: dict[str, Callable[[str], int]] = {
            name: words.reader(known, name, sites, {}) for name in names
        }
        self._readers |= {TOTAL: words.whole, N: lambda cell: words.whole(cell, least=1)}
        self._columns = {name: array(INTEGERS) for name in self._readers}

    def __len__(self) -> int:
        return len(self._columns[N])

    def add(self, sheet: Sheet, row: Sequence[str]) -> None:
        """Add a cell; raises `UsageError` where it cannot be one."""
        for name, read in self._readers.items():
            self._columns[name].append(sheet.read(row, name, read))

    @property
    def records(self) -> int:
        """How many records its cells hold."""
        return sum(self._columns[N])

    def packed(self, *, records: int) -> bytes | None:
        """Return them as a store keeps them; None where those of some records are unknown."""
        if SECONDS not in self._columns or (records and not len(self)):
            return None
        empty = no_waits(self._register)
        if empty is not None and not len(self):
            return packed_tally(empty)
        held = {name: np.frombuffer(one, np.int64) for name, one in self._columns.items()}
        total, n = held.pop(TOTAL), held.pop(N)
        return packed_tally(Tally(held, total, n))
