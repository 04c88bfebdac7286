"""Totals: where the rows that a purge freezes went, by register.

Takes the counts of registers and the exports; gives `Total` values. Convention owned here: a row
that is frozen counts, or is superseded (D1, D3); C10 goes on holding afterwards.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np

from qualstat.purges.planning import old_rows
from qualstat.purges.values import Total
from qualstat.registers.values import OPEN
from qualstat.tallies.merge import RegisterCount
from qualstat.tallies.reads import FileRead


def totals(
    registers: Mapping[str, RegisterCount],
    reads: Sequence[FileRead],
    first: int | None,
    day: int,
    going: Collection[str],
) -> Iterator[Total]:
    """Yield the total of each register with exports.

    `first` is the first day that is not frozen yet, `day` the first that stays; `going` are the
    names of the exports that go.
    """
    for name, held in registers.items():
        own = [one for one in reads if one.file.register.name == name]
        gone = [table for one in own if one.file.name in going for table in one.tables]
        frozen = sum(old_rows(one, day) for one in own)
        counted, unanswered = _counted(held, first, day)
        if own:
            yield Total(
                name, frozen, counted, frozen - counted, unanswered,
                sum(one.rejected for one in gone), sum(one.purged for one in gone),
            )  # fmt: skip


def _counted(held: RegisterCount, first: int | None, day: int) -> tuple[int, int]:
    """Return how many rows count between two days, and how many of them lack an answer."""
    keys, event = held.tally.keys, held.tally.keys[held.register.event]
    inside = event < day
    if first is not None:
        inside &= event >= first
    still = np.zeros(len(event), bool)
    for one in held.register.answers:
        still |= keys[one.field] == OPEN
    rows = held.tally.rows
    return int(rows[inside].sum()), int(rows[inside & still].sum())
