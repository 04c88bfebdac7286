"""Ledgers settled bucket by bucket, against a dictionary of records (D1)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from qualstat.periods import day_number
from qualstat.registers import REGISTERS
from qualstat.registers.values import OPEN
from qualstat.tallies.cells import Tally
from qualstat.tallies.ledger import Ledger, Superseded, joined, settle, with_records
from thorough import examples

APPOINTMENTS = REGISTERS["appointments"]
EVENT, *ANSWERS = APPOINTMENTS.dates
IDENTITY = (EVENT, *APPOINTMENTS.categories)
NEW_YEAR = day_number(date(2018, 1, 1))


class Row(NamedTuple):
    """A row with a reference; two rows share a cell where all but reference and line agree."""

    reference: int
    line: int
    site: int
    day: int
    answers: tuple[int, ...]
    category: int

    @property
    def cell(self) -> tuple[int, ...]:
        """What is in its cell."""
        held = (self.site, self.day, *self.answers)
        return (*held, *[self.category] * len(APPOINTMENTS.categories))

    @property
    def record(self) -> tuple[int, int, bool]:
        """The record that it belongs to: its days lie in two years."""
        return self.reference, self.site, self.day < NEW_YEAR


# few references, of one bucket and of several, the first and the last one included
REFERENCES = st.sampled_from([-(2**63), -(2**63) + 1, -1, 0, 1, 2**56, 2**63 - 1])
DAYS = st.integers(NEW_YEAR - 2, NEW_YEAR + 2)
GIVEN = st.tuples(*[st.sampled_from([OPEN, NEW_YEAR + 9])] * len(ANSWERS))
TABLES = st.lists(
    st.lists(
        st.builds(Row, REFERENCES, st.integers(2, 40), st.integers(0, 1), DAYS, GIVEN,
                  st.integers(0, 1)),
        max_size=12, unique_by=lambda one: one.line,
    ),
    max_size=4,
)  # fmt: skip


def ledger(rows: Sequence[Row]) -> Ledger:
    """Return rows as a ledger."""
    cells = list(dict.fromkeys(one.cell for one in rows))
    names = ("site", *APPOINTMENTS.dates, *APPOINTMENTS.categories)
    held = np.array(cells, np.int64).reshape(-1, len(names)).T
    cell = np.array([cells.index(one.cell) for one in rows], np.int32)
    n = np.bincount(cell, minlength=len(cells))
    digest, line = (np.array([one[at] for one in rows], np.int64) for at in (0, 1))
    keys = dict(zip(names, held, strict=True))
    return Ledger(Tally(keys, n, n), digest, cell, line.astype(np.int32))


def one_by_one(tables: Sequence[Sequence[Row]]) -> tuple[list[list[Row]], list[Superseded]]:
    """Return the rows that win of each table, and pairs of tables, from a dictionary."""
    best: dict[object, tuple[int, int, int, Row]] = {}
    every = [(place, row) for place, rows in enumerate(tables) for row in rows]
    for place, row in every:
        rank = (sum(day != OPEN for day in row.answers), place, row.line, row)
        best[row.record] = max(best.get(row.record, rank), rank)
    won = [[row for row in rows if best[row.record][1:] == (place, row.line, row)]
           for place, rows in enumerate(tables)]  # fmt: skip
    pairs: dict[tuple[int, int], list[tuple[int, int, bool]]] = {}
    for place, row in every:
        _, by, line, winner = best[row.record]
        if (by, line) != (place, row.line):
            unlike = (row.day, row.category) != (winner.day, winner.category)
            pairs.setdefault((place, by), []).append((row.line, line, unlike))
    said = []
    for (place, by), rows in sorted(pairs.items()):
        odd = [one[:2] for one in sorted(rows) if one[2]]
        lines = odd[0] if odd else (0, 0)
        said.append(Superseded(place, by, min(rows)[0], len(rows), len(odd), lines))
    return won, said


@given(TABLES)
@settings(max_examples=examples(200), deadline=None)
def test_a_maximum_by_record(tables: list[list[Row]]) -> None:
    """Each record counts once: the row with most dates, then the last file, then the last line."""
    held = with_records(APPOINTMENTS, [ledger(rows) for rows in tables])
    won, superseded = one_by_one(tables)
    found = settle(APPOINTMENTS, held, IDENTITY)
    assert found.superseded == superseded
    cells = [ledger(rows).cells for rows in tables]
    for one, rows, n in zip(cells, won, found.won, strict=True):
        each = np.stack(list(one.keys.values()), axis=1).tolist()
        expected = [sum(row.cell == tuple(cell) for row in rows) for cell in each]
        assert n.tolist() == expected


@given(TABLES.filter(len))
@settings(max_examples=examples(50), deadline=None)
def test_a_ledger_from_those_of_its_blocks(tables: list[list[Row]]) -> None:
    """Blocks side by side are the rows of one file, each in its own cell still."""
    whole = joined([ledger(rows) for rows in tables])
    rows = [row for each in tables for row in each]
    keys = np.stack([column[whole.cell] for column in whole.cells.keys.values()], axis=1)
    assert [tuple(one) for one in keys.tolist()] == [row.cell for row in rows]
    assert whole.line.tolist() == [row.line for row in rows]
    assert whole.digest.tolist() == [row.reference for row in rows]
