"""Files: what a store knows of the exports of a folder, and what it learns of them.

Takes exports, and what was read of them; gives what need not be read again. Conventions owned
here: a file of the same size, time and inode is the same file, and so is one of the same SHA-256;
it is read again where its profile, the known sites or the program changed; a file that cannot be
read is not kept.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct

import qualstat
from qualstat.reading.files import SourceFile, natural
from qualstat.registers import KnownSites
from qualstat.store import runs, said
from qualstat.store.database import Store
from qualstat.store.kept import Kept, Stamp, Tables, keep_tables, kept, tables
from qualstat.store.purges import horizon
from qualstat.tallies.reads import FileRead


class Recalled(Struct, frozen=True):
    """What a store gives of the files of a run.

    `kept` is all it holds, by name; `reads` what need not be read again; `stamps` those that the
    files had before they were read; `twins` the new name of what is known under another one.
    """

    kept: Mapping[str, Kept]
    reads: Mapping[str, FileRead]
    stamps: Mapping[str, Stamp]
    twins: Mapping[str, str]

    @property
    def held(self) -> dict[str, Kept]:
        """What is kept of the files that need not be read again."""
        return {name: self.kept[name] for name in self.reads}


def recall(
    store: Store, files: Sequence[SourceFile], sites: KnownSites, *, verify: bool = False
) -> Recalled:
    """Return what a store gives of some files; `verify` trusts no stamp and hashes each again."""
    held = kept(store)
    reads, stamps = dict[str, FileRead](), dict[str, Stamp]()
    waitless = _without_waits(store)
    profiles = {one.profile.id: one for one in files}
    reading = {name: reading_of(one, sites) for name, one in profiles.items()}
    for file in files:
        stamp = file.place.stamp()
        if stamp is None:
            continue  # reading it says why
        stamps[file.name] = stamp
        one = held.get(file.name)
        if one is None or one.reading != reading[file.profile.id]:
            continue
        if file.register.waited and one.id in waitless:
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


def _without_waits(store: Store) -> set[int]:
    """Return the files of which a table was kept without its waits."""
    return {
        one for (one,) in store.connection.execute("SELECT file FROM tables WHERE waits IS NULL")
    }


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
) -> dict[str, Kept]:
    """Keep what was read of files that a store did not know, and their new stamps; return those.

    Of twins the former name is forgotten once the other one is kept. `month` is the one from which
    rows were kept: nothing is, where a purge has moved it since.
    """
    with store.writing() as connection:
        if horizon(store) != month:
            return {}
        new = [
            one
            for one in found
            if _whole(one) and one.file.place.stamp() == recalled.stamps.get(one.file.name)
        ]
        for one in new:
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
        held = kept(store)
        return {one.file.name: held[one.file.name] for one in new}


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


def _read(store: Store, one: Kept, file: SourceFile, sites: KnownSites) -> FileRead:
    """Return what was read of a file, site numbers being those of today."""
    names = tuple(sites.timezones)
    held = Tables(lambda: tables(store, one, names))
    return FileRead(file, held, said.read(one.findings))


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
