"""Purging: raw registers of past months go, once what they count is stored and verified.

Takes a `Request` with a store, a month and who agrees; gives a `Purged`. Conventions owned here:
each file from which rows are frozen is counted again from its bytes; store and certificate are on
the disk before the first file goes; whatever cannot be read, or was read and is no longer there,
stops it; a purge that was interrupted is ended first.
"""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from qualstat.engines.freezer import Left, emptied, put
from qualstat.engines.interrupted import interrupted, still_there
from qualstat.engines.local import Progress
from qualstat.engines.merging import Counted, together
from qualstat.engines.proving import recounted
from qualstat.engines.stored import Recollection, read_stored
from qualstat.errors import OutputError, RegisterError, UsageError
from qualstat.findings import N_, Finding, message
from qualstat.periods import day_number, first_day, month_of
from qualstat.pipeline.absent import no_register
from qualstat.pipeline.gathering import is_sample
from qualstat.pipeline.known_days import known_until
from qualstat.pipeline.request import Request
from qualstat.pipeline.resuming import Keep, resumed
from qualstat.purges import Export, Plan, Purged
from qualstat.purges.certificate import certificate, month
from qualstat.purges.contents import Content, contents
from qualstat.purges.freezing import frozen_by
from qualstat.purges.planning import Counts, export, to_recount
from qualstat.purges.removing import check, not_removed, removed
from qualstat.purges.totals import totals
from qualstat.reading.files import Copy, SourceFile, find_all, natural
from qualstat.referentiel.loader import load
from qualstat.registers import KnownSites
from qualstat.sources.loader import load as load_sources
from qualstat.store import Store, opened
from qualstat.store.kept import held_rows, kept
from qualstat.store.purges import Purge, amend, unended
from qualstat.store.unlocking import key_for

Agreed = Callable[[Plan], bool]


class _Work(Struct, frozen=True):
    """A plan, and what it was made from."""

    plan: Plan
    known: Recollection
    counted: Counted
    going: tuple[str, ...]  # the exports of the files that go


def purge(  # noqa: PLR0913  # what goes, who agrees, and where it is written
    request: Request,
    store: Path,
    before: int,
    *,
    day: date,
    agreed: Agreed,
    keep: Keep,
    resume: bool = True,
    progress: Progress | None = None,
) -> Purged:
    """Freeze every row before a month, and remove the files that hold no other, once `agreed`.

    `resume`: end those that were interrupted, which had been agreed to.

    Raises what `gather` does, and `OutputError` where the store, the certificate or a file cannot
    be written. Files that are left are named; all that is frozen counts, and once.
    """
    sites = load(request.referentiel)[0].known_sites
    with opened(store) as held:
        if resume and unended(held):
            _found(request, held)  # it must be there: what is not, is taken to be removed
        ended = tuple(resumed(request.data, held, day, keep)) if resume else ()
        if ended:
            emptied(held)
        work = _planned(request, before, held, sites, progress)
        if work.plan.empty or not agreed(work.plan):
            return Purged(work.plan, day, resumed=ended)
        check(work.plan.going)
        return replace(_done(work, held, sites, day, keep), resumed=ended)


def _planned(
    request: Request, before: int, store: Store, sites: KnownSites, progress: Progress | None
) -> _Work:
    """Return what a purge is to do; raise where it may not."""
    files, copies, found = _found(request, store)
    known = read_stored(files, sites, store, progress=progress, verify=True)
    if known.frozen.before is not None:
        before = max(before, known.frozen.before)
    day = day_number(first_day(before))
    said = [*found, *(one for read in known.reads for one in read.findings), *known.changes]
    _check_whole(said, store, day)
    counted = together(known.reads, sites, known.frozen)
    _check_month(counted, before)
    again = recounted(to_recount(known.reads, day), sites, known.frozen, key_for(store), progress)
    counts = Counts(_by_name(known.reads), _by_name(again), known.frozen, day)
    held = contents(files, copies)
    exports = [export(one, counts) for one in held]
    going = _going(held, exports)
    plan = Plan(
        before,
        tuple(sorted(exports, key=lambda one: natural(one.name))),
        tuple(totals(counted.registers, known.reads, known.frozen.day, day, going)),
        tuple(one for one in said if one.severity == "warning"),
        is_sample(request.data),
    )
    return _Work(plan, known, counted, going)


