"""Days of sites: which days of which sites a table holds, and which table owns them (D3).

Takes the tallies of tables without references; gives days, and the tallies that count.
Convention owned here: a site and a day are one number, above 0 for any date there is; where the
last table owns the day, the rows of the others on it are superseded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from qualstat.registers import Register
from qualstat.tallies.cells import Numbers, Tally
from qualstat.tallies.count import FileCount

DAYS = 2**23  # more than there are dates
BEFORE_1970 = 2**20  # more than there are days from year 1 to 1970


@dataclass(frozen=True)
class Replaced:
    """Rows of one table that another one replaces, on days that both hold."""

    table: str
    by: str
    rows: int


def numbered_days(sites: Numbers, days: Numbers) -> Numbers:
    """Return a site and a day as one number."""
    return sites * DAYS + days + BEFORE_1970


def day_numbers(numbered: Numbers) -> Numbers:
    """Return the days of such numbers."""
    return numbered % DAYS - BEFORE_1970


def site_days(register: Register, tally: Tally) -> Numbers:
    """Return the distinct days of sites of a tally."""
    return np.unique(numbered_days(tally.keys["site"], tally.keys[register.event]))


def owned(
    register: Register, counts: Sequence[FileCount], latest: Mapping[str, str]
) -> tuple[list[FileCount], list[Replaced]]:
    """Return counts, in the order of their tables, without the rows that a later one replaces.

    `latest` names the profile of each table whose days the last table of that profile owns.
    """
    found, replaced = list(counts), []
    for place, one in enumerate(counts):
        for later in counts[place + 1 :]:
            profile = latest.get(one.name)
            if profile is None or latest.get(later.name) != profile:
                continue
            held = found[place].tally
            keys = numbered_days(held.keys["site"], held.keys[register.event])
            lost = np.isin(keys, site_days(register, later.tally))
            if lost.any():
                replaced.append(Replaced(one.name, later.name, int(held.rows[lost].sum())))
                found[place] = replace(found[place], tally=_without(held, lost))
    return found, replaced


def _without(tally: Tally, lost: np.ndarray) -> Tally:
    """Return a tally without some of its cells."""
    keys = {name: column[~lost] for name, column in tally.keys.items()}
    return Tally(keys, tally.rows[~lost], tally.n[~lost], tally.services)
