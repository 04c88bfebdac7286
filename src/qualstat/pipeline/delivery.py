"""Monthly: what is given out of each month that is due, and what changed of it since.

Takes a `Request` and an open store; gives a `Delivery`. Conventions owned here: a month is due
from its first day that any register knows, and stays so once figures of it were settled; each
figure is one site's, or all sites', in one month.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from qualstat.deliveries import Delivery, Revision
from qualstat.deliveries.deliver import delivered
from qualstat.deliveries.kept import read, written
from qualstat.deliveries.values import Former, group_name, place_of
from qualstat.engines.local import Counted, Progress
from qualstat.engines.stored import Moving, read_stored
from qualstat.periods import Period, first_day
from qualstat.pipeline.gathering import Gathered, gather
from qualstat.pipeline.mapping import map_of
from qualstat.pipeline.request import Request
from qualstat.pipeline.scorecard import scorecard
from qualstat.published import keeping
from qualstat.reading.files import SourceFile
from qualstat.registers import KnownSites
from qualstat.scorecards import Figure
from qualstat.scorecards.figures import figure_read, groups, readers_of
from qualstat.scorecards.settling import provisional, site_ends
from qualstat.store import Store, settled


def monthly(
    request: Request,
    store: Store,
    moving: Moving,
    *,
    progress: Progress | None = None,
    verify: bool = False,
) -> Delivery:
    """Return the figures of the months of a period; the files that `moving` names are put off.

    `verify` trusts no stamp of a file. Raises what `gather` does.
    """

    def counting(
        files: Sequence[SourceFile], sites: KnownSites, progress: Progress | None
    ) -> Counted:
        known = read_stored(files, sites, store, progress=progress, moving=moving, verify=verify)
        return known.counted(sites)

    held = gather(request, progress=progress, count=counting)
    held = replace(held, published=keeping.figures(store))
    before = {(site, month, name): read(text) for site, month, name, text in settled.settled(store)}
    revisions = tuple(
        Revision(site, month, name, read(old), read(new))
        for site, month, name, old, new in settled.revisions(store)
    )
    given = {month for _, month, _ in (*before, *(one.place for one in revisions))}
    periods = due(held, given)
    made, still = _figures(held, periods) if periods else ([], [])
    told = scorecard(held, made)
    files = {one.name for one in held.files}
    places = {place_of(one, group_name(told)) for one in still}
    return delivered(told, map_of(held), files, places, Former(before, revisions))


def keep(store: Store, one: Delivery) -> None:
    """Keep what is settled, and what changed of it, once it is given out."""
    settled.keep(
        store,
        [(*place, written(held)) for place, held in one.settled.items()],
        [
            (held.site, held.month, held.indicator, written(held.before), written(held.after))
            for held in one.changed
        ],
    )


def due(held: Gathered, given: Collection[int]) -> list[Period]:
    """Return the months of the period that have begun, as far as any register knows.

    Some were `given` out as settled, and are due even where their registers are gone.
    """
    days = [*held.as_of.days.values(), *map(first_day, given)]
    if held.period is None or not days:
        return []
    return [one for one in held.period.split("month") if one.start <= max(days)]


def _figures(held: Gathered, periods: Sequence[Period]) -> tuple[list[Figure], list[Figure]]:
    """Return the figures of some months, and those of them that may still change."""
    basis, group = held.basis(periods), groups(held.sites)
    ends = site_ends(held.counted.registers, tuple(held.referentiel.sites), held.as_of)
    made = [
        figure_read(read, site, period)
        for site, readers in readers_of(basis, held.sites, held.indicators).items()
        for period in periods
        for read in readers
    ]
    return made, [one for one in made if provisional(basis, group[one.site], one, ends)]
