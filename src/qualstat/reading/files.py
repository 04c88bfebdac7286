"""Files: which exports a data folder holds, in which order, and which profile reads each.

Takes a folder and the profiles; gives `SourceFile` values in natural order of their path, and
findings. Conventions owned here: `mail-2.csv` precedes `mail-10.csv`; the members of an archive
are files below it; two files of one register with the same content are read once, under the
first name (D2).
"""

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct

from qualstat.exports import containers, unreadable
from qualstat.exports.containers import bare
from qualstat.exports.place import LIMIT, Place
from qualstat.exports.remote import is_local
from qualstat.exports.unreadable import Unreadable
from qualstat.findings import N_, Finding, message
from qualstat.registers import PATTERNS, Register
from qualstat.sources.choosing import Sources
from qualstat.sources.profile import Profile

TABLES = {".csv", ".ods", ".tsv", ".xls", ".xlsm", ".xlsx"}  # what may be meant to be read
ARCHIVE = ".zip"
LOCKS = ("~$", ".~lock.")  # what spreadsheets leave beside an open file
CHUNK = 1 << 20
FRONT = 64 << 10  # bytes by which most files of one size differ


class SourceFile(Struct, frozen=True):
    """One export; `name` is its path under the data folder, with `/`, and its archive's."""

    profile: Profile
    place: Place
    name: str
    size: int

    @property
    def register(self) -> Register:
        """The register that its rows belong to."""
        return self.profile.register


class Copy(Struct, frozen=True):
    """An export that is not read, for it holds what another of its register holds (D2)."""

    file: SourceFile
    first: str


def natural(name: str) -> tuple[list[list[str | int]], str]:
    """Return the sort key under which numbers in a path count as numbers.

    >>> sorted(["a10.csv", "a2.csv"], key=natural)
    ['a2.csv', 'a10.csv']
    """
    parts = [re.split(r"([0-9]+)", part) for part in name.split("/")]
    return [
        [int(text) if place % 2 else text for place, text in enumerate(part)] for part in parts
    ], name


def find(
    folder: Path, sources: Sources, *, limit: int = LIMIT
) -> tuple[list[SourceFile], list[Finding]]:
    """Return the exports at any depth of a folder, and what is odd about them.

    What is packed may unpack to `limit` bytes.
    """
    found, _, findings = find_all(folder, sources, limit=limit)
    return found, findings


def find_all(
    folder: Path, sources: Sources, *, limit: int = LIMIT
) -> tuple[list[SourceFile], list[Copy], list[Finding]]:
    """Return what `find` does, and the exports that are copies of others."""
    found: list[SourceFile] = []
    findings: list[Finding] = []
    for name, path in sorted(_entries(folder, findings), key=lambda one: natural(one[0])):
        if path.suffix.lower() == ARCHIVE and not path.is_dir():
            held = _members(name, path, findings)
        else:
            held = [(name, "", [name])]
        for whole, member, names in held:
            profiles = next((some for one in names if (some := sources.matching(bare(one)))), [])
            if not profiles:
                findings += [_no_register(whole)] if _is_table(path, whole) else []
            elif path.exists() and not path.is_file():
                findings.append(_not_a_file(whole))
            else:
                findings += [_several(whole, profiles)] if len(profiles) > 1 else []
                place = Place(path, member, limit)
                found.append(SourceFile(profiles[0], place, whole, _size(path)))
    kept, copies = _once(found)
    findings += [_same_content(one.file.name, one.first) for one in copies]
    return kept, copies, findings


def _is_table(path: Path, name: str) -> bool:
    return PurePosixPath(bare(name)).suffix.lower() in TABLES and not path.is_dir()


def _members(name: str, path: Path, findings: list[Finding]) -> list[tuple[str, str, list[str]]]:
    """Return the members of an archive: name, member, and the names that may tell its register."""
    try:
        members = containers.members(path)
    except Unreadable as reason:
        findings.append(reason.finding(name))
        return []
    stem = name[: -len(ARCHIVE)]
    held = [(f"{name}/{one}", one) for one in members]
    return [
        (whole, one, [whole, stem + PurePosixPath(bare(one)).suffix])
        for whole, one in sorted(held, key=lambda pair: natural(pair[0]))
    ]


