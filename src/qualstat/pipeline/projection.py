"""Outlooks: what is still possible before a period ends, and what a change of cases would do.

Takes a `Request` and changes; gives `Outlooks`. Conventions owned here: the period is cut after
the last day that a register knows, or the as-of day if that is earlier; a figure without an
objective has no outlook; each hypothesis is weighed alone, at the one site asked for.
"""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from qualstat.engines.local import Progress
from qualstat.outlooks import Outlook, Outlooks, WhatIf
from qualstat.outlooks.projecting import Cut, cut, missing, projection
from qualstat.outlooks.reaching import ahead
from qualstat.outlooks.reaching import outlook as reached
from qualstat.outlooks.what_if import hypothesis, several_sites
from qualstat.periods import Period
from qualstat.pipeline.gathering import Gathered, gather
from qualstat.pipeline.known_days import known_until
from qualstat.pipeline.request import Request
from qualstat.pipeline.scorecard import scorecard
from qualstat.scorecards import Figure
from qualstat.scorecards.basis import Basis
from qualstat.scorecards.figures import figures, groups
from qualstat.scorecards.reader import reader


def outlook(
    request: Request, what_ifs: Sequence[WhatIf] = (), *, progress: Progress | None = None
) -> Outlooks:
    """Return the outlooks asked for; raises what `gather` does.

    Raises `UsageError` where a change is not about one site, or impossible.
    """
    held = gather(request, progress=progress, narrow=True)
    if what_ifs and len(held.sites) > 1:
        raise several_sites(len(held.sites))
    period = held.period
    if period is None:
        return Outlooks(scorecard(held, ()), ())
    cuts = _cuts(held, period)
    parts = [period, *(part for one in cuts.values() for part in one.periods)]
    basis = held.basis(list(dict.fromkeys(parts)))
    made = figures(basis, held.sites, [period], held.indicators)
    promised = [one for one in made if one.objective is not None]
    by_name = {one.indicator.id: one for one in made}
    outlooks = tuple(_outlook(held, basis, one, cuts) for one in promised)
    lacking = [one.id for one in held.indicators if by_name[one.id].objective is None]
    return Outlooks(
        scorecard(held, promised),
        outlooks,
        tuple(ahead(hypothesis(one, by_name), outlooks, cuts) for one in what_ifs),
        tuple(lacking),
    )


def _cuts(held: Gathered, period: Period) -> dict[str, Cut]:
    """Return a period cut after the last day that each register knows, as of the day asked for."""
    days, asked = known_until(held.counted, None).days, held.as_of.asked
    return {name: cut(period, min(day, asked or day)) for name, day in days.items()}


def _outlook(held: Gathered, basis: Basis, figure: Figure, cuts: Mapping[str, Cut]) -> Outlook:
    after = cuts.get(figure.indicator.register_name)
    if after is None:
        return reached(figure, None, None)
    sites = groups(held.sites)[figure.site]
    readers = [reader(basis, figure.indicator, [site]) for site in sites]
    found = reached(figure, after, projection(readers, after))
    return replace(found, missing=missing(readers, after))
