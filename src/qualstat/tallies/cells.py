"""Cells: the one counted thing, how many records fell on each day, in each category.

Takes key columns and counts; gives a `Tally`. Conventions owned here: a cell is a site, the day
of the event, the days of its answers or `OPEN`, categories, the whole seconds that a lost call
waited (those of all calls stand apart, by month: `waits`), and a service; no delay, calendar,
objective or as-of date enters it; tallies add up, in any order.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from qualstat.exports import arrow
from qualstat.registers import Register

Numbers = npt.NDArray[np.signedinteger]
Flags = npt.NDArray[np.bool_]
Keys = Mapping[str, Numbers]
WAIT, SECONDS, SERVICE = "wait", "seconds", "service"
KEY = np.int32  # of key columns: days up to year 9999 fit, in half the memory of millions of cells
NARROW = (np.int8, np.int16, np.int32)
LARGEST_KEY = 2**62
DAYS = 2**23  # more than there are dates
BEFORE_1970 = 2**20  # more than there are days from year 1 to 1970


class Tally(Struct, frozen=True):
    """Cells and what they hold: `rows` read, and `n` records they stand for (C6).

    `keys` has one column a dimension, as `registers.values` numbers them; `services` are the
    labels that the service column numbers.
    """

    keys: Keys
    rows: Numbers
    n: Numbers
    services: tuple[str, ...] = ()


def dimensions(register: Register) -> tuple[str, ...]:
    """Return the names of a register's key columns."""
    return (
        "site", *register.dates, *register.categories, *([WAIT] if register.waited else []),
        *([SERVICE] if register.service else []),
    )  # fmt: skip


def as_keys(columns: Mapping[str, Numbers]) -> Keys:
    """Return columns of whole numbers as key columns."""
    return {name: column.astype(KEY, copy=False) for name, column in columns.items()}


def group(columns: Sequence[Numbers]) -> tuple[Numbers, Numbers]:
    """Return the cell of each row, from 0, and the first row of each cell."""
    key = np.zeros(len(columns[0]), np.int64)
    size = 1
    for column in columns:
        if not len(column):
            break
        low = int(column.min())
        span = int(column.max()) - low + 1
        if size * span > LARGEST_KEY:  # number the keys so far anew, without holes
            key, size = numbered(key)
        key *= span
        key += column - low
        size *= span
    # with few holes, by a table: a quarter of the time of hashing
    cells, count = _by_table(key, size) if size <= len(key) else numbered(key)
    firsts = np.empty(count, np.int64)
    firsts[cells[::-1]] = np.arange(len(cells) - 1, -1, -1)
    return cells, firsts


def _by_table(key: Numbers, size: int) -> tuple[Numbers, int]:
    """Return what `numbered` does of keys from 0 to below a size, in their own order."""
    there = np.zeros(size, np.bool_)
    there[key] = True
    places = np.cumsum(there) - 1
    return places[key], int(places[-1]) + 1


def numbered(key: Numbers) -> tuple[Numbers, int]:
    """Return the keys numbered from 0 in the order of their appearance, and how many differ."""
    found = arrow.array(key).dictionary_encode()  # by hashing: twenty times a sort's speed
    return arrow.indices(found).astype(np.int64), len(found.dictionary)


def empty(register: Register) -> Tally:
    """Return a tally of nothing."""
    return nothing(dimensions(register))


def nothing(names: Iterable[str]) -> Tally:
    """Return a tally of nothing, with key columns of these names."""
    none = np.empty(0, np.int64)
    return Tally(dict.fromkeys(names, none.astype(KEY)), none, none)


def some(tally: Tally, kept: Flags) -> Tally:
    """Return some of the cells of a tally."""
    places = np.flatnonzero(kept)  # to read a mask again for each column takes twice as long
    keys = {name: column[places] for name, column in tally.keys.items()}
    return Tally(keys, tally.rows[places], tally.n[places], tally.services)


def numbered_days(sites: Numbers, days: Numbers) -> Numbers:
    """Return a site and a day as one number, above 0 for any date there is."""
    return sites.astype(np.int64) * DAYS + days + BEFORE_1970


def site_numbers(numbered: Numbers) -> Numbers:
    """Return the sites of such numbers."""
    return numbered // DAYS


def day_numbers(numbered: Numbers) -> Numbers:
    """Return the days of such numbers."""
    return numbered % DAYS - BEFORE_1970


def narrowed(register: Register, tally: Tally) -> Tally:
    """Return a tally in less than half the memory: its categories and counts in few bytes.

    Sites and days, with which others reckon, stay as they are.
    """
    wide = ("site", *register.dates)
    keys = {name: one if name in wide else _narrow(one) for name, one in tally.keys.items()}
    return Tally(keys, _narrow(tally.rows), _narrow(tally.n), tally.services)


def _narrow(column: Numbers) -> Numbers:
    """Return a column in the fewest bytes that hold the difference of any two of its numbers."""
    most = max(-int(column.min(initial=0)), int(column.max(initial=0)))
    kinds = (one for one in NARROW if most <= np.iinfo(one).max // 2)
    return column.astype(next(kinds, np.int64), copy=False)


def tallied(keys: Keys, rows: Numbers, n: Numbers, services: tuple[str, ...] = ()) -> Tally:
    """Return the tally of rows that may share cells."""
    cells, firsts = group(list(keys.values()))
    return Tally(
        {name: column[firsts] for name, column in keys.items()},
        _sums(cells, rows, len(firsts)),
        _sums(cells, n, len(firsts)),
        services,
    )


def _sums(cells: Numbers, counts: Numbers, size: int) -> Numbers:
    """Return the sum of counts by cell, in whole numbers."""
    sums = np.zeros(size, np.int64)
    np.add.at(sums, cells, counts)
    return sums


def added(tallies: Sequence[Tally]) -> Tally:
    """Return the sum of some tallies, at least one."""
    if len(tallies) == 1:
        return tallies[0]
    whole = side_by_side(tallies)
    return tallied(whole.keys, whole.rows, whole.n, whole.services)


def side_by_side(tallies: Sequence[Tally]) -> Tally:
    """Return the cells of some tallies, at least one, one after the other."""
    if len(tallies) == 1:
        return tallies[0]
    labels = tuple(sorted({label for one in tallies for label in one.services}))
    keys = {
        name: np.concatenate([
            _renumbered(one, labels) if name == SERVICE else one.keys[name] for one in tallies
        ])
        for name in tallies[0].keys
    }  # fmt: skip
    rows = np.concatenate([one.rows for one in tallies])
    return Tally(keys, rows, np.concatenate([one.n for one in tallies]), labels)


def _renumbered(tally: Tally, labels: tuple[str, ...]) -> Numbers:
    """Return the service column of a tally, numbered by other labels."""
    if tally.services == labels:
        return tally.keys[SERVICE]
    places = {label: place for place, label in enumerate(labels)}
    return np.array([places[label] for label in tally.services], KEY)[tally.keys[SERVICE]]
