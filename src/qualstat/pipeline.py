"""The order of the rooms: référentiel, registers, tallies, measures, scorecard.

Takes a `Request`; gives a `Scorecard` or a `Checked`. Nothing else knows this order.
Convention owned here: without a period, the last calendar year that a register reaches.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from qualstat.coverage import AsOf
from qualstat.engines.local import Counted, Progress, count_files
from qualstat.errors import ReferentielError, RegisterError
from qualstat.exports.place import LIMIT, Place
from qualstat.findings import N_, Finding, message
from qualstat.periods import YEARS, Period, day_of, year_period
from qualstat.reading.files import find
from qualstat.reading.rejects import Reject
from qualstat.reading.single import one_file
from qualstat.referentiel import Referentiel
from qualstat.referentiel.choosing import chosen_indicators, chosen_sites
from qualstat.referentiel.loader import load, read
from qualstat.registers import PATTERNS
from qualstat.scorecards import ALL, Account, Figure, Scorecard, Source
from qualstat.scorecards.accounts import accounts
from qualstat.scorecards.basis import basis
from qualstat.scorecards.figures import figures
from qualstat.sources.loader import load as load_sources

SAMPLE_MARK = "EXEMPLE-FICTIF.txt"


@dataclass(frozen=True)
class Request:
    """What is asked: where the declarations and registers are, and which figures."""

    referentiel: Path
    data: Path
    sites: tuple[str, ...] = ()  # all of them when empty
    period: Period | None = None
    by: Literal["month", "quarter", "year"] | None = None
    as_of: date | None = None
    module: int | None = None
    indicators: tuple[str, ...] = ()  # all of them when empty
    sources: Path | None = None  # the folder of profiles
    alone: str = ""  # `data` is one file of this name, not a folder
    source: str | None = None  # the profile of that file; seen from its header when None
    max_unpacked: int = LIMIT  # bytes that what is packed may unpack to


@dataclass(frozen=True)
class Checked:
    """What `check` found: findings of the référentiel and registers, and the rows' account."""

    findings: tuple[Finding, ...]
    accounts: tuple[Account, ...]
    usable: bool = True  # whether the référentiel is


def compute(request: Request, *, progress: Progress | None = None) -> Scorecard:
    """Return the figures asked for.

    Raises `ReferentielError` (invalid declarations), `UsageError` (unknown site, module or
    indicator) and `RegisterError` (no register at all). A register that cannot be read is a
    blocking finding of the scorecard, whose other figures stand.
    """
    referentiel, findings = load(request.referentiel)
    sites = chosen_sites(referentiel, request.sites)
    indicators = chosen_indicators(referentiel, request.indicators, request.module)
    counted, found = _counted(referentiel, request, progress=progress)
    findings += found
    as_of = _as_of(counted, request.as_of)
    period = request.period or _last_year(counted, request.as_of)
    periods = tuple(period.split(request.by)) if period else ()
    held = accounts(referentiel, counted.registers, as_of, period)
    if not any(one.counted for one in held):
        findings.append(_no_data(period))
    findings += _beyond(counted, request.as_of)
    source = _source(request.data, counted, as_of)
    made: list[Figure] = []
    if periods:
        registers, lacks = counted.registers, counted.lacks
        held_by = basis(referentiel, registers, indicators, periods, as_of, lacks=lacks)
        made = figures(replace(held_by, sample=source.sample), sites, periods, indicators)
    return Scorecard(
        referentiel=referentiel,
        sites=(*sites, ALL) if len(sites) > 1 else sites,
        periods=periods,
        figures=tuple(made),
        accounts=held,
        findings=tuple(findings),
        source=source,
    )


def _source(data: Path, counted: Counted, as_of: AsOf) -> Source:
    """Return what the figures come from; the samples by their mark, in a folder or above it."""
    folder = data.resolve()
    return Source(
        folder=str(data),
        files=sum(len(one.files) for one in counted.registers.values()),
        as_of=as_of.days,
        sample=any((one / SAMPLE_MARK).exists() for one in (folder, *folder.parents)),
    )


def check(
    request: Request,
    *,
    progress: Progress | None = None,
    reject: Callable[[Reject], None] | None = None,
) -> Checked:
    """Return every finding; hand each rejected row to `reject` as it is met.

    An invalid référentiel gives its findings alone. Raises `RegisterError` without registers.
    """
    referentiel, findings = read(request.referentiel)
    if referentiel is None:
        return Checked(tuple(findings), (), usable=False)
    try:
        counted, found = _counted(referentiel, request, progress=progress, reject=reject)
    except ReferentielError as error:  # of a source profile
        return Checked((*findings, *error.findings), (), usable=False)
    as_of = _as_of(counted, request.as_of)
    held = accounts(referentiel, counted.registers, as_of, request.period)
    return Checked((*findings, *found), held)


def _counted(
    referentiel: Referentiel,
    request: Request,
    *,
    progress: Progress | None = None,
    reject: Callable[[Reject], None] | None = None,
) -> tuple[Counted, list[Finding]]:
    """Return the counts of the registers, and the findings on their files."""
    sources, said = load_sources(request.sources)
    found: list[Finding] = []
    if request.alone:
        place = Place(request.data, limit=request.max_unpacked)
        files = [one_file(place, request.alone, sources, request.source)]
    else:
        files, found = find(request.data, sources, limit=request.max_unpacked)
    if not files:
        raise RegisterError([*said, *found, _no_register(request.data)])
    counted = count_files(files, referentiel.known_sites, progress=progress, reject=reject)
    return counted, [*said, *found, *counted.findings]


def _as_of(counted: Counted, asked: date | None) -> AsOf:
    """Return the last day known of each register (T3): the day asked for, or its rows' own."""
    if asked is not None:
        return AsOf(dict.fromkeys(counted.registers, asked), asked)
    ends = {name: one.known.until for name, one in counted.registers.items()}
    return AsOf({name: day_of(day) for name, day in ends.items() if day is not None})


def _last_year(counted: Counted, asked: date | None) -> Period | None:
    """Return the last year that a register reaches, as known; None when none holds a row."""
    days = [
        day_of(one.known.until) for one in counted.registers.values() if one.known.until is not None
    ]
    years = [min(day, asked or day).year for day in days]
    within = [year for year in years if year in YEARS]
    return year_period(max(within)) if within else None


def _beyond(counted: Counted, asked: date | None) -> Iterator[Finding]:
    """Yield a finding for each register whose answers are not known up to the day asked for."""
    for one in counted.registers.values():
        until = one.known.until if one.register.answers else None
        if asked is not None and until is not None and day_of(until) < asked:
            yield Finding(
                rule="as-of-beyond",
                severity="warning",
                found=message(
                    N_("{files}: nothing is known after {day}; what is unanswered is judged late"
                       " on {asked}"),
                    files=one.register.pattern, day=day_of(until), asked=asked,
                ),
                expected=message(N_("an as-of date that the registers reach")),
            )  # fmt: skip


def _no_register(data: Path) -> Finding:
    found = N_("there is no such folder")
    if data.exists():
        found = N_("no register in this folder") if data.is_dir() else N_("it is not a folder")
    return Finding(
        rule="no-register",
        severity="blocking",
        file=str(data),
        found=message(found),
        expected=message(N_("files named {patterns}"), patterns=list(PATTERNS)),
        advice=message(N_("name the folder of the exports with --data")),
    )


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
