"""Readiness for the label: modules, what shows each engagement, the calendar, hypotheses.

Takes a `Request`, modules and changes; gives a `Label`. Conventions owned here: the day is the
as-of date, or the last one that a register knows; the sites are those of the services concerned,
less what `--site` leaves out; each hypothesis is weighed alone, at the one site asked for.
"""

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from qualstat.engines.local import Progress
from qualstat.labels import Label, Part, Supposed, blocking, parts
from qualstat.labels.ahead import documents_ahead
from qualstat.labels.rows import row, rows, sites_of
from qualstat.labels.steps import steps
from qualstat.outlooks import WhatIf
from qualstat.outlooks.what_if import hypothesis, several_sites
from qualstat.periods import Period
from qualstat.pipeline.gathering import Gathered, gather
from qualstat.pipeline.known_days import known_until
from qualstat.pipeline.request import Request
from qualstat.pipeline.scorecard import scorecard
from qualstat.referentiel.choosing import check_module
from qualstat.scorecards import ALL, Figure
from qualstat.scorecards.figures import figures
from qualstat.scorecards.terms import terms


def readiness(
    request: Request,
    modules: Sequence[int] = (),
    what_ifs: Sequence[WhatIf] = (),
    *,
    progress: Progress | None = None,
) -> Label:
    """Return the readiness for the modules asked for, all when none is; raises what `gather` does.

    Raises `UsageError` where a module is unknown, or a change is not about one site, or impossible.
    """
    held = gather(request, progress=progress)
    edition = held.referentiel.edition(held.period.end if held.period else date.max)
    for module in modules:
        check_module(held.referentiel, module)
    numbers = sorted({*modules} & {*edition.modules} if modules else edition.modules)
    sites = [one for one in sites_of(held.referentiel, numbers) if one in held.sites]
    held = replace(held, sites=tuple(sites))
    if what_ifs and len(sites) != 1:
        raise several_sites(len(sites))
    made = _figures(held, numbers, held.period) if held.period else []
    day = request.as_of or max(held.as_of.days.values(), default=None)
    found = parts(rows(held.referentiel, edition, numbers, sites, made, day))
    card = scorecard(held, made)
    ahead = documents_ahead(held.referentiel.evidence.values(), _known(held, day))
    return Label(
        replace(card, findings=(*card.findings, *ahead)),
        edition,
        tuple(numbers),
        found,
        tuple(steps(held.referentiel.steps, found, day)),
        day,
        request.as_of is not None,
        tuple(_supposed(held, found, one) for one in what_ifs),
    )


def _known(held: Gathered, day: date | None) -> date | None:
    """Return the last day known, whatever day was asked for: the registers' own, or that day."""
    days = known_until(held.counted, None).days.values()
    return max([*days, *([day] if day else [])], default=None)


def _figures(held: Gathered, modules: Sequence[int], period: Period) -> list[Figure]:
    """Return the figures of modules at each site, without their total."""
    basis = held.basis([period])
    wanted = [
        one for one in held.indicators if terms(held.referentiel, one, period).module in modules
    ]
    made = figures(basis, held.sites, [period], wanted, shown=False)
    return [one for one in made if one.site != ALL]


def _supposed(held: Gathered, found: Sequence[Part], asked: WhatIf) -> Supposed:
    """Return a hypothesis with the row it changes, and how many engagements would block."""
    each = [one for part in found for one in part.rows]
    by_name = {one.figure.indicator.id: one for one in each if one.figure is not None}
    known = {name: one.figure for name, one in by_name.items() if one.figure is not None}
    weighed = hypothesis(asked, known)
    before = by_name[weighed.before.indicator.id]
    after = row(held.referentiel, weighed.after, before.services)
    then = parts(after if one is before else one for one in each)
    return Supposed(weighed, before, after, blocking(then))
