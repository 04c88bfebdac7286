"""What is known: up to which day a register tells, and in which months it holds rows.

Takes the counts of a register's files; gives the as-of date D and the months seen (A2, T3).
Conventions owned here: every valid row tells, a superseded one too; a date that no other record
of the register precedes by at most 366 days does not set D.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qualstat.registers import Register
from qualstat.registers.values import OPEN
from qualstat.tallies.cells import Numbers
from qualstat.tallies.count import FileCount, months
from qualstat.tallies.ledger import Digests, Ledger

Flags = npt.NDArray[np.bool_]
WINDOW = 366  # days in which another record must precede the latest date


@dataclass(frozen=True)
class Known:
    """The last day a register knows, None without rows, and dates too far ahead to set it."""

    until: int | None
    far_ahead: tuple[int, ...] = ()


NOTHING_KNOWN = Known(None)


def known(register: Register, files: Sequence[FileCount]) -> Known:
    """Return up to which day the rows of all files tell."""
    fields = (register.event, *(one.field for one in register.answers if not one.ahead))
    dates = np.unique(np.concatenate([np.empty(0, np.int64), *_dates(files, fields)]))
    far: list[int] = []
    for day in dates[dates != OPEN][::-1].tolist():
        if _supported(files, fields, day):
            return Known(day, tuple(far))
        far.append(day)
    if not far:
        return NOTHING_KNOWN
    own = _days_of_first_record(files, fields, far[-1])
    return Known(own[-1], tuple(day for day in far if day not in own))


def _dates(files: Sequence[FileCount], fields: Sequence[str]) -> list[Numbers]:
    return [
        np.unique(tally.keys[field])
        for one in files
        for tally in (one.tally, *([one.ledger.cells] if one.ledger else []))
        for field in fields
    ]


def _supported(files: Sequence[FileCount], fields: Sequence[str], day: int) -> bool:
    """Tell whether two records have a date in the 366 days up to this one."""
    owners = 0
    digests: set[int] = set()
    for one in files:
        near = _within(one.tally.keys, fields, day - WINDOW, day)
        owners += int(one.tally.rows[near].sum())
        if one.ledger:
            digests.update(_near_digests(one.ledger, fields, day)[:2].tolist())
        if owners + len(digests) > 1:
            return True
    return False


def _near_digests(ledger: Ledger, fields: Sequence[str], day: int) -> Digests:
    """Return the digests of the records that have a date in the 366 days up to this one."""
    near = _within(ledger.cells.keys, fields, day - WINDOW, day)
    return np.unique(ledger.digest[near[ledger.cell]])


def _within(keys: Mapping[str, Numbers], fields: Sequence[str], first: int, last: int) -> Flags:
    """Tell which cells have one of some dates between two days, both included."""
    near = np.zeros(len(keys["site"]), bool)
    for one in fields:
        near |= (keys[one] >= first) & (keys[one] <= last)
    return near


def _days_of_first_record(files: Sequence[FileCount], fields: Sequence[str], day: int) -> list[int]:
    """Return the known days, in order, of the one record that has the earliest date."""
    ledgers = [one.ledger for one in files if one.ledger]
    owners = np.concatenate(
        [np.empty(0, np.uint64), *(_near_digests(ledger, fields, day) for ledger in ledgers)]
    )
    held = [(one.tally.keys, _within(one.tally.keys, fields, day, day)) for one in files]
    for ledger in ledgers:
        cells = ledger.cell[np.isin(ledger.digest, owners)]
        held.append((ledger.cells.keys, np.isin(np.arange(len(ledger.cells.rows)), cells)))
    days = [keys[field][mask] for keys, mask in held for field in fields]
    found: list[int] = np.unique(np.concatenate(days)).tolist()
    return [one for one in found if one != OPEN]


def first_days(register: Register, files: Sequence[FileCount]) -> dict[tuple[int, int], int]:
    """Return the first event day in each (site, month) in which a valid row stands."""
    found: dict[tuple[int, int], int] = {}
    for one in files:
        for keys in (one.tally.keys, *([one.ledger.cells.keys] if one.ledger else [])):
            sites, days = keys["site"], keys[register.event]
            order = np.lexsort((days, sites))
            sites, days = sites[order], days[order]
            month = months(days)
            new = np.ones(len(sites), bool)
            new[1:] = (sites[1:] != sites[:-1]) | (month[1:] != month[:-1])
            for place in zip(
                sites[new].tolist(), month[new].tolist(), days[new].tolist(), strict=True
            ):
                key, day = place[:2], place[2]
                found[key] = min(day, found.get(key, day))
    return found
