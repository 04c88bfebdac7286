"""The stored engine: reads only the files that a store does not know, or knows otherwise.

Takes register files and a store; gives the count of each register, as the local engine does.
Convention owned here: what a store cannot keep is counted all the same, and said.
"""

from collections.abc import Sequence
from dataclasses import replace

from qualstat.engines.local import Counted, Progress, read_aside, together
from qualstat.reading.files import SourceFile
from qualstat.registers import KnownSites
from qualstat.store import Store
from qualstat.store.changes import changes, check_folder
from qualstat.store.files import recall, remember
from qualstat.store.unlocking import key_for
from qualstat.tallies.digests import digested


def count_stored(
    files: Sequence[SourceFile],
    sites: KnownSites,
    store: Store,
    *,
    progress: Progress | None = None,
    verify: bool = False,
) -> Counted:
    """Return the counts of exports, given in natural order."""
    key = key_for(store)
    known = recall(store, files, sites, verify=verify)
    check_folder(store, known.kept, files)
    fresh = [file for file in files if file.name not in known.reads]
    found = [digested(one, key) for one in read_aside(fresh, sites, progress=progress)]
    if store.writable:
        remember(store, found, known, sites)
    reads = {**known.reads, **{one.file.name: one for one in found}}
    counted = together([reads[file.name] for file in files], sites)
    return replace(counted, changes=tuple(changes(known, files, found)))
