"""Gathering: the declarations and the counts of the registers that a request names.

Takes a `Request`; gives a `Gathered`. Convention owned here: what is asked for is understood
before registers are read, and judged by the editions of its period, which may be known after.
"""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from qualstat.coverage import AsOf
from qualstat.engines.crew import Crew
from qualstat.engines.local import Progress, count_files
from qualstat.engines.merging import Counted
from qualstat.exports.place import Place
from qualstat.findings import N_, Finding, message
from qualstat.periods import YEAR, Period, first_day
from qualstat.pipeline.absent import check_purged
from qualstat.pipeline.known_days import beyond, known_until, last_year
from qualstat.pipeline.request import Request
from qualstat.published import Figures
from qualstat.reading.files import SourceFile, find
from qualstat.referentiel import Referentiel
from qualstat.referentiel.choosing import (
    chosen_indicators,
    chosen_sites,
    standing_indicators,
    under_edition,
    unless_in_force,
)
from qualstat.referentiel.indicators import Indicator
from qualstat.referentiel.loader import load
from qualstat.registers import REGISTERS, KnownSites
from qualstat.scorecards import Source
from qualstat.scorecards.basis import Basis, basis
from qualstat.sources.loader import load as load_sources

if TYPE_CHECKING:
    from qualstat.reading.rejects import Reject

Count = Callable[[Sequence[SourceFile], KnownSites, Progress | None], Counted]
MEASURES = "pandas"  # what adds figures up: a third of a second to load
SAMPLE_MARK = "EXEMPLE-FICTIF.txt"


