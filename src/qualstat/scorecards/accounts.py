"""Accounts: where each row read went (C10).

Takes the counts of registers, the as-of dates and a period; gives an `Account` a register.
Convention owned here: a row is outside when it lies out of the period, after the as-of date, or
in a month in which its site follows nothing of the register.
"""

from collections.abc import Mapping
from datetime import date

import numpy as np
import numpy.typing as npt

from qualstat.coverage import AsOf
from qualstat.periods import Period, day_number
from qualstat.referentiel import Referentiel
from qualstat.scorecards.values import Account
from qualstat.tallies.cells import group
from qualstat.tallies.dating import months
from qualstat.tallies.merge import RegisterCount
from qualstat.tallies.totals import ByDay

Flags = npt.NDArray[np.bool_]


def accounts(
    referentiel: Referentiel,
    registers: Mapping[str, RegisterCount],
    as_of: AsOf,
    period: Period | None,
) -> tuple[Account, ...]:
    """Return the account of each register that has a file, over all sites.

    Without a period no row lies out of it.
    """
    return tuple(
        _account(referentiel, name, held, as_of.days.get(name), period)
        for name, held in registers.items()
        if held.files
    )


def _account(
    referentiel: Referentiel,
    name: str,
    held: RegisterCount,
    as_of: date | None,
    period: Period | None,
) -> Account:
    rows, event = held.totals.days.rows, held.totals.days.day
    inside = np.ones(len(rows), bool)
    if as_of is not None:
        inside &= event <= day_number(as_of)
    if period is not None:
        inside &= (event >= day_number(period.start)) & (event <= day_number(period.end))
    inside[inside] = _followed(referentiel, name, held.totals.days, inside)
    superseded = held.purged + sum(one.count for one in held.superseded)
    superseded += sum(one.rows for one in held.replaced)
    counted = int(rows[inside].sum())
    outside = int(rows[~inside].sum())
    return Account(name, held.read, counted, superseded, held.rejected, outside)


def _followed(referentiel: Referentiel, name: str, held: ByDay, asked: Flags) -> Flags:
    """Tell which of the days asked for lie in a month in which their site follows the register."""
    names = tuple(referentiel.sites)
    site, month = held.site[asked], months(held.day[asked])
    places, firsts = group([site, month])
    pairs = zip(site[firsts].tolist(), month[firsts].tolist(), strict=True)
    followed = [referentiel.follows_register(names[one], name, month) for one, month in pairs]
    return np.array(followed, bool)[places]
