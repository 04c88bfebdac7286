"""Settling: whether a figure may still change (T1).

Takes a `Basis`, a figure and, where sites are to be looked at one by one, up to which day the rows
of each tell; gives the answer. Conventions owned here: a figure is provisional while it waits for
its register, cases of it are pending (of a delay: unanswered), or working days of its period are
not yet known; then it is settled. What a site is known to is the last date in its own rows, for its
export may stop before those of the others; a month that it declares complete is known whole.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from qualstat.calendars import counted
from qualstat.coverage import AsOf
from qualstat.measures.calendars import calendar_of
from qualstat.periods import day_number
from qualstat.scorecards.basis import Basis
from qualstat.scorecards.values import Figure
from qualstat.tallies.cells import KEY
from qualstat.tallies.merge import RegisterCount

Ends = Mapping[tuple[str, str], int]  # the last day known, by register and site


def site_ends(registers: Mapping[str, RegisterCount], sites: Sequence[str], as_of: AsOf) -> Ends:
    """Return the last date in the rows of each site with some, none beyond the as-of date."""
    found = dict[tuple[str, str], int]()
    for name, day in as_of.days.items():
        keys, last = registers[name].tally.keys, np.full(len(sites), -1, KEY)
        for field in registers[name].register.telling:
            told = keys[field] <= day_number(day)  # no date is as late as `OPEN`
            days = np.where(told, keys[field], -1).astype(KEY, copy=False)  # of the kind of `last`
            np.maximum.at(last, keys["site"], days)
        held = zip(sites, last.tolist(), strict=True)
        found |= {(name, site): end for site, end in held if end >= 0}
    return found


def provisional(basis: Basis, group: Sequence[str], held: Figure, ends: Ends | None = None) -> bool:
    """Tell whether a figure of some sites may still change; never, where nothing is followed.

    Without `ends` a site is known as far as its register is.
    """
    if held.measure.state in ("not_applicable", "not_monitored"):
        return False
    if held.measure.state == "missing" or held.measure.pending or held.as_of is None:
        return True
    known, last = day_number(held.as_of), day_number(held.period.end)
    for site in group:
        end = known if ends is None else _end(basis, site, held, ends)
        if end >= last:  # as most months are, long since
            continue
        calendar = calendar_of(basis.referentiel, site)
        if counted(calendar, "working-days", end + 1, last).any():
            return True
    return False


def _end(basis: Basis, site: str, held: Figure, ends: Ends) -> int:
    """Return up to which day the figure's months are known of a site."""
    register, last = held.indicator.register_name, day_number(held.period.end)
    months = basis.months[held.indicator.id, site].followed & set(held.period.months)
    complete = basis.referentiel.sites[site].complete.get(register, [])
    waiting = [one for one in months if not any(s.first <= one <= s.last for s in complete)]
    if not waiting:
        return last
    return ends.get((register, site), day_number(held.period.start) - 1)
