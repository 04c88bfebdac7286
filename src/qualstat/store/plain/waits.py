"""Waits in an export: the cells of a row's waits as texts.

Takes tallies of waits; gives rows of cells. Conventions owned here: `total` is the sum of the
seconds of a cell; waits that an older version did not keep are no cells, and stay unknown.
"""

from collections.abc import Iterator, Sequence

from qualstat.registers import REGISTERS
from qualstat.store.plain import words
from qualstat.store.plain.parts import Part
from qualstat.tallies.cells import Tally
from qualstat.tallies.waits import dimensions

TOTAL, N = "total", "n"
WAITED = tuple(name for name, one in REGISTERS.items() if one.waited)


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
