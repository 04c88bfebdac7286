"""Gathered: the cells and digests of one row of an export while its files are read.

Takes cells as texts; gives a tally and a ledger as bytes. Conventions owned here: what could not
have been counted is refused (an answer before its event, fewer records than rows, a digest of no
cell); labels of services are numbered in their order.
"""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from qualstat.findings import N_, message
from qualstat.periods import day_of
from qualstat.registers import REGISTERS, Register
from qualstat.registers.record import disorder
from qualstat.registers.values import OPEN
from qualstat.store.packed import CELL, DIGEST, LINE, ROWS, N, packed_rows, packed_tally
from qualstat.store.plain import words
from qualstat.store.plain.sheets import Sheet
from qualstat.store.plain.waits import TOTAL
from qualstat.tallies import waits
from qualstat.tallies.cells import SECONDS, SERVICE, Numbers, Tally, dimensions

INTEGERS = "q"


def _column() -> "array[int]":
    return array(INTEGERS)


class Cells:
    """The cells of a tally, one after the other."""

    def __init__(self, register: Register, sites: Sequence[str]) -> None:
        self._register = register
        self._services: dict[str, int] = {}
        self._readers = {name: words.reader(register, name, sites, self._services)
                         for name in dimensions(register)}  # fmt: skip
        self._columns = {name: _column() for name in (*self._readers, ROWS, N)}

    def __len__(self) -> int:
        return len(self._columns[ROWS])

    def add(self, sheet: Sheet, row: Sequence[str]) -> None:
        """Add a cell; raises `UsageError` where it cannot be one."""
        for name, read in self._readers.items():
            self._columns[name].append(sheet.read(row, name, read))
        self._in_order(sheet)
        rows = sheet.read(row, ROWS, lambda cell: words.whole(cell, least=1))
        n = sheet.read(row, N, lambda cell: words.whole(cell, least=rows))
        if n > rows and not self._register.weight:
            expected = message(N_("{n}, as many as rows"), n=rows)
            raise sheet.refused(message(N_("“{cell}”"), cell=str(n)), expected, N)
        self._columns[ROWS].append(rows)
        self._columns[N].append(n)

    def _in_order(self, sheet: Sheet) -> None:
        event = self._columns[self._register.event][-1]
        for name in self._register.dates[1:]:
            day = self._columns[name][-1]
            if day != OPEN and disorder(day - event):
                said = message(N_("{day}, after {event}"), day=day_of(day), event=day_of(event))
                wanted = message(N_("from the same day to 1,000 days after it"))
                raise sheet.refused(said, wanted, name)

    def tally(self) -> Tally:
        """Return the tally of the cells."""
        held = {name: _numbers(one) for name, one in self._columns.items()}
        rows, n = held.pop(ROWS), held.pop(N)
        labels = sorted(self._services)
        if SERVICE in held:
            places = np.array([labels.index(one) for one in self._services], np.int64)
            held[SERVICE] = places[held[SERVICE]] if len(places) else held[SERVICE]
        return Tally(held, rows, n, tuple(labels))


class Waits:
    """The waits of one row of an export while its files are read."""

    def __init__(self, register: str, sites: Sequence[str]) -> None:
        self._register = known = REGISTERS[register]
        names = waits.dimensions(known) if known.waited else ()
        self._readers: dict[str, Callable[[str], int]] = {
            name: words.reader(known, name, sites, {}) for name in names
        }
        self._readers |= {TOTAL: words.whole, N: lambda cell: words.whole(cell, least=1)}
        self._columns = {name: _column() for name in self._readers}

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
        empty = waits.no_waits(self._register)
        if empty is not None and not len(self):
            return packed_tally(empty)
        held = {name: _numbers(one) for name, one in self._columns.items()}
        total, n = held.pop(TOTAL), held.pop(N)
        return packed_tally(Tally(held, total, n))


@dataclass
class Gathered:
    """A row of an export with its cells; `line` is where it stands."""

    register: str
    sites: Sequence[str]
    line: int
    loose: Cells = field(init=False)
    named: Cells = field(init=False)
    waits: Waits = field(init=False)
    digests: dict[str, "array[int]"] = field(
        default_factory=lambda: {one: _column() for one in (DIGEST, CELL, LINE)}
    )

    def __post_init__(self) -> None:
        known = REGISTERS[self.register]
        self.loose, self.named = Cells(known, self.sites), Cells(known, self.sites)
        self.waits = Waits(self.register, self.sites)

    def add_cell(self, sheet: Sheet, row: Sequence[str]) -> None:
        """Add a cell: of a ledger where it has a number."""
        number = sheet.read(row, CELL, lambda cell: words.whole(cell) if cell else None)
        if number is None:
            self.loose.add(sheet, row)
            return
        if number != len(self.named):
            said = message(N_("“{cell}”"), cell=str(number))
            wanted = message(N_("{n}, the next number"), n=len(self.named))
            raise sheet.refused(said, wanted, CELL)
        self.named.add(sheet, row)

    def add_digest(self, sheet: Sheet, row: Sequence[str]) -> None:
        """Add a row with a reference."""
        readers: dict[str, Callable[[str], int]] = {
            DIGEST: words.digest_number, CELL: words.whole,
            LINE: lambda cell: words.whole(cell, least=1),
        }  # fmt: skip
        for name, read in readers.items():
            self.digests[name].append(sheet.read(row, name, read))
        if self.digests[CELL][-1] >= len(self.named):
            said = message(N_("“{cell}”"), cell=str(self.digests[CELL][-1]))
            wanted = message(N_("the number of a cell of the same file"))
            raise sheet.refused(said, wanted, CELL)

    @property
    def rows(self) -> int:
        """How many rows its cells hold."""
        return int(self.loose.tally().rows.sum() + self.named.tally().rows.sum())

    @property
    def records(self) -> int:
        """How many records its cells without a reference hold."""
        return int(self.loose.tally().n.sum())

    @property
    def whole(self) -> bool:
        """Whether each cell of its ledger has as many digests as rows."""
        held = np.bincount(_numbers(self.digests[CELL]), minlength=len(self.named))
        return bool(np.array_equal(held, self.named.tally().rows))

    def packed(self) -> dict[str, bytes | None]:
        """Return its tally and its ledger as a store keeps them."""
        columns = {name: _numbers(one) for name, one in self.digests.items()}
        ledger = packed_rows(self.named.tally(), columns) if len(self.named) else None
        held = self.waits.packed(records=self.records)
        return {"tally": packed_tally(self.loose.tally()), "ledger": ledger, "waits": held}


def _numbers(column: "array[int]") -> Numbers:
    return np.frombuffer(column, np.int64) if len(column) else np.empty(0, np.int64)