class Gathered(Struct, frozen=True):
    """What figures are made from: declarations, choices, counts, and the findings on them all.

    `period` is the one asked for, or the last year; None where no register holds a row.
    """

    request: Request
    referentiel: Referentiel
    sites: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    counted: Counted
    as_of: AsOf
    period: Period | None
    findings: tuple[Finding, ...]
    files: tuple[SourceFile, ...] = ()  # those that were read
    published: Figures = field(default_factory=dict)

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods that are asked for, one line each."""
        return tuple(self.period.split(self.request.by)) if self.period else ()

    @property
    def source(self) -> Source:
        """What the figures come from; the samples by their mark, in a folder or above it."""
        return Source(
            folder=str(self.request.data),
            files=sum(len(one.files) for one in self.counted.registers.values()),
            as_of=self.as_of.days,
            sample=is_sample(self.request.data),
        )

    def basis(self, periods: Sequence[Period], *, shift: int = YEAR) -> Basis:
        """Return what the figures of some periods, at least one, are made from.

        `shift` is the number of months between a period and the one it is compared with.
        """
        counted = self.counted
        made = basis(
            self.referentiel, counted.registers, self.indicators, self.sites, periods, self.as_of,
            lacks=counted.lacks, shift=shift,
        )  # fmt: skip
        return replace(made, sample=self.source.sample, published=self.published)


def is_sample(folder: Path) -> bool:
    """Tell whether a folder holds made-up registers, by the mark in it or above it."""
    place = folder.resolve()
    return any((one / SAMPLE_MARK).exists() for one in (place, *place.parents))


def gather(  # noqa: PLR0913  # what is wanted of a request
    request: Request,
    *,
    progress: Progress | None = None,
    narrow: bool = False,
    sites_only: bool = False,
    measured: bool = True,
    count: Count | None = None,
) -> Gathered:
    """Return what the figures asked for are made from; `measured` says that there are some.

    `narrow`: from the registers of the indicators alone, where the period is asked for too
    (without one, the last year that any register reaches is to be known). `sites_only`: the cells
    of the sites asked for are enough. `count` counts the files in another way than the request's,
    and leaves published figures to who asks.

    Raises `ReferentielError` (invalid declarations), `UsageError` (unknown site, module,
    indicator or edition) and `RegisterError` (no register at all). A register that cannot be read
    is a blocking finding, and the others count.
    """
    referentiel, findings = load(request.referentiel)
    referentiel = under_edition(referentiel, request.edition)
    sites = chosen_sites(referentiel, request.sites)
    indicators = chosen_indicators(referentiel, request.indicators, request.module)
    indicators = standing(referentiel, indicators, request, request.period)
    files, found = named(request)
    wanted = set(REGISTERS)
    if narrow and request.period:
        wanted = {name for one in indicators for name in referentiel.registers(one)}
        files = [one for one in files if one.register.name in wanted]
    counting = count or partial(
        _counted, request, crew=_crew(request, measured=measured), registers=wanted,
        wanted=sites if sites_only else None,
    )  # fmt: skip
    counted = counting(files, referentiel.known_sites, progress)
    published = _published(request.store) if request.store and not count else {}
    as_of = known_until(counted, request.as_of)
    period = request.period or last_year(counted, request.as_of)
    referentiel, indicators = judged(referentiel, request, period)
    said = (*findings, *found, *counted.findings, *beyond(counted, request.as_of))
    return Gathered(
        request, referentiel, sites, indicators, counted, as_of, period, said, tuple(files),
        published,
    )  # fmt: skip


def judged(
    referentiel: Referentiel, request: Request, period: Period | None
) -> tuple[Referentiel, tuple[Indicator, ...]]:
    """Return the référentiel and the indicators asked for, by the editions of a period."""
    days = {one.end for one in period.split(request.by)} if period else ()
    held = unless_in_force(referentiel, days)
    every = chosen_indicators(held, request.indicators, request.module)
    return held, standing(held, every, request, period)


def standing(
    referentiel: Referentiel,
    indicators: tuple[Indicator, ...],
    request: Request,
    period: Period | None,
) -> tuple[Indicator, ...]:
    """Return the indicators of the editions that judge a period, line by line, once it is known."""
    if period is None:
        return indicators
    days = {one.end for one in period.split(request.by)}
    return standing_indicators(referentiel, indicators, days, request.indicators)


def _counted(  # noqa: PLR0913  # what is counted, and how
    request: Request,
    files: Sequence[SourceFile],
    sites: KnownSites,
    progress: Progress | None,
    *,
    crew: Crew,
    registers: Collection[str],
    wanted: Collection[str] | None,
) -> Counted:
    """Return the counts of some files, from the store where there is one.

    `wanted` are the sites whose cells are asked for at least; None for all.
    """
    if request.store is None:
        return count_files(files, sites, progress=progress, crew=crew)
    from qualstat.engines.stored import read_stored
    from qualstat.store import opened

    with opened(request.store) as store, store.exclusive():
        known = read_stored(files, sites, store, registers=registers, progress=progress, crew=crew)
        return known.counted(store, sites, wanted)


def _crew(request: Request, *, measured: bool) -> Crew:
    """Return who reads registers; what measures them loads meanwhile, where that comes next."""
    crew = request.crew
    return replace(crew, ahead=(MEASURES, *crew.ahead)) if measured else crew


def _published(store: Path) -> Figures:
    """Return the figures as published that a store keeps."""
    from qualstat.published import keeping
    from qualstat.store import opened

    with opened(store) as held:
        return keeping.figures(held)


def count(
    referentiel: Referentiel,
    request: Request,
    *,
    progress: Progress | None = None,
    reject: Callable[["Reject"], None] | None = None,
) -> tuple[Counted, list[Finding]]:
    """Return the counts of the registers, each file read again, and the findings on them."""
    files, found = named(request)
    sites = referentiel.known_sites
    if request.store is None or not request.store.exists():
        counted = count_files(files, sites, progress=progress, reject=reject)
    else:
        from qualstat.engines.stored import count_again
        from qualstat.store import opened

        with opened(request.store) as store:
            counted = count_again(files, sites, store, progress=progress, reject=reject)
    return counted, [*found, *counted.findings]


def named(request: Request) -> tuple[list[SourceFile], list[Finding]]:
    """Return the exports to read, and the findings on them.

    Raises `RegisterError` where there is none, and none was purged.
    """
    sources, said = load_sources(request.sources)
    found: list[Finding] = []
    if request.alone:
        from qualstat.reading.single import one_file

        place = Place(request.data, limit=request.max_unpacked)
        files = [one_file(place, request.alone, sources, request.source)]
    else:
        files, found = find(request.data, sources, limit=request.max_unpacked)
    if not files:
        check_purged(request, [*said, *found])
    return files, [*said, *found]


def rows_gone(before: int) -> Finding:
    """Return the finding on rows that nobody can list any more."""
    return Finding(
        rule="purged-rows",
        severity="warning",
        found=message(
            N_("the rows before {day} were purged: they count, and cannot be listed"),
            day=first_day(before),
        ),
        expected=message(N_("rows of months whose registers are there")),
    )
