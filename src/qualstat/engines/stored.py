"""The stored engine: reads only the files that a store does not know, or knows otherwise.

Takes register files and a store; gives the count of each register, as the local engine does.
Conventions owned here: what a store cannot keep is counted all the same; a run that nobody
watches puts off the files that are not whole; what purges have frozen counts with what the files
of today hold.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from qualstat.engines.crew import ALONE, Crew
from qualstat.engines.interrupted import interrupted, still_there
from qualstat.engines.local import Progress, read_aside, read_files
from qualstat.engines.merging import Counted, together
from qualstat.engines.purged import thawed
from qualstat.engines.waiting import half_written, put_off, unreadable
from qualstat.findings import Finding
from qualstat.reading.files import SourceFile
from qualstat.registers import REGISTERS, KnownSites
from qualstat.store import Store, merged
from qualstat.store.changes import changes, check_folder
from qualstat.store.files import Recalled, earlier, recall, remember
from qualstat.store.frozen import frozen
from qualstat.store.kept import Kept
from qualstat.store.unlocking import key_for, lost
from qualstat.tallies.frozen import Frozen
from qualstat.tallies.reads import FileRead

if TYPE_CHECKING:
    from qualstat.reading.rejects import Reject

Moving = Callable[[Sequence[SourceFile]], Collection[str]]  # the names of those being written


class Recollection(Struct, frozen=True):
    """What exports and a store give: reads without purged months, and what is frozen of these.

    `digests` are the registers all of whose files the store keeps, each with the digest of them.
    """

    reads: tuple[FileRead, ...]
    frozen: Frozen
    changes: tuple[Finding, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)

    def counted(
        self, store: Store, sites: KnownSites, wanted: Collection[str] | None = None
    ) -> Counted:
        """Return the counts of the registers, with the cells of the sites `wanted` at least.

        The store gives those that it keeps merged, and keeps the others.
        """
        names = list(sites.timezones)
        numbers = None if wanted is None else [names.index(one) for one in wanted]
        known = {
            name: one
            for name, digest in self.digests.items()
            if (one := merged.kept(store, name, digest, len(names), numbers))
        }
        found = together(self.reads, sites, self.frozen, known)
        if store.writable:
            for name in (self.digests.keys() & found.said.keys()) - known.keys():
                merged.keep(store, self.digests[name], found.registers[name], found.said[name],
                            len(names))  # fmt: skip
        return replace(found, changes=self.changes)


def read_stored(  # noqa: PLR0913  # what a run is asked
    files: Sequence[SourceFile],
    sites: KnownSites,
    store: Store,
    *,
    registers: Collection[str] = REGISTERS,
    progress: Progress | None = None,
    verify: bool = False,
    moving: Moving | None = None,
    crew: Crew = ALONE,
) -> Recollection:
    """Return what exports, given in natural order, hold: read where the store does not know them.

    `registers` are those whose frozen rows are wanted. `verify` trusts no stamp of a file. `moving`
    tells which files are being written: with it, those that are not whole are put off.
    """
    told = list(lost(store))
    key = key_for(store)
    icy = frozen(store, sites, registers)
    known = recall(store, files, sites, verify=verify)
    check_folder(store, known.kept, files)
    fresh = [file for file in files if file.name not in known.reads]
    going = interrupted(store, fresh)
    fresh = [file for file in fresh if file.name not in going]
    strange = [file for file in fresh if file.name not in known.twins.values()]
    waiting = set(moving(strange)) if moving else set()
    still = [file for file in fresh if file.name not in waiting]
    read = read_aside(still, sites, key, progress=progress, crew=crew)
    found = [thawed(one, icy) for one in read]
    halves = {one.file.name: one for one in found if moving and _is_half(one)}
    whole = [one for one in found if one.file.name not in halves]
    new = remember(store, whole, known, sites, icy.before) if store.writable else {}
    reads = {**known.reads, **{one.file.name: one for one in whole}}
    reads |= {file.name: FileRead(file, (), ()) for file in files if file.name in going}
    said = [*told, *changes(known, files, whole), *still_there(going)]
    for file in fresh:
        if file.name in waiting or file.name in halves:
            reads[file.name], one = _put_off(store, file, halves.get(file.name), known, sites)
            said.append(one)
    digests = digests_of(registers, files, known.held | new, sites, icy)
    return Recollection(tuple(reads[file.name] for file in files), icy, tuple(said), digests)


def digests_of(
    registers: Iterable[str],
    files: Sequence[SourceFile],
    held: Mapping[str, Kept],
    sites: KnownSites,
    frozen: Frozen,
) -> dict[str, str]:
    """Return the registers all of whose files are `held`, each with the digest of these."""
    found = dict[str, str]()
    icy = {one.register for one in frozen.tables}
    for name in registers:
        own = [one.name for one in files if one.register.name == name]
        if (own or name in icy) and held.keys() >= set(own):
            found[name] = merged.digest_of([held[one] for one in own], sites, frozen.before)
    return found


def count_again(
    files: Sequence[SourceFile],
    sites: KnownSites,
    store: Store,
    *,
    progress: Progress | None = None,
    reject: Callable[["Reject"], None] | None = None,
) -> Counted:
    """Return the counts of exports, each read again, and of what is frozen."""
    key, icy = key_for(store), frozen(store, sites)
    going = interrupted(store, files)
    there = [one for one in files if one.name not in going]
    found = read_files(there, sites, key, progress=progress, reject=reject)
    counted = together([thawed(one, icy) for one in found], sites, icy)
    return replace(counted, findings=(*counted.findings, *still_there(going)))


def _is_half(read: FileRead) -> bool:
    return half_written(read) or unreadable(read)


def _put_off(
    store: Store, file: SourceFile, half: FileRead | None, known: Recalled, sites: KnownSites
) -> tuple[FileRead, Finding]:
    """Return what counts of a file that is not whole, and what is to be said of it.

    One that cannot be read says why itself.
    """
    before = earlier(store, file, known, sites)
    said = half.findings if half and not half_written(half) else ()
    told = put_off(file.name, half, kept=before is not None)
    return FileRead(file, before.tables if before else (), said), told
