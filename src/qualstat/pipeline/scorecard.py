"""Scorecards: the figures asked for, and what surrounds them.

Takes a `Request`; gives a `Scorecard`. Convention owned here: a scorecard holds a figure for
each site, indicator and period asked for, and a total where several sites are.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from qualstat.engines.local import Progress
from qualstat.findings import N_, Finding, message
from qualstat.periods import Period
from qualstat.pipeline.gathering import Gathered, gather
from qualstat.pipeline.request import Request
from qualstat.referentiel.choosing import chosen_indicators
from qualstat.scorecards import ALL, Figure, Recount, Scorecard
from qualstat.scorecards.accounts import accounts
from qualstat.scorecards.behind import behind
from qualstat.scorecards.figures import figures
from qualstat.scorecards.lateness import without_case
from qualstat.scorecards.recounting import recount


def compute(request: Request, *, progress: Progress | None = None, shown: bool = True) -> Scorecard:
    """Return the figures asked for, to be `shown` to people or not; raises what `gather` does."""
    held = gather(request, progress=progress, sites_only=True)
    made: list[Figure] = []
    if held.periods:
        basis = held.basis(held.periods)
        made = figures(basis, held.sites, held.periods, held.indicators, shown=shown)
    return scorecard(held, made)


def scorecard(held: Gathered, made: Sequence[Figure]) -> Scorecard:
    """Return figures with the account of rows and the findings of what they are made from."""
    sites = held.sites
    rows = accounts(held.referentiel, held.counted.registers, held.as_of, held.period)
    nothing = not any(one.counted for one in rows)
    return Scorecard(
        referentiel=held.referentiel,
        sites=(*sites, ALL) if len(sites) > 1 else sites,
        periods=held.periods,
        figures=tuple(made),
        accounts=rows,
        findings=(
            *held.findings,
            *([_no_data(held.period)] if nothing else []),
            *without_case(made),
            *behind(held.referentiel, held.counted.registers, made, held.as_of),
        ),
        source=held.source,
        changes=held.counted.changes,
        gone=sum(one.count.rejected for one in held.counted.frozen.tables if one.removed),
        recount=_recount(held, made),
    )


def _recount(held: Gathered, made: Sequence[Figure]) -> Recount | None:
    """Return what the edition chosen, if one is, makes of the indicators asked for."""
    if not held.referentiel.chosen or not made:
        return None
    request, plain = held.request, replace(held.referentiel, chosen="")
    former = chosen_indicators(plain, request.indicators, request.module)
    return recount(held.referentiel, held.periods, made, former)


def _no_data(period: Period | None) -> Finding:
    if period is None:
        return Finding(
            rule="no-data",
            severity="warning",
            found=message(N_("no register holds a valid row: there is no last year to show")),
            expected=message(N_("rows in at least one register")),
        )
    return Finding(
        rule="no-data",
        severity="warning",
        found=message(
            N_("no row counts from {start} to {end}"), start=period.start, end=period.end
        ),
        expected=message(N_("a period that the registers reach")),
    )
