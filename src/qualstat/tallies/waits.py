"""Waits: how long the calls of a month waited, apart from the cells by day.

Takes the columns of a register's rows; gives a `Tally` by site, month, categories and step. Cells
by day and second would be as many as calls; these are a few hundred a site and month. Conventions
owned here: the event of a cell is the first day of its month; a step is named by its last second,
each second up to `FINE` being one; `rows` holds the sum of the seconds, so that means are exact;
every valid row is counted, so that a month whose records are not all there is known to be.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from qualstat.registers import Register
from qualstat.registers.values import BLANK
from qualstat.registers.waiting import STEPS
from qualstat.tallies.cells import (
    SECONDS,
    Flags,
    Numbers,
    Tally,
    as_keys,
    group,
    nothing,
    numbered_days,
    side_by_side,
    some,
    tallied,
)
from qualstat.tallies.dating import first_days

if TYPE_CHECKING:
    from qualstat.reading.columns import Columns

LONGEST = STEPS[-1]
OF_SECOND: Numbers = np.array(STEPS)[np.searchsorted(STEPS, np.arange(LONGEST + 1))]


def waits_of(register: Register, columns: "Columns") -> Tally | None:
    """Return the waits of a block's rows; None of a register that keeps none."""
    if register.waited is None:
        return None
    numbers = columns.numbers
    seconds = numbers[register.waited[0]]
    known = seconds != BLANK
    keys = {
        "site": numbers["site"],
        register.event: first_days(numbers[register.event]),
        **{name: numbers[name] for name in register.categories},
        SECONDS: np.where(known, OF_SECOND[seconds], BLANK),
    }
    one = np.ones(len(known), np.int64)
    weight = numbers[register.weight].astype(np.int64) if register.weight else one
    return tallied(as_keys(keys), np.where(known, seconds, 0) * weight, weight)


def no_waits(register: Register) -> Tally | None:
    """Return the waits of no row; None of a register that keeps none."""
    if register.waited is None:
        return None
    return nothing(dimensions(register))


def dimensions(register: Register) -> tuple[str, ...]:
    """Return the names of the key columns of waits."""
    return ("site", register.event, *register.categories, SECONDS)


def together(register: Register, held: Sequence[Tally]) -> Tally | None:
    """Return the waits of tables side by side; None of a register that keeps none."""
    empty = no_waits(register)
    return None if empty is None else side_by_side(held or [empty])


def left(register: Register, waits: Tally, tally: Tally) -> Tally:
    """Return the waits of months of which a tally, where another table replaced some, has cells."""
    there = np.unique(_months(register, tally))
    kept: Flags = np.isin(_months(register, waits), there)
    return waits if kept.all() else some(waits, kept)


def unknown_months(register: Register, waits: Tally, tally: Tally) -> frozenset[tuple[int, int]]:
    """Return the sites and months, by their first day, whose records are not all in the waits."""
    site = np.concatenate([tally.keys["site"], waits.keys["site"]])
    days = first_days(np.concatenate([tally.keys[register.event], waits.keys[register.event]]))
    cells, firsts = group([site, days])
    weights = np.concatenate([tally.n, -waits.n])
    odd = np.flatnonzero(np.bincount(cells, weights, len(firsts)) != 0)
    return frozenset(zip(site[firsts[odd]].tolist(), days[firsts[odd]].tolist(), strict=True))


def _months(register: Register, tally: Tally) -> Numbers:
    """Return the site and month of each cell as one number."""
    return numbered_days(tally.keys["site"], first_days(tally.keys[register.event]))
