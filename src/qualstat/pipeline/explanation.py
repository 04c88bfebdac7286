"""Explanations: one figure, what it is made of, and the rows behind it.

Takes a `Request` for one indicator; gives an `Explanation`. Conventions owned here: the figure is
the one that `compute` gives; only the files of its register are read, where the period is asked
for; its rows are read again, where they are asked for, from the files that can hold them: those
with rows of its sites in its years, for a reference is one record a year (D1).
"""

from msgspec.structs import replace

from qualstat.engines.local import Progress
from qualstat.engines.received import received
from qualstat.engines.rows import rows_of
from qualstat.errors import UsageError
from qualstat.explanations import Behind, Explanation, Row
from qualstat.explanations.absences import absence
from qualstat.explanations.days_off import calendars
from qualstat.explanations.files import files_behind, holding
from qualstat.explanations.rows import late_cases, roles, rows_behind, selected, side_of_ratio
from qualstat.explanations.sums import sums, ways
from qualstat.explanations.values import Absence, Role
from qualstat.findings import N_, Finding, message
from qualstat.periods import Period, month_of
from qualstat.pipeline.gathering import Gathered, gather, rows_gone
from qualstat.pipeline.request import Request
from qualstat.pipeline.scorecard import scorecard
from qualstat.reading.files import natural
from qualstat.referentiel.indicators import Indicator, RateWithin
from qualstat.registers import REGISTERS
from qualstat.scorecards import ALL
from qualstat.scorecards.basis import Basis
from qualstat.scorecards.figures import figure
from qualstat.scorecards.marks import marks
from qualstat.scorecards.reader import reader


def explain(
    request: Request,
    *,
    role: Role | None = None,
    late: bool = False,
    progress: Progress | None = None,
) -> Explanation:
    """Return what is behind the figure of the one indicator asked for.

    `role` asks for its rows, `late` for those beyond the deadline. Without any row, no year is
    the last: there is no figure then. Raises what `gather` does, and `UsageError` where there is
    no row of that role.
    """
    held = gather(request, progress=progress, narrow=True)
    indicator = held.indicators[0]  # the categories of a volume follow it
    period = held.period
    _check_role(indicator, role, late=late)
    if period is None:
        return Explanation(scorecard(held, ()), held.sites, (), ())
    sites, basis = held.sites, held.basis([period])
    site = sites[0] if len(sites) == 1 else ALL
    made = figure(basis, site, sites, period, indicator)
    terms = sums(basis, indicator, sites, period)
    found = Explanation(
        scorecard=replace(scorecard(held, [made]), sites=(site,)),
        sites=sites,
        sums=terms,
        files=tuple(_behind(held, basis, indicator, period)),
        calendars=calendars(held.referentiel, indicator, sites, period),
        ways=ways(indicator, terms, period),
        absence=_absence(held, absence(basis, made, indicator, sites, period)),
        role=role,
        held_by=_keepers(held, indicator),
        marks={one: marks(held.referentiel, one, indicator.id, period.months) for one in sites},
    )
    if role is None and not late:
        return found
    return _listed(found, held, basis, late=late)


def _absence(held: Gathered, found: Absence | None) -> Absence | None:
    """Return an absence with the files that came and gave no row."""
    if found is None or not found.months:
        return found
    read = held.referentiel.registers(held.indicators[0])
    came = received(held.files, held.counted)
    return replace(found, received=tuple(one for one in came if one.register in read))


def _keepers(held: Gathered, indicator: Indicator) -> dict[str, str]:
    """Return who keeps the register at each site, where that is declared."""
    declared = {site: held.referentiel.sites[site].held_by for site in held.sites}
    name = indicator.register_name
    return {site: one[name] for site, one in declared.items() if name in one}


