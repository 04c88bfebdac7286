"""Totals: what a register counts over all its sites, whichever of their cells are at hand.

Takes a register's tallies; gives `Totals`. Convention owned here: whoever asks for some sites alone
still learns the account of all rows (C10) and the last day of the register.
"""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import astuple, replace

from qualstat.registers import Register
from qualstat.registers.values import OPEN
from qualstat.tallies.cells import Numbers, Tally, group

MOST_EMPTY = 8  # days of sites a row, counted or not


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


def totals(
    register: Register, days: Sequence[ByDay], dates: ByDate, lost: Sequence[Tally]
) -> Totals:
    """Return the totals of tallies, from the days of each and the dates of all.

    The records of the cells that are `lost` do not count: they are few, and quicker to take away
    than to count what is left.
    """
    gone = [by_day(register, one) for one in lost]
    held = [*days, *(replace(one, rows=-one.rows) for one in gone)]
    if not held:
        return NO_TOTALS
    every = one_after_another(held)
    whole = _by_day(every.site, every.day, every.rows)
    kept = whole.rows > 0
    records = dates.records.copy()
    less = by_date(register, lost)
    records[np.searchsorted(dates.date, less.date)] -= less.records
    return Totals(
        ByDay(whole.site[kept], whole.day[kept], whole.rows[kept]),
        ByDate(dates.date[records > 0], records[records > 0]),
    )


def one_after_another(days: Sequence[ByDay]) -> ByDay:
    """Return the columns of some rows by day, at least one, as one."""
    return ByDay(*(np.concatenate(columns) for columns in zip(*map(astuple, days), strict=True)))


def by_day(register: Register, tally: Tally) -> ByDay:
    """Return the rows of a tally by site and day."""
    return _by_day(tally.keys["site"], tally.keys[register.event], tally.rows)


def _by_day(site: Numbers, day: Numbers, rows: Numbers) -> ByDay:
    """Return rows by site and day: counted on each day of each site where these are few.

    That takes a third of the time and of the memory of grouping; a mistyped year leaves too many.
    """
    if not len(rows):
        return ByDay(site, day, rows)
    first, width = int(day.min()), int(day.max()) - int(day.min()) + 1
    size = (int(site.max()) + 1) * width
    if size > MOST_EMPTY * len(rows):
        places, firsts = group([site, day])
        sums = np.bincount(places, rows, len(firsts)).astype(np.int64)
        return ByDay(site[firsts], day[firsts], sums)
    sums = np.bincount(site.astype(np.int64) * width + (day - first), rows, size)
    places = np.flatnonzero(sums)
    return ByDay(places // width, places % width + first, sums[places].astype(np.int64))


def by_date(register: Register, tallies: Sequence[Tally]) -> ByDate:
    """Return the dates that tell what is known, and how many records of tallies have each."""
    pairs = [(one.keys[field], one.n) for one in tallies for field in register.telling]
    held = [(column, column != OPEN, n) for column, n in pairs]
    held = [one for one in held if one[1].any()]
    if not held:
        return ByDate(NOTHING, NOTHING)
    first = min(int(column.min()) for column, *_ in held)  # no date is as late as `OPEN`
    last = max(int(column.max(where=known, initial=first)) for column, known, _ in held)
    counts = np.zeros(last - first + 1, np.int64)  # days are few: quicker than to sort
    for column, known, n in held:
        counts += np.bincount(column[known] - first, n[known], len(counts)).astype(np.int64)
    found = np.flatnonzero(counts)
    return ByDate(found + first, counts[found])
