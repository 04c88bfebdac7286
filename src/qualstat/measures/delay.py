"""Delays: the share answered in time, and the mean delay (C1, C2).

Takes cells in scope and the calendar of each site; gives counts by cell. Conventions owned
here: an answer counts as given from the day it is known; a record without answer is overdue
when more days than allowed have passed at the as-of date, and pending before.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from qualstat.calendars import Calendar, counted, cumulative
from qualstat.measures.contributions import Contributions, contributions
from qualstat.measures.scope import Cells
from qualstat.referentiel.indicators import Delay, RateWithin, Wait
from qualstat.registers.values import OPEN

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
# Within these days after a record, every deadline that can be declared has passed.
LONGEST_WAIT = 4_000


def within(held: Cells, declared: RateWithin, calendars: Mapping[int, Calendar]) -> Contributions:
    """Return what each cell adds to a share answered in time."""
    answered = _answered(held, declared.to)
    days = _days(held, declared, answered, calendars)
    overdue = ~answered & (days > declared.within)
    return contributions(
        held,
        numerator=held.n * (answered & (days <= declared.within)),
        denominator=held.n * (answered | overdue),
        overdue=held.n * overdue,
        pending=held.n * ~(answered | overdue),
        days=days,
        answers=held.n * answered,
    )


def delay(held: Cells, declared: Delay, calendars: Mapping[int, Calendar]) -> Contributions:
    """Return what each cell adds to a mean delay."""
    answered = _answered(held, declared.to)
    days = _days(held, declared, answered, calendars)
    return contributions(
        held,
        numerator=held.n * answered * days,
        denominator=held.n * answered,
        pending=held.n * ~answered,
        days=days,
        answers=held.n * answered,
    )


def _answered(held: Cells, field: str) -> Flags:
    """Tell which cells hold an answer that was known on the as-of date (T3)."""
    answer = next(one for one in held.register.answers if one.field == field)
    known = held.keys[answer.known_from]
    if answer.known_from != field:  # where its day was not noted, known from the first
        known = np.where(known == OPEN, held.keys[held.register.event], known)
    given: Flags = held.keys[field] != OPEN
    return given & (known <= held.as_of)


def _days(
    held: Cells,
    declared: Wait,
    answered: Flags,
    calendars: Mapping[int, Calendar],
) -> Numbers:
    """Return the days from each record to its answer, or to the as-of date."""
    start = held.keys[held.register.event]
    if not len(start):
        return start
    end = np.where(answered, held.keys[declared.to], np.minimum(held.as_of, start + LONGEST_WAIT))
    first, last = int(start.min()), int(end.max())
    site, width = held.keys["site"], last - first + 1
    kinds: dict[Calendar, int] = {}
    rows = np.zeros(int(site.max()) + 1, np.int64)
    for one in np.flatnonzero(np.bincount(site)).tolist():
        rows[one] = kinds.setdefault(calendars[one], len(kinds)) * width
    # one table, a row a calendar: to look days up in it is far quicker than to part the cells
    row = rows[site]
    begun = row + (start - first)
    table = np.concatenate([cumulative(one, declared.days, first, last) for one in kinds])
    days: Numbers = table[row + (end - first)] - table[begun]
    if declared.first_day == "included":
        days += np.concatenate([counted(one, declared.days, first, last) for one in kinds])[begun]
    return days