def _entries(folder: Path, findings: list[Finding]) -> Iterator[tuple[str, Path]]:
    """Yield every file and folder below, links followed, no folder twice."""

    def closed(error: OSError) -> None:
        if not folder.is_dir():  # whoever names it says so
            return
        place = Path(error.filename)
        name = str(folder) if place == folder else place.relative_to(folder).as_posix()
        findings.append(unreadable.refused(error, folder=True).finding(name))

    if not is_local(folder):
        yield from ((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*"))
        return
    walked: set[str] = set()
    for place, folders, files in os.walk(folder, followlinks=True, onerror=closed):
        folders.sort(key=natural)  # of a folder and a link to it, the first counts, everywhere
        real = os.path.realpath(place)
        if real in walked:
            folders.clear()
            continue
        walked.add(real)
        for entry in (*folders, *(one for one in files if not one.startswith(LOCKS))):
            path = Path(place, entry)
            yield path.relative_to(folder).as_posix(), path


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # reading it says why


def _once(files: list[SourceFile]) -> tuple[list[SourceFile], list[Copy]]:
    """Return the first of the files of one register that hold the same bytes, and the others."""
    packed = {file.register.name for file in files if file.place.packed}  # of unknown size
    doubtful = {*_alike(files), *(one.name for one in files if one.register.name in packed)}
    first: dict[tuple[str, ...], str] = {}
    kept, copies = list[SourceFile](), list[Copy]()
    for file in files:
        register = file.register.name
        content = _digest(file) if file.name in doubtful else ""
        told = file.name if file.profile.tells_by_path else ""  # which the content leaves open
        key = (register, file.profile.id, content, told)
        seen = first.setdefault(key, file.name) if content else file.name
        if seen == file.name:
            kept.append(file)
        else:
            copies.append(Copy(file, seen))
    return kept, copies


def _alike(files: list[SourceFile]) -> Iterator[str]:
    """Yield the names of files of one register that are as large as another, and begin alike."""
    sizes = Counter((file.register.name, file.size) for file in files)
    large = [file for file in files if sizes[file.register.name, file.size] > 1]
    fronts = [(file.register.name, file.size, _digest(file, front=True)) for file in large]
    times = Counter(fronts)
    for file, front in zip(large, fronts, strict=True):
        if times[front] > 1:
            yield file.name


def _digest(file: SourceFile, *, front: bool = False) -> str:
    """Return the digest of the bytes of a file, or of its first; empty when it cannot be read."""
    digest = hashlib.blake2b()
    try:
        with file.place.opened() as stream:
            while data := stream.read(FRONT if front else CHUNK):
                digest.update(data)
                if front:
                    break
    except Unreadable:
        return ""  # reading it says why
    return digest.hexdigest()


def _several(name: str, profiles: list[Profile]) -> Finding:
    return Finding(
        rule="several-profiles",
        severity="warning",
        file=name,
        found=message(
            N_("several profiles fit: {names}; read by the first"),
            names=[one.id for one in profiles],
        ),
        expected=message(N_("one profile a file")),
        advice=message(N_("make the “files” of the profiles exclude each other")),
    )


def _no_register(name: str) -> Finding:
    return Finding(
        rule="unknown-file",
        severity="warning",
        file=name,
        found=message(N_("not read: no register and no profile has files of this name")),
        expected=message(
            N_("one of {patterns}, or the “files” of a profile"), patterns=list(PATTERNS)
        ),
        advice=message(N_("name it so, or start a profile with “qualstat sources draft”")),
    )


def _not_a_file(name: str) -> Finding:
    return Finding(
        rule="not-a-file",
        severity="blocking",
        file=name,
        found=message(N_("a folder, or no ordinary file, has the name of a register's file")),
        expected=message(N_("an ordinary file")),
        advice=message(N_("rename it, or put the export in its place")),
    )


def _same_content(name: str, first: str) -> Finding:
    return Finding(
        rule="same-content",
        severity="warning",
        file=name,
        found=message(
            N_("the same content: {first} and {second}, read once"), first=first, second=name
        ),
        advice=message(N_("remove one of the two files")),
    )