def _found(request: Request, store: Store) -> tuple[list[SourceFile], list[Copy], list[Finding]]:
    """Return the exports that are to be counted, the copies of them, and the findings."""
    sources, said = load_sources(request.sources)
    files, copies, found = find_all(request.data, sources, limit=request.max_unpacked)
    if not request.data.is_dir():
        raise RegisterError(_no_folder(request.data))
    if not files and (known := kept(store)):
        raise RegisterError([*said, *found, no_register(request.data, known)])
    going = interrupted(store, [*files, *(one.file for one in copies)])
    files = [one for one in files if one.name not in going]
    copies = [one for one in copies if not {one.file.name, one.first} & going]
    return files, copies, [*said, *found, *still_there(going)]


def _by_name(reads: Sequence[Any]) -> dict[str, Any]:
    return {one.file.name: one for one in reads}


def _going(held: Sequence[Content], exports: Sequence[Export]) -> tuple[str, ...]:
    """Return the names of the exports whose file goes."""
    pairs = zip(held, exports, strict=True)
    return tuple(name for one, found in pairs if found.stays is None for name, _ in one.held)


def _done(work: _Work, store: Store, sites: KnownSites, day: date, keep: Keep) -> Purged:
    """Write store and certificate, then remove files, and say in both what is gone."""
    plan = work.plan
    left, frozen = frozen_by(
        work.known.reads,
        work.known.frozen,
        plan.before,
        going=work.going,
        hashes=_hashes(work),
        day=day,
    )
    first = certificate(plan, day, (), ended=False)
    number = put(
        store, Left(left, work.going, frozen, work.known.frozen.before),
        Purge(day, plan.before, first), sites, work.counted.registers,
    )  # fmt: skip
    keep(first)
    with store.writing():  # who would resume this purge waits for its end
        kept = removed(plan.going)
        gone = {one.name for one in plan.going} - kept.keys()
        last = certificate(plan, day, gone, ended=True)
        amend(store, number, last)
        keep(last, first)
    emptied(store)
    return Purged(plan, day, last, kept)


def _hashes(work: _Work) -> dict[str, str]:
    """Return the SHA-256 of the file of each export that was counted again."""
    return {read.file.name: one.sha256 for read in work.known.reads for one in work.plan.exports
            if one.path == read.file.place.path}  # fmt: skip


def _check_whole(said: Sequence[Finding], store: Store, day: int) -> None:
    """Refuse to close months of which something is not counted."""
    unread = [one for one in said if one.severity == "blocking"]
    if unread:
        raise RegisterError([*unread, _incomplete()])
    vanished = [one for one in said if one.rule == "vanished-file"
                and held_rows(store, one.file, day)]  # fmt: skip
    if vanished:
        raise RegisterError([replace(one, severity="blocking") for one in vanished])


def _check_month(counted: Counted, before: int) -> None:
    """Refuse to close months that no register has reached yet."""
    ends = known_until(counted, None).days.values()
    last = month_of(max(ends)) if ends else before
    if before > last + 1:
        raise UsageError(_too_late(before, last + 1))


def _too_late(before: int, last: int) -> Finding:
    return Finding(
        "usage", "blocking",
        message(N_("{month}: the registers do not reach so far"), month=month(before)),
        message(N_("{month} at the latest: rows of a purged month count no more"),
                month=month(last)),
        file="--before",
    )  # fmt: skip


def _incomplete() -> Finding:
    return Finding(
        rule="purge-refused", severity="blocking",
        found=message(N_("a file cannot be read: its months cannot be closed, nothing is purged")),
        expected=message(N_("every register read to its end")),
        advice=message(N_("repair the files named above, or take them away")),
    )  # fmt: skip


def _no_folder(data: Path) -> Finding:
    return Finding(
        rule="no-register", severity="blocking", file=str(data),
        found=message(N_("there is no such folder")),
        advice=message(N_("name the folder of the exports with --data")),
    )  # fmt: skip


def check_removed(found: Purged) -> None:
    """Raise `OutputError` where a purge left files behind."""
    held = [*(one.left for one in found.resumed), found.left]
    left = [not_removed(name, why) for one in held for name, why in one.items()]
    if left:
        raise OutputError(left)
