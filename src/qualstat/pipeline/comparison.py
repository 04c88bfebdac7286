"""Comparisons: the figures of a period against those of earlier ones.

Takes a `Request` and the periods to compare with; gives `Comparisons`. Conventions owned here:
without one named, a period is compared with the year before; a whole year named stands for the
same months of that year; of two periods the later one is compared with the earlier.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from qualstat.comparisons import Comparison, Comparisons
from qualstat.comparisons.compare import comparisons
from qualstat.engines.local import Progress
from qualstat.errors import UsageError
from qualstat.findings import N_, Finding, message
from qualstat.periods import YEAR, Period, year_period
from qualstat.pipeline.gathering import gather
from qualstat.pipeline.request import Request
from qualstat.pipeline.scorecard import scorecard


def compare(
    request: Request, against: Sequence[Period] = (), *, progress: Progress | None = None
) -> Comparisons:
    """Return the comparisons asked for; raises what `gather` does.

    Raises `UsageError` where a period cannot be compared with another.
    """
    asked = request.period
    if asked is not None and len(against) == 1 and against[0] > asked:
        request, against = replace(request, period=against[0]), (asked,)
    held = gather(request, progress=progress)
    period = held.period
    shifts = [shift(period, one) for one in against] if period else []
    found: list[Comparison] = []
    shifts = list(dict.fromkeys(shifts)) or [YEAR]
    for one in shifts if held.periods else ():
        basis = held.basis(held.periods, shift=one)
        found += comparisons(basis, held.sites, held.periods, held.indicators)
    figures = [one.now for one in found if one.now.shift == shifts[0]]
    return Comparisons(scorecard(held, figures), tuple(found))


def shift(period: Period, earlier: Period) -> int:
    """Return the months between a period and an earlier one, named whole or by its year.

    >>> shift(year_period(2018), year_period(2016))
    24
    """
    months = period.months[0] - earlier.months[0]
    if earlier == year_period(earlier.start.year) and len(period.months) != YEAR:
        months = YEAR * (period.start.year - earlier.start.year)
    alike = period.earlier(months) == earlier or len(earlier.months) == YEAR
    if alike and months > 0:
        return months
    raise UsageError(_unlike(period, earlier))


def _unlike(period: Period, earlier: Period) -> Finding:
    return Finding(
        "usage",
        "blocking",
        message(
            N_("{start} to {end} cannot be compared with {first} to {last}"),
            start=period.start, end=period.end, first=earlier.start, last=earlier.end,
        ),
        message(N_("an earlier period of the same length, or its year")),
        file="--with",
    )  # fmt: skip
