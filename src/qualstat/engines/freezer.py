"""The freezer: a purge written into the store, and read back before it stands.

Takes what a purge leaves and freezes; changes a store. Conventions owned here: one transaction,
which is undone unless what is read back from it counts what was counted; then nothing of what is
gone is left in the file, and a key without any digest goes too.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from msgspec import Struct

from qualstat.engines.merging import registers_of
from qualstat.errors import RegisterError
from qualstat.findings import N_, Finding, message
from qualstat.reading.files import SourceFile
from qualstat.registers import KnownSites
from qualstat.store import Store, merged
from qualstat.store.database import refusals
from qualstat.store.files import recall
from qualstat.store.frozen import freeze, frozen
from qualstat.store.kept import keep_tables, kept
from qualstat.store.keys import key_file
from qualstat.store.purges import Purge, horizon, record
from qualstat.tallies.frozen import Frozen, of_known_sites
from qualstat.tallies.merge import RegisterCount
from qualstat.tallies.reads import FileRead
from qualstat.tallies.unlike import same_figures


class Left(Struct, frozen=True):
    """What a purge leaves: the exports that stay, those that go by name, and all that is frozen.

    `horizon` is the first month that was not frozen when it was planned.
    """

    reads: Sequence[FileRead]
    gone: Sequence[str]
    frozen: Frozen
    horizon: int | None


def put(
    store: Store,
    left: Left,
    purge: Purge,
    sites: KnownSites,
    former: Mapping[str, RegisterCount],
) -> int:
    """Write a purge into a store, and return its number; `former` is what counted before it.

    Raises `RegisterError`, nothing being changed, where that is not what counts afterwards.
    """
    with store.writing() as connection:
        if horizon(store) != left.horizon:
            raise RegisterError(_refused(str(store.path)))
        known = kept(store)
        for name in left.gone:
            connection.execute("DELETE FROM files WHERE name = ?", (name,))
        for read in left.reads:
            if read.file.name in known:
                keep_tables(store, known[read.file.name].id, read.tables)
        freeze(store, left.frozen.tables, left.frozen.sites)
        merged.forget(store)
        number = record(store, purge)
        again = _read_back(store, [one.file for one in left.reads], left, sites)
        if not all(same_figures(one, again[name]) for name, one in former.items()):
            raise RegisterError(_refused(str(store.path)))
        keyless = not _digests(store)
        if keyless:
            connection.execute("DELETE FROM meta WHERE name = 'key'")
    if keyless:
        with suppress(OSError):  # it opens nothing any more
            key_file(store.path).unlink(missing_ok=True)
    return number


def emptied(store: Store) -> None:
    """Leave nothing in the file of a store of what was deleted from it."""
    with refusals(store.path):
        store.connection.execute("VACUUM")


def _read_back(
    store: Store, files: Sequence[SourceFile], left: Left, sites: KnownSites
) -> Mapping[str, RegisterCount]:
    """Return what counts from what a store holds now."""
    held = dict(recall(store, files, sites).reads)
    held |= {one.file.name: one for one in left.reads if one.file.name not in held}
    reads = [held[one.name] for one in files]
    icy = of_known_sites(frozen(store, sites), len(sites.timezones))
    return registers_of(reads, sites, icy)


def _digests(store: Store) -> bool:
    """Tell whether a store still holds digests."""
    (count,) = store.connection.execute(
        "SELECT count(*) FROM tables WHERE ledger IS NOT NULL"
    ).fetchone()
    return bool(count)


def _refused(path: str) -> Finding:
    return Finding(
        rule="recount", severity="blocking", file=path,
        found=message(N_("what the store would hold does not count what was counted, or another"
                         " purge has come first: nothing is purged")),
        expected=message(N_("the same counts before and after")),
        advice=message(N_("type the same command again")),
    )  # fmt: skip
