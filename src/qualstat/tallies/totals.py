"""Totals: what a register counts over all its sites, whichever of their cells are at hand.

Takes a register's tally; gives `Totals`. Convention owned here: whoever asks for some sites alone
still learns the account of all rows (C10) and the last day of the register.
"""

import numpy as np
from msgspec import Struct

from qualstat.registers import Register
from qualstat.registers.values import OPEN
from qualstat.tallies.cells import Numbers, Tally, group


class ByDay(Struct, frozen=True):
    """Columns of equal length: a site, a day of the event, and the rows there."""

    site: Numbers
    day: Numbers
    rows: Numbers


class ByDate(Struct, frozen=True):
    """Columns of equal length: a date that tells what is known (T3), in order, and its records."""

    date: Numbers
    records: Numbers


class Totals(Struct, frozen=True):
    """Rows by site and day, and records by date."""

    days: ByDay
    dates: ByDate


NOTHING = np.empty(0, np.int64)
NO_TOTALS = Totals(ByDay(NOTHING, NOTHING, NOTHING), ByDate(NOTHING, NOTHING))


def totals(register: Register, tally: Tally) -> Totals:
    """Return the totals of the cells of all sites."""
    site, day = tally.keys["site"], tally.keys[register.event]
    places, firsts = group([site, day])
    rows = np.bincount(places, tally.rows, len(firsts)).astype(np.int64)
    return Totals(ByDay(site[firsts], day[firsts], rows), _by_date(register, tally))


def _by_date(register: Register, tally: Tally) -> ByDate:
    """Return the dates that tell what is known, and how many records have each."""
    columns = [tally.keys[field] for field in register.telling]
    known = [column != OPEN for column in columns]
    if not any(one.any() for one in known):
        return ByDate(NOTHING, NOTHING)
    pairs = list(zip(columns, known, strict=True))
    # no date is as late as `OPEN`
    first = min(int(column.min(where=one, initial=OPEN)) for column, one in pairs)
    most = max(int(column.max(where=one, initial=first)) for column, one in pairs) - first + 1
    counts = np.zeros(most, np.int64)  # days are few: to count on each is quicker than to sort
    for column, one in pairs:
        counts += np.bincount(column[one] - first, tally.n[one], most).astype(np.int64)
    found = np.flatnonzero(counts)
    return ByDate(found + first, counts[found])