def _listed(found: Explanation, held: Gathered, basis: Basis, *, late: bool) -> Explanation:
    """Return an explanation with the rows that it was asked for, but for purged ones."""
    made = found.figure
    purged = held.counted.frozen.before
    if purged is not None and made.period.months[0] < purged:
        said = (*found.scorecard.findings, rows_gone(purged))
        found = replace(found, scorecard=replace(found.scorecard, findings=said))
    rows = rows_of_figure(held, basis, made.indicator, made.period)
    if found.role is not None:
        found = replace(found, rows=selected(made.indicator, rows, found.role))
    if late:
        cases = late_cases(basis, made.indicator, held.sites, made.period, rows)
        found = replace(found, late=cases)
    return found


def rows_of_figure(
    held: Gathered, basis: Basis, indicator: Indicator, period: Period
) -> tuple[Row, ...]:
    """Return the rows in the scope of a figure, read again from the files that hold them."""
    sides = held.referentiel.counted(indicator)
    if sides == (indicator,):
        return _rows(held, basis, indicator, period)
    return tuple(
        row
        for one in sides
        for row in side_of_ratio(_rows(held, basis, indicator, period, one), top=one is sides[0])
    )


def _rows(
    held: Gathered,
    basis: Basis,
    indicator: Indicator,
    period: Period,
    counted: Indicator | None = None,
) -> tuple[Row, ...]:
    name = (counted or indicator).register_name
    register = REGISTERS[name]
    years = {month // 12 for month in period.months}
    names = tuple(held.referentiel.sites)
    numbers = [names.index(site) for site in held.sites]
    months = [(number, 12 * year + month) for number in numbers for year in years
              for month in range(12)]  # fmt: skip
    files = [file for file, _ in holding(held.files, held.counted, name, months)]
    counting = rows_of(files, register, held.referentiel.known_sites, numbers)
    found = rows_behind(basis, indicator, held.sites, period, counting, counted)
    purged = held.counted.frozen.before
    return tuple(one for one in found if purged is None or month_of(one.first) >= purged)


def _behind(held: Gathered, basis: Basis, indicator: Indicator, period: Period) -> list[Behind]:
    """Return the files with rows of the sites in the months that each follows, as far as known."""
    names = held.referentiel.registers(indicator)
    found = [one for name in sorted(names) for one in _of(held, basis, indicator, period, name)]
    return sorted(found, key=lambda one: natural(one.file))


def _of(
    held: Gathered, basis: Basis, indicator: Indicator, period: Period, register: str
) -> list[Behind]:
    """Return the files of one register behind a figure."""
    known = basis.as_of.days.get(register)
    last = month_of(known) if known else None
    names = tuple(held.referentiel.sites)
    perimeter = reader(basis, indicator, held.sites).perimeter
    months = [
        (names.index(site), month)
        for (_, site), one in perimeter.months.items()
        for month in period.months
        if month in one.read and (last is None or month <= last)
    ]
    return files_behind(held.files, held.counted, register, months)


def _check_role(indicator: Indicator, role: Role | None, *, late: bool) -> None:
    """Refuse to list what an indicator does not have."""
    allowed = roles(indicator)
    if late and not isinstance(indicator.measure, RateWithin):
        raise UsageError(_no_deadline(indicator, "--late"))
    if role in ("late", "overdue") and role not in allowed:
        raise UsageError(_no_deadline(indicator, "--rows"))
    if role is not None and role != "denominator" and role not in allowed:
        found = message(
            N_("“{name}” has no such rows: {role}"), name=indicator.id, role=role
        )  # fmt: skip
        expected = message(N_("one of {allowed}"), allowed=list(allowed))
        raise UsageError(Finding("usage", "blocking", found, expected, file="--rows"))


def _no_deadline(indicator: Indicator, option: str) -> Finding:
    found = message(N_("“{name}” has no deadline: nothing is late"), name=indicator.id)
    expected = message(N_("an indicator of answers within a number of days"))
    return Finding("usage", "blocking", found, expected, file=option)
