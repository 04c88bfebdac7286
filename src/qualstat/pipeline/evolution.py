"""Trends: the months of a period, one after the other.

Takes a `Request`; gives `Trends`. Conventions owned here: without an indicator asked for, each one
that a site asked for ever follows; a rolling figure reads twelve months before the period too.
"""

from msgspec.structs import replace

from qualstat.engines.local import Progress
from qualstat.errors import UsageError
from qualstat.findings import N_, Finding, message
from qualstat.pipeline.gathering import gather
from qualstat.pipeline.request import Request
from qualstat.pipeline.scorecard import scorecard
from qualstat.trends import Trends
from qualstat.trends.series import reach, trends


def trend(request: Request, *, progress: Progress | None = None) -> Trends:
    """Return the trends asked for; raises what `gather` does.

    Raises `UsageError` where no period is asked for and no register holds a row.
    """
    held = gather(request, progress=progress, narrow=True)
    period = held.period
    if period is None:
        raise UsageError(_no_period())
    found = trends(held.basis([reach(period)]), held.sites, period, held.indicators)
    if not request.indicators:
        found = [one for one in found if one.followed]
    figures = [point.figure for one in found for point in one.points]
    whole = replace(scorecard(held, figures), periods=(period,))
    return Trends(whole, tuple(found))


def _no_period() -> Finding:
    found = message(N_("no register holds a valid row: there is no last year to show"))
    return Finding("usage", "blocking", found, message(N_("a period, as in --year 2018")))
