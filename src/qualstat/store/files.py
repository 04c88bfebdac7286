"""Files: what a store knows of the exports of a folder, and what it learns of them.

Takes exports, and what was read of them; gives what need not be read again. Conventions owned
here: a file of the same size, time and inode is the same file, and so is one of the same SHA-256;
it is read again where its profile, the known sites or the program changed; a file that cannot be
read is not kept.
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

import qualstat
from qualstat.reading.files import SourceFile, natural
from qualstat.registers import REGISTERS, KnownSites
from qualstat.store import runs, said
from qualstat.store.database import Store
from qualstat.store.packed import (
    packed_ledger,
    packed_tally,
    renumbered,
    unpacked_ledger,
    unpacked_tally,
)
from qualstat.store.purges import horizon
from qualstat.tallies.count import FileCount
from qualstat.tallies.cutting import before, rows_of
from qualstat.tallies.reads import FileRead

Stamp = tuple[int, ...]  # size, time of the last change, inode
FIELDS = "id, name, register, reading, size, mtime_ns, inode, sha256, sites, findings"
TABLE = "name, read, rejected, made_of, left_out, owner, purged, tally, ledger, waits"


@dataclass(frozen=True)
class Kept:
    """What is kept of a file, but for its tables."""

    id: int
    name: str
    register: str
    reading: str
    stamp: Stamp
    sha256: str
    sites: tuple[str, ...]
    findings: str


@dataclass(frozen=True)
class Recalled:
    """What a store gives of the files of a run.

    `kept` is all it holds, by name; `reads` what need not be read again; `stamps` those that the
    files had before they were read; `twins` the new name of what is known under another one.
    """

    kept: Mapping[str, Kept]
    reads: Mapping[str, FileRead]
    stamps: Mapping[str, Stamp]
    twins: Mapping[str, str]


def kept(store: Store) -> dict[str, Kept]:
    """Return what is kept of each file, by its name."""
    found = store.connection.execute(f"SELECT {FIELDS} FROM files ORDER BY id")  # noqa: S608
    return {
        name: Kept(
            place, name, register, reading, (size, time, inode), digest,
            tuple(json.loads(sites)), findings,
        )
        for place, name, register, reading, size, time, inode, digest, sites, findings in found
    }  # fmt: skip


def recall(
    store: Store, files: Sequence[SourceFile], sites: KnownSites, *, verify: bool = False
) -> Recalled:
    """Return what a store gives of some files; `verify` trusts no stamp and hashes each again."""
    held = kept(store)
    reads, stamps = dict[str, FileRead](), dict[str, Stamp]()
    for file in files:
        stamp = file.place.stamp()
        if stamp is None:
            continue  # reading it says why
        stamps[file.name] = stamp
        one = held.get(file.name)
        if one is None or one.reading != reading_of(file, sites):
            continue
        if file.register.waited and _without_waits(store, one):
            continue  # an older version did not keep them
        if (one.stamp == stamp and not verify) or _same_bytes(one, file, stamp):
            reads[file.name] = _read(store, one, file, sites)
    return Recalled(held, reads, stamps, twins(held, files))


def twins(kept: Mapping[str, Kept], files: Sequence[SourceFile]) -> dict[str, str]:
    """Return the files that are known and not among some, by name, whose bytes another one has.

    Of two files of the same content the first name alone is read (D2): the other may be there.
    """
    names = {one.name for one in files}
    gone = [one for one in kept.values() if one.name not in names]
    sizes = {one.stamp[0] for one in gone}
    held = dict[tuple[str, str], str]()
    for file in files:
        if file.size in sizes:
            known = kept.get(file.name)
            digest = known.sha256 if known else file.place.fingerprint()
            held.setdefault((file.register.name, digest), file.name)
    pairs = ((one.name, held.get((one.register, one.sha256))) for one in gone)
    return {name: other for name, other in pairs if other}


def _without_waits(store: Store, one: Kept) -> bool:
    """Tell whether a table of a file was kept without its waits."""
    (count,) = store.connection.execute(
        "SELECT count(*) FROM tables WHERE file = ? AND waits IS NULL", (one.id,)
    ).fetchone()
    return bool(count)


def earlier(
    store: Store, file: SourceFile, recalled: Recalled, sites: KnownSites
) -> FileRead | None:
    """Return what a file held when it was last whole; None where that is not known."""
    one = recalled.kept.get(file.name)
    if one is None or one.reading != reading_of(file, sites):
        return None
    return _read(store, one, file, sites)


def remember(
    store: Store,
    found: Sequence[FileRead],
    recalled: Recalled,
    sites: KnownSites,
    month: int | None,
) -> None:
    """Keep what was read of files that a store did not know, and their new stamps.

    Of twins the former name is forgotten once the other one is kept. `month` is the one from which
    rows were kept: nothing is, where a purge has moved it since.
    """
    with store.writing() as connection:
        if horizon(store) != month:
            return
        for one in found:
            if _whole(one) and one.file.place.stamp() == recalled.stamps.get(one.file.name):
                _keep(store, one, recalled.stamps[one.file.name], sites)
        for name in recalled.reads:
            if recalled.kept[name].stamp != recalled.stamps[name]:
                connection.execute(
                    "UPDATE files SET size = ?, mtime_ns = ?, inode = ? WHERE name = ?",
                    (*recalled.stamps[name], name),
                )
        now = {name for (name,) in connection.execute("SELECT name FROM files")}
        former = [(one,) for one, other in recalled.twins.items() if other in now]
        connection.executemany("DELETE FROM files WHERE name = ?", former)


def forget(store: Store, names: Sequence[str]) -> None:
    """Take files and their tallies out of a store."""
    with store.writing() as connection:
        connection.executemany("DELETE FROM files WHERE name = ?", [(one,) for one in names])
        runs.forget(store)


def reading_of(file: SourceFile, sites: KnownSites) -> str:
    """Return the digest of what decides how a file is read, but for the file itself."""
    known = (qualstat.__version__, sorted(sites.ids.items()), sorted(sites.timezones.items()))
    return hashlib.sha256(f"{known}{file.profile!r}".encode()).hexdigest()


def _same_bytes(one: Kept, file: SourceFile, stamp: Stamp) -> bool:
    """Tell whether a file that was touched, copied or moved back holds what it held."""
    return one.stamp[0] == stamp[0] and one.sha256 == file.place.fingerprint()


def _whole(read: FileRead) -> bool:
    return all(one.severity != "blocking" for one in read.findings)


def _keep(store: Store, read: FileRead, stamp: Stamp, sites: KnownSites) -> None:
    file, connection = read.file, store.connection
    connection.execute("DELETE FROM files WHERE name = ?", (file.name,))
    (number,) = connection.execute(
        "INSERT INTO files (name, register, profile, reading, size, mtime_ns, inode, sha256, sites,"
        " findings) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            file.name, file.register.name, file.profile.id, reading_of(file, sites), *stamp,
            file.place.fingerprint(), json.dumps(list(sites.timezones)),
            said.written(read.findings),
        ),
    ).fetchone()  # fmt: skip
    keep_tables(store, number, read.tables)


def keep_tables(store: Store, number: int, tables: Sequence[FileCount]) -> None:
    """Keep the tables of a file, by its number, in place of those that it had; within `writing`."""
    store.connection.execute("DELETE FROM tables WHERE file = ?", (number,))
    for place, one in enumerate(tables):
        store.connection.execute(
            f"INSERT INTO tables (file, place, {TABLE})"  # noqa: S608
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number, place, one.name, one.read, one.rejected, one.made_of, one.left_out,
                one.owner, one.purged, packed_tally(one.tally),
                one.ledger and packed_ledger(one.ledger), one.waits and packed_tally(one.waits),
            ),
        )  # fmt: skip


def _read(store: Store, one: Kept, file: SourceFile, sites: KnownSites) -> FileRead:
    """Return what was read of a file, site numbers being those of today."""
    names = tuple(sites.timezones)
    return FileRead(file, tuple(tables(store, one, names)), said.read(one.findings))


def held_rows(store: Store, name: str, day: int) -> int:
    """Return how many rows before a day are kept of a file, by its name."""
    one = kept(store)[name]
    register = REGISTERS[one.register]
    return sum(rows_of(before(register, table, day)) for table in tables(store, one, one.sites))


def tables(store: Store, one: Kept, names: Sequence[str]) -> Iterator[FileCount]:
    """Yield the tables that are kept of a file, site numbers being places among `names`."""
    same = tuple(names) == one.sites
    moved = None if same else np.array([names.index(site) for site in one.sites], np.int64)
    found = store.connection.execute(
        f"SELECT {TABLE} FROM tables WHERE file = ? ORDER BY place", (one.id,)  # noqa: S608
    )  # fmt: skip
    for name, read, rejected, made_of, left_out, owner, purged, tally, ledger, waits in found:
        yield FileCount(
            name, read, rejected, renumbered(unpacked_tally(tally), moved),
            unpacked_ledger(ledger, REGISTERS[one.register], moved) if ledger else None,
            made_of, left_out, owner, one.name, purged,
            renumbered(unpacked_tally(waits), moved) if waits else None,
        )  # fmt: skip


def listing(store: Store, names: Collection[str]) -> list[dict[str, str | int]]:
    """Return what was read of some files: register, SHA-256, rows read and rejected."""
    found = store.connection.execute(
        "SELECT files.name, register, sha256, sum(read), sum(rejected) FROM files"
        " LEFT JOIN tables ON tables.file = files.id GROUP BY files.id"
    )
    rows = [
        {"file": name, "register": register, "sha256": digest, "read": read or 0,
         "rejected": rejected or 0}
        for name, register, digest, read, rejected in found if name in names
    ]  # fmt: skip
    return sorted(rows, key=lambda one: natural(str(one["file"])))
