"""Rows: the rows behind a figure, each with what it adds, and the late ones with what was said.

Takes the basis of a figure and the rows of its register that count; gives `Row` and `Cases`.
Convention owned here: rows are classified by the very code that classifies cells, so that they
add up to the figure; of a mean, every answer is in the sum, one of 0 days or points too.
"""

from collections.abc import Sequence
from typing import get_args

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from qualstat.engines.rows import CountingRows
from qualstat.explanations.values import Cases, LateCase, Role, Row
from qualstat.measures.calendars import calendar_of
from qualstat.measures.classifying import classified
from qualstat.measures.contributions import Contributions
from qualstat.measures.measure import COUNTS, Counts
from qualstat.measures.scope import Cells, cells
from qualstat.periods import Period, day_number, day_of, month_of
from qualstat.referentiel.indicators import MEANS, Delay, Indicator, RateWithin, Ratio, Volume, Wait
from qualstat.scorecards import Late
from qualstat.scorecards.basis import Basis
from qualstat.scorecards.reader import reader
from qualstat.tallies.rows import LINE, TABLE

ROLES: tuple[Role, ...] = get_args(Role)
Flags = npt.NDArray[np.bool_]


def roles(indicator: Indicator) -> tuple[Role, ...]:
    """Return what rows of an indicator can be asked for by."""
    match indicator.measure:
        case RateWithin():
            return ("numerator", "denominator", "late", "overdue", "pending")
        case Delay():
            return ("numerator", "denominator", "pending")
        case Volume():
            return ("numerator",)
        case Ratio():
            return ("numerator", "denominator")
        case _:
            return ("numerator", "denominator", "excluded")


def rows_behind(  # noqa: PLR0913, PLR0917  # what rows are classified by
    basis: Basis,
    indicator: Indicator,
    sites: Sequence[str],
    period: Period,
    counting: CountingRows,
    counted: Indicator | None = None,
) -> tuple[Row, ...]:
    """Return the rows in the scope of a figure, in the order of their files and lines.

    `counted` is the side of a ratio that the rows are of.
    """
    one = counted or indicator
    as_of = basis.as_of.days.get(one.register_name)
    if as_of is None:
        return ()
    held = cells(counting.register, counting.tally, basis.table.spans, day_number(as_of))
    names = tuple(basis.referentiel.sites)
    known = {place: calendar_of(basis.referentiel, name) for place, name in enumerate(names)}
    scoped, parts = classified(one, held, known)
    inside = _inside(basis, indicator, sites, period, scoped)
    found = [
        _row(one, counting, names, scoped, parts, place)
        for place in np.flatnonzero(inside).tolist()
    ]
    order = {name: place for place, name in enumerate(counting.tables)}
    return tuple(sorted(found, key=lambda one: (order[one.file], one.line)))


def _inside(
    basis: Basis, indicator: Indicator, sites: Sequence[str], period: Period, held: Cells
) -> Flags:
    """Tell which rows lie in the months that their site follows."""
    names = tuple(basis.referentiel.sites)
    inside = np.zeros(len(held.n), np.bool_)
    spans = reader(basis, indicator, sites).perimeter.of(period)
    for (_, site), places in spans.items():
        inside |= (held.keys["site"] == names.index(site)) & np.isin(held.span, places)
    return inside


def _row(  # noqa: PLR0913, PLR0917  # a row of five tables
    indicator: Indicator,
    counting: CountingRows,
    names: Sequence[str],
    held: Cells,
    parts: Contributions,
    place: int,
) -> Row:
    measure, keys = indicator.measure, held.keys
    to = measure.to if isinstance(measure, Wait) else None
    counts = Counts(*(int(parts.counts[name][place]) for name in COUNTS))
    answered = int(parts.answers[place]) > 0
    return Row(
        file=counting.tables[int(keys[TABLE][place])],
        line=int(keys[LINE][place]),
        site=names[int(keys["site"][place])],
        first=day_of(int(keys[held.register.event][place])),
        answer=day_of(int(keys[to][place])) if to and answered else None,
        days=int(parts.days[place]) if to else None,
        n=int(held.n[place]),
        role=_role(indicator, counts, answered=answered),
        counts=counts,
    )


def _role(indicator: Indicator, counts: Counts, *, answered: bool) -> Role:
    if counts.pending:
        return "pending"
    if counts.excluded:
        return "excluded"
    if counts.overdue:
        return "overdue"
    if counts.numerator or (indicator.kind in MEANS and answered):
        return "numerator"
    return "late" if isinstance(indicator.measure, RateWithin) else "denominator"


def side_of_ratio(rows: Sequence[Row], *, top: bool) -> tuple[Row, ...]:
    """Return the rows that one side of a ratio counts, as what they add to the ratio."""
    role: Role = "numerator" if top else "denominator"
    return tuple(
        replace(one, role=role, counts=Counts(**{role: one.counts.numerator}))
        for one in rows
        if one.counts.numerator
    )


def selected(indicator: Indicator, rows: Sequence[Row], role: Role) -> tuple[Row, ...]:
    """Return the rows of a role; the denominator holds all that counts, a volume's too."""
    if role == "denominator":
        return tuple(one for one in rows if one.counts.denominator or _adds(indicator, one))
    if role == "late":
        return tuple(one for one in rows if one.role in ("late", "overdue"))
    return tuple(one for one in rows if one.role == role)


def _adds(indicator: Indicator, row: Row) -> bool:
    return isinstance(indicator.measure, Volume) and row.role == "numerator"


def late_cases(
    basis: Basis, indicator: Indicator, sites: Sequence[str], period: Period, rows: Sequence[Row]
) -> Cases:
    """Return the rows beyond the deadline, worst first, with what explains cases like them."""
    lates: dict[tuple[str, int, int | None], Late] = {}
    for site in sites:
        found = reader(basis, indicator, (site,)).lateness(period)
        lates |= {(site, one.month, one.days): one for one in (*found.answered, *found.unanswered)}
    cases = [_case(lates, one) for one in rows if one.role in ("late", "overdue")]
    cases.sort(key=lambda one: (-(one.row.days or 0), one.row.first))
    return Cases(
        total=sum(one.count for one in lates.values()),
        explained=sum(one.explained for one in lates.values()),
        cases=tuple(cases),
    )


def _case(lates: dict[tuple[str, int, int | None], Late], row: Row) -> LateCase:
    one = lates[row.site, month_of(row.first), row.days if row.role == "late" else None]
    return LateCase(row, one.count, one.told)
