"""The stored engine: reads only the files that a store does not know, or knows otherwise.

Takes register files and a store; gives the count of each register, as the local engine does.
Conventions owned here: what a store cannot keep is counted all the same, and said; what purges
have frozen counts with what the files of today hold.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from qualstat.engines.local import Counted, Progress, read_aside, read_files, together
from qualstat.engines.purged import thawed
from qualstat.findings import Finding
from qualstat.reading.files import SourceFile
from qualstat.reading.rejects import Reject
from qualstat.registers import REGISTERS, KnownSites
from qualstat.store import Store
from qualstat.store.changes import changes, check_folder
from qualstat.store.files import recall, remember
from qualstat.store.frozen import frozen
from qualstat.store.unlocking import key_for
from qualstat.tallies.digests import digested
from qualstat.tallies.frozen import Frozen
from qualstat.tallies.reads import FileRead


@dataclass(frozen=True)
class Known:
    """What exports and a store give: reads without purged months, and what is frozen of these."""

    reads: tuple[FileRead, ...]
    frozen: Frozen
    changes: tuple[Finding, ...] = ()


def count_stored(  # noqa: PLR0913  # what is counted, and how
    files: Sequence[SourceFile],
    sites: KnownSites,
    store: Store,
    *,
    registers: Collection[str] = REGISTERS,
    progress: Progress | None = None,
    verify: bool = False,
) -> Counted:
    """Return the counts of exports, given in natural order, and of what is frozen of registers."""
    known = read_stored(files, sites, store, registers=registers, progress=progress, verify=verify)
    counted = together(known.reads, sites, known.frozen)
    return replace(counted, changes=known.changes)


def read_stored(  # noqa: PLR0913  # as above
    files: Sequence[SourceFile],
    sites: KnownSites,
    store: Store,
    *,
    registers: Collection[str] = REGISTERS,
    progress: Progress | None = None,
    verify: bool = False,
) -> Known:
    """Return what exports hold, read where the store does not know them."""
    key = key_for(store)
    icy = frozen(store, sites, registers)
    known = recall(store, files, sites, verify=verify)
    check_folder(store, known.kept, files)
    fresh = [file for file in files if file.name not in known.reads]
    read = read_aside(fresh, sites, progress=progress)
    found = [thawed(digested(one, key), icy) for one in read]
    if store.writable:
        remember(store, found, known, sites, icy.before)
    reads = {**known.reads, **{one.file.name: one for one in found}}
    held = tuple(reads[file.name] for file in files)
    return Known(held, icy, tuple(changes(known, files, found)))


def count_again(
    files: Sequence[SourceFile],
    sites: KnownSites,
    store: Store,
    *,
    progress: Progress | None = None,
    reject: Callable[[Reject], None] | None = None,
) -> Counted:
    """Return the counts of exports, each read again, and of what is frozen."""
    key, icy = key_for(store), frozen(store, sites)
    found = read_files(files, sites, progress=progress, reject=reject)
    return together([thawed(digested(one, key), icy) for one in found], sites, icy)
