"""Files: which registers a data folder holds, in which order.

Takes a folder; gives `RegisterFile` values in natural order of their path, and findings.
Conventions owned here: `mail-2.csv` precedes `mail-10.csv`; two files of one register with the
same content are read once, under the first name (D2).
"""

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from qualstat.findings import N_, Finding, message
from qualstat.reading import unreadable
from qualstat.registers import PATTERNS, REGISTERS, Register

TABLES = {".csv", ".ods", ".tsv", ".xls", ".xlsm", ".xlsx"}  # what may be meant to be read


@dataclass(frozen=True)
class RegisterFile:
    """One export of a register; `name` is its path under the data folder, with `/`."""

    register: Register
    path: Path
    name: str
    size: int


def natural(name: str) -> tuple[list[list[str | int]], str]:
    """Return the sort key under which numbers in a path count as numbers.

    >>> sorted(["a10.csv", "a2.csv"], key=natural)
    ['a2.csv', 'a10.csv']
    """
    parts = [re.split(r"([0-9]+)", part) for part in name.split("/")]
    return [
        [int(text) if place % 2 else text for place, text in enumerate(part)] for part in parts
    ], name


def find(folder: Path) -> tuple[list[RegisterFile], list[Finding]]:
    """Return the register files at any depth of a folder, and what is odd about them."""
    found: list[RegisterFile] = []
    findings: list[Finding] = []
    for name, path in sorted(_entries(folder, findings), key=lambda one: natural(one[0])):
        register = register_of(path.name)
        if register is None:
            if path.suffix.lower() in TABLES and not path.is_dir():
                findings.append(_no_register(name))
        elif path.exists() and not path.is_file():
            findings.append(_not_a_file(name))
        else:
            found.append(RegisterFile(register, path, name, _size(path)))
    return _once(found, findings), findings


def _entries(folder: Path, findings: list[Finding]) -> Iterator[tuple[str, Path]]:
    """Yield every file and folder below, links followed, no folder twice."""

    def closed(error: OSError) -> None:
        if not folder.is_dir():  # whoever names it says so
            return
        place = Path(error.filename).relative_to(folder).as_posix()
        findings.append(unreadable.refused(error).finding(place))

    walked: set[str] = set()
    for place, folders, files in os.walk(folder, followlinks=True, onerror=closed):
        folders.sort(key=natural)  # of a folder and a link to it, the first counts, everywhere
        real = os.path.realpath(place)
        if real in walked:
            folders.clear()
            continue
        walked.add(real)
        for entry in (*folders, *files):
            path = Path(place, entry)
            yield path.relative_to(folder).as_posix(), path


def register_of(file: str) -> Register | None:
    """Return the register whose files have such a name."""
    name = file.lower()
    return next((one for one in REGISTERS.values() if fnmatch(name, one.pattern)), None)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # reading it says why


def _once(files: list[RegisterFile], findings: list[Finding]) -> list[RegisterFile]:
    """Keep the first of the files of one register that hold the same bytes (D2)."""
    alike = Counter((file.register.name, file.size) for file in files)
    first: dict[tuple[str, str], str] = {}
    kept: list[RegisterFile] = []
    for file in files:
        content = _digest(file) if alike[file.register.name, file.size] > 1 else ""
        seen = first.setdefault((file.register.name, content), file.name) if content else file.name
        if seen == file.name:
            kept.append(file)
        else:
            findings.append(_same_content(file.name, seen))
    return kept


def _digest(file: RegisterFile) -> str:
    """Return the digest of the bytes of a file; empty when it cannot be read."""
    try:
        with file.path.open("rb") as stream:
            return hashlib.file_digest(stream, "blake2b").hexdigest()
    except OSError:
        return ""


def _no_register(name: str) -> Finding:
    return Finding(
        rule="unknown-file",
        severity="warning",
        file=name,
        found=message(N_("not read: its name is that of no register")),
        expected=message(N_("one of {patterns}"), patterns=list(PATTERNS)),
        advice=message(N_("save it as CSV UTF-8 under such a name, or put it elsewhere")),
    )


def _not_a_file(name: str) -> Finding:
    return Finding(
        rule="not-a-file",
        severity="blocking",
        file=name,
        found=message(N_("a folder, or no ordinary file, has the name of a register's file")),
        expected=message(N_("a CSV file")),
        advice=message(N_("rename it, or put the export in its place")),
    )


def _same_content(name: str, first: str) -> Finding:
    return Finding(
        rule="same-content",
        severity="warning",
        file=name,
        found=message(N_("the same content as {first}: read once"), first=first),
        advice=message(N_("remove one of the two files")),
    )
