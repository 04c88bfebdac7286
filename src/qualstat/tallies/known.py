"""What is known: up to which day a register tells, and in which months it holds rows.

Takes the counts of a register's files; gives the as-of date D and the months seen (A2, T3).
Conventions owned here: every valid row tells, a superseded one too; a date that no other record
of the register precedes by at most 366 days does not set D.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct

from qualstat.registers import Register
from qualstat.registers.values import OPEN
from qualstat.tallies.cells import (
    Flags,
    Numbers,
    Tally,
    day_numbers,
    numbered_days,
    site_numbers,
)
from qualstat.tallies.dating import months
from qualstat.tallies.ledger import Ledger
from qualstat.tallies.totals import ByDate, ByDay

WINDOW = 366  # days in which another record must precede the latest date


class Known(Struct, frozen=True):
    """The last day a register knows, None without rows, and dates too far ahead to set it.

    `gap` is the number of days between the last day and the one before, 0 without any.
    """

    until: int | None
    far_ahead: tuple[int, ...] = ()
    gap: int = 0


NOTHING_KNOWN = Known(None)


def known(
    register: Register, dates: ByDate, tallies: Sequence[Tally], ledgers: Sequence[Ledger]
) -> Known:
    """Return up to which day the rows of all files tell.

    `tallies` hold the rows without a reference, `ledgers` those with one, by record; `dates` are
    those of all of them.
    """
    fields = register.telling
    days = dates.date[::-1].tolist()
    far: list[int] = []
    for place, day in enumerate(days):
        if _supported(tallies, ledgers, fields, day):
            return Known(day, tuple(far), day - days[place + 1] if days[place + 1 :] else 0)
        far.append(day)
    if not far:
        return NOTHING_KNOWN
    own = _days_of_first_record(tallies, ledgers, fields, far[-1])
    return Known(own[-1], tuple(day for day in far if day not in own))


def _supported(
    tallies: Sequence[Tally], ledgers: Sequence[Ledger], fields: Sequence[str], day: int
) -> bool:
    """Tell whether two records have a date in the 366 days up to this one."""
    loose = sum(
        int(one.rows[_within(one.keys, fields, day - WINDOW, day)].sum()) for one in tallies
    )
    return loose > 1 or loose + _one_or_two(_near(ledgers, fields, day - WINDOW, day)) > 1


def _near(ledgers: Sequence[Ledger], fields: Sequence[str], first: int, last: int) -> list[Numbers]:
    """Return the records of ledgers that have a date between two days, some of them repeated."""
    return [one.record[_within(one.cells.keys, fields, first, last)[one.cell]] for one in ledgers]


def _one_or_two(records: Sequence[Numbers]) -> int:
    """Return how many records there are, 2 standing for any more: far quicker than to sort them."""
    ends = {int(end) for one in records if len(one) for end in (one.min(), one.max())}
    return min(len(ends), 2)


def _within(keys: Mapping[str, Numbers], fields: Sequence[str], first: int, last: int) -> Flags:
    """Tell which cells have one of some dates between two days, both included."""
    near = np.zeros(len(keys["site"]), bool)
    for one in fields:
        near |= (keys[one] >= first) & (keys[one] <= last)
    return near


def _days_of_first_record(
    tallies: Sequence[Tally], ledgers: Sequence[Ledger], fields: Sequence[str], day: int
) -> list[int]:
    """Return the known days, in order, of the one record that has the earliest date."""
    owners = np.concatenate([np.empty(0, np.int64), *_near(ledgers, fields, day, day)])
    held = [(one.keys, _within(one.keys, fields, day, day)) for one in tallies]
    for one in ledgers:
        cells = one.cell[np.isin(one.record, owners)]
        held.append((one.cells.keys, np.isin(np.arange(len(one.cells.rows)), cells)))
    days = [keys[field][mask] for keys, mask in held for field in fields]
    found: list[int] = np.unique(np.concatenate(days)).tolist()
    return [one for one in found if one != OPEN]


def first_days(days: Sequence[ByDay]) -> dict[tuple[int, int], int]:
    """Return the first event day in each (site, month) in which a valid row stands."""
    every = [numbered_days(one.site, one.day) for one in days]
    both = np.unique(np.concatenate([np.empty(0, np.int64), *every]))
    site, day = site_numbers(both), day_numbers(both)
    month = months(day)
    first = np.ones(len(day), bool)
    first[1:] = (site[1:] != site[:-1]) | (month[1:] != month[:-1])
    pairs = zip(site[first].tolist(), month[first].tolist(), strict=True)
    return dict(zip(pairs, day[first].tolist(), strict=True))
