"""Known days: up to when the registers tell, and which year they reach.

Takes what was counted; gives days, a period and findings. Conventions owned here: without an as-of
date, each register is known up to the last day of its own rows (T3); without a period, the last
calendar year that a register reaches is meant, dates apart from all the others left aside.
"""

from collections.abc import Iterator
from datetime import date

from qualstat.coverage import AsOf
from qualstat.engines.merging import Counted
from qualstat.findings import N_, Finding, message
from qualstat.periods import YEARS, Period, day_of, year_period
from qualstat.tallies.apart import last_day


def known_until(counted: Counted, asked: date | None) -> AsOf:
    """Return the last day known of each register (T3): the day asked for, or its rows' own."""
    if asked is not None:
        return AsOf(dict.fromkeys(counted.registers, asked), asked)
    ends = {name: one.known.until for name, one in counted.registers.items()}
    return AsOf({name: day_of(day) for name, day in ends.items() if day is not None})


def last_year(counted: Counted, asked: date | None) -> Period | None:
    """Return the last year that a register reaches, as known; None when none holds a row.

    A few dates far beyond all the others, as of a mistyped year, are left aside.
    """
    held, last = counted.registers.values(), last_day(counted.registers.values())
    days = [
        day_of(min(one.known.until, one.known.until if last is None else last))
        for one in held
        if one.known.until is not None
    ]
    years = [min(day, asked or day).year for day in days]
    within = [year for year in years if year in YEARS]
    return year_period(max(within)) if within else None


def beyond(counted: Counted, asked: date | None) -> Iterator[Finding]:
    """Yield a finding for each register whose answers are not known up to the day asked for."""
    for one in counted.registers.values():
        until = one.known.until if one.register.answers else None
        if asked is not None and until is not None and day_of(until) < asked:
            yield Finding(
                rule="as-of-beyond",
                severity="warning",
                found=message(
                    N_("{files}: nothing is known after {day}; what is unanswered is judged late"
                       " on {asked}"),
                    files=one.register.pattern, day=day_of(until), asked=asked,
                ),
                expected=message(N_("an as-of date that the registers reach")),
            )  # fmt: skip
