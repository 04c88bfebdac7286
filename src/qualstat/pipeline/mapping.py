"""Mapping: which registers of which sites are there month by month, and what is odd in them.

Takes a `Request`; gives a `Map`. Conventions owned here: whatever is asked for, the tests look at
every site, since two of them may have been exchanged; the parts of registers are rows of their
own where indicators or a module are asked for.
"""

from msgspec.structs import replace

from qualstat.engines.local import Progress
from qualstat.engines.received import received
from qualstat.maps import Map
from qualstat.maps.counting import counting
from qualstat.maps.findings import finding
from qualstat.maps.oddities import at_sites, explained, false_alarms, in_order, oddities
from qualstat.maps.rows import Ground, rows
from qualstat.maps.scarce_cases import noticed, scarce_cases
from qualstat.maps.series import LONGEST, seen, series
from qualstat.periods import Period, months_period
from qualstat.pipeline.gathering import Gathered, gather
from qualstat.pipeline.request import Request
from qualstat.pipeline.scorecard import scorecard
from qualstat.referentiel.indicators import Indicator
from qualstat.scorecards.basis import known_months


def mapped(request: Request, *, progress: Progress | None = None) -> Map:
    """Return the map of the registers asked for; raises what `gather` does."""
    return map_of(gather(request, progress=progress, measured=False))


def map_of(held: Gathered) -> Map:
    """Return the map of what was gathered."""
    request = held.request
    parts = bool(request.indicators or request.module)
    made = scorecard(replace(held, request=replace(request, by=None)), [])
    came = tuple(received(held.files, held.counted))
    if held.period is None:
        return Map(made, (), parts=parts, received=came)
    ground = _ground(held, held.period)
    every = {site: list(rows(ground, site)) for site in held.referentiel.sites}
    whole = [row for site in every for row in every[site]]
    asked = tuple(row for site in held.sites for row in every[site])
    lines = list(series(ground, whole))
    judged_here = [one for one in lines if one.row.site in held.sites]
    found = [*oddities(ground, lines), *scarce_cases(ground, asked)]
    odd, told = explained(ground, at_sites(found, held.sites))
    odd = in_order(odd, asked)
    return Map(
        scorecard=made,
        rows=asked,
        oddities=tuple(odd),
        told=tuple(told),
        findings=tuple(finding(held.referentiel, one) for one in odd),
        judged=seen(judged_here),
        series=len(judged_here),
        alarms=false_alarms(judged_here, sum(noticed(ground, row) for row in asked)),
        parts=parts,
        received=came,
        held_by={
            (site, register): keeper
            for site in held.sites
            for register, keeper in held.referentiel.sites[site].held_by.items()
        },
    )


def _declared(held: Gathered) -> tuple[Indicator, ...]:
    """Return the indicators that read a register: volumes whole, and both sides of ratios."""
    known = held.referentiel
    named = (known.indicators[known.whole(one.id)] for one in held.indicators)
    return tuple({each.id: each for one in named for each in known.counted(one)}.values())


def _ground(held: Gathered, period: Period) -> Ground:
    before = months_period(period.months[0] - LONGEST, period.months[-1])
    counted = held.counted
    indicators = _declared(held)
    until = held.as_of.asked or max(held.as_of.days.values(), default=None)
    return Ground(
        referentiel=held.referentiel,
        indicators=indicators,
        period=period,
        counting=counting(
            tuple(held.referentiel.sites), counted.registers, (before, period), held.as_of
        ),
        months=known_months(
            held.referentiel, counted.registers, indicators, tuple(held.referentiel.sites),
            before.months, held.as_of, counted.lacks,
        ),
        until=until,
        lacks=counted.lacks,
    )  # fmt: skip
