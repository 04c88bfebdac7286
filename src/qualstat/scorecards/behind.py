"""Behind: sites whose rows stop long before the day on which their unanswered cases are judged.

Takes figures, the counts of registers and the as-of dates; gives findings. Convention owned here:
the as-of date is that of a register over all its sites (T3); a site whose own last row, or last
month declared complete, lies more than 31 days before it may have answered since.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from qualstat.coverage import AsOf
from qualstat.findings import N_, Finding, message
from qualstat.periods import day_of, last_day
from qualstat.referentiel import Referentiel
from qualstat.scorecards.settling import site_ends
from qualstat.scorecards.values import Figure
from qualstat.tallies.merge import RegisterCount

LATEST = 31  # days that a month's export may lag


def behind(
    referentiel: Referentiel,
    registers: Mapping[str, RegisterCount],
    figures: Iterable[Figure],
    as_of: AsOf,
) -> Iterator[Finding]:
    """Yield a finding for each site and register whose overdue cases may have been answered."""
    late = {(one.indicator.register_name, one.site): None for one in figures
            if one.measure.overdue and one.site in referentiel.sites}  # fmt: skip
    asked = {name: as_of.days[name] for name, _ in late}
    ends = site_ends(registers, tuple(referentiel.sites), AsOf(asked))
    for register, site in late:
        day = asked[register]
        known = _known(referentiel, register, site, day_of(ends[register, site]))
        if (day - known).days > LATEST:
            yield _finding(referentiel, registers[register], site, known, day)


def _known(referentiel: Referentiel, register: str, site: str, last: date) -> date:
    """Return up to which day the rows of a site are known: its last one, or declared complete."""
    spans = referentiel.sites[site].complete.get(register, [])
    return max([last, *(last_day(one.last) for one in spans)])


def _finding(
    referentiel: Referentiel, count: RegisterCount, site: str, known: date, day: date
) -> Finding:
    values = {"site": referentiel.sites[site].short, "files": count.register.pattern}
    return Finding(
        rule="site-behind",
        severity="warning",
        found=message(
            N_("{site}, {files}: no row after {last}; what is unanswered is judged late on {day},"
               " the last day of this register over all sites or the one asked for"),
            last=known, day=day, **values,
        ),
        expected=message(N_("rows of the site up to that day")),
        advice=message(
            N_("ask for the export of the site, or judge on an earlier day: --as-of {last}"),
            last=known.isoformat(),
        ),
    )  # fmt: skip
