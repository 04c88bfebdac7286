"""Monthly: what is given out of each month that is due, and what changed of it since.

Takes a `Request` and an open store; gives `Delivery` values. Conventions owned here: a month is due
from its first day that any register knows, and stays so once figures of it were settled; each
figure is one site's, or all sites', in one month.
"""

from collections.abc import Collection, Iterator, Sequence

from msgspec.structs import replace

from qualstat.deliveries import Delivery, Revision
from qualstat.deliveries.deliver import delivered
from qualstat.deliveries.kept import read, written
from qualstat.deliveries.values import Former, group_name, place_of
from qualstat.engines.local import Progress
from qualstat.engines.merging import Counted
from qualstat.engines.stored import Moving, read_stored
from qualstat.findings import N_, Finding, message
from qualstat.maps import Map
from qualstat.periods import Period, first_day, year_period
from qualstat.pipeline.gathering import Gathered, gather, judged
from qualstat.pipeline.mapping import map_of
from qualstat.pipeline.request import Request
from qualstat.pipeline.scorecard import scorecard
from qualstat.published import keeping
from qualstat.reading.files import SourceFile
from qualstat.referentiel.choosing import under_edition
from qualstat.registers import KnownSites
from qualstat.scorecards import Figure
from qualstat.scorecards.figures import figures, groups
from qualstat.scorecards.settling import provisional, site_ends
from qualstat.store import Store, settled


def monthly(  # noqa: PLR0913  # what a run is asked
    request: Request,
    store: Store,
    moving: Moving,
    *,
    years: Collection[int] = (),
    progress: Progress | None = None,
    verify: bool = False,
) -> list[Delivery]:
    """Return the figures of the months of a period; the files that `moving` names are put off.

    Where no period is asked for: those of some `years`, and of the last one that a register
    reaches, one delivery a year. `verify` trusts no stamp of a file. Raises what `gather` does.
    """

    def counting(
        files: Sequence[SourceFile], sites: KnownSites, progress: Progress | None
    ) -> Counted:
        # nothing loads ahead: a fork beside all that a store recalls costs more than pandas takes
        known = read_stored(
            files, sites, store, progress=progress, moving=moving, verify=verify,
            crew=request.crew,
        )  # fmt: skip
        return known.counted(store, sites)

    held = gather(replace(request, by="month"), progress=progress, count=counting)
    held = replace(
        held, request=request, published=keeping.figures(store),
        findings=(*held.findings, *beyond(held)),
    )  # fmt: skip
    before = {(site, month, name): read(text) for site, month, name, text in settled.settled(store)}
    revisions = tuple(
        Revision(site, month, name, read(old), read(new))
        for site, month, name, old, new in settled.revisions(store)
    )
    former, found = Former(before, revisions), list[Delivery]()
    spans = _spans(held, years)
    held_map = map_of(_over(held, spans[-1]))
    for one in spans:
        found.append(_delivered(_over(held, one), held_map, former))
        former = replace(former, settled=found[-1].settled)
    return found


def _spans(held: Gathered, years: Collection[int]) -> list[Period | None]:
    """Return the periods to give out, at least one, in order."""
    if held.request.period:
        return [held.period]
    last = {held.period.start.year} if held.period else set[int]()
    return [year_period(one) for one in sorted({*years, *last})] or [None]


def _over(held: Gathered, period: Period | None) -> Gathered:
    """Return what was gathered for another period, with the indicators of its editions."""
    request = replace(held.request, by="month")
    named = under_edition(held.referentiel, request.edition)
    referentiel, own = judged(named, request, period)
    return replace(held, referentiel=referentiel, period=period, indicators=own)


def _delivered(held: Gathered, held_map: Map, former: Former) -> Delivery:
    """Return what is given out of a period."""
    given = {one[1] for one in (*former.settled, *(one.place for one in former.revisions))}
    periods = due(held, given)
    made, still = _figures(held, periods) if periods else ([], [])
    told = scorecard(held, made)
    files = {one.name for one in held.files}
    places = {place_of(one, group_name(told)) for one in still}
    return delivered(told, held_map, files, places, former)


def keep(store: Store, found: Sequence[Delivery]) -> None:
    """Keep what is settled, and what changed of it, once it is given out."""
    settled.keep(
        store,
        [(*place, written(held)) for place, held in found[-1].settled.items()],
        [
            (one.site, one.month, one.indicator, written(one.before), written(one.after))
            for held in found for one in held.changed
        ],
    )  # fmt: skip


def beyond(held: Gathered) -> Iterator[Finding]:
    """Yield the finding on registers that go beyond the year that is asked for."""
    asked = held.request.period
    months = [month for one in held.counted.registers.values() for (_, month), first
              in one.first_days.items() if one.known.until is not None
              and first <= one.known.until]  # fmt: skip
    if asked is None or not months or first_day(max(months)).year <= asked.end.year:
        return
    yield Finding(
        rule="beyond-period", severity="warning",
        found=message(N_("the registers hold rows of {year}, after the year that is asked for:"
                         " no figure of it is written"), year=str(first_day(max(months)).year)),
        expected=message(N_("a period that the registers do not leave behind")),
        advice=message(N_("type the later year too, or no period: without --year, each year that"
                          " was given out and the last one are written")),
    )  # fmt: skip


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
    made = figures(basis, held.sites, periods, held.indicators, shown=False)
    return made, [one for one in made if provisional(basis, group[one.site], one, ends)]
