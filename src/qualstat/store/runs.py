"""Runs: what the last run of a kind was made from, and what came of it.

Takes folders and options; gives the digest of all that a run depends on, and keeps it with its
outcome. Convention owned here: a run whose digest is that of the last one of its kind would do
the same again, for nothing but its files, its declarations, its options and the program decides.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

import qualstat
from qualstat.store.database import Store

DECLARED = (".yaml", ".yml")


class Run(Struct, frozen=True):
    """What the last run of a kind was made from, its exit status and what it told."""

    inputs: str
    status: int
    told: str


def digest(data: Path, declared: Sequence[Path], options: Sequence[str]) -> str:
    """Return the digest of the files of a folder, by their stamps, and of declarations, whole."""
    told = hashlib.sha256(json.dumps([qualstat.__version__, *options]).encode())
    for line in _stamps(data):
        told.update(line.encode("utf-8", "surrogateescape"))
    for folder in declared:
        for path in sorted(folder.rglob("*")):
            if path.suffix in DECLARED and path.is_file():
                told.update(f"{path}\0".encode("utf-8", "surrogateescape") + path.read_bytes())
    return told.hexdigest()


def _stamps(data: Path) -> Iterator[str]:
    """Yield a line for each file of a folder: its name and what changes when it does."""
    for place, folders, files in os.walk(data, followlinks=True):
        folders.sort()
        for name in folders:  # one may stand in the place of a file
            yield f"{Path(place, name)}/\n"
        for name in sorted(files):
            path = Path(place, name)
            try:
                told = path.stat()
            except OSError:
                yield f"{path}?\n"
                continue
            yield f"{path}\0{told.st_size} {told.st_mtime_ns} {told.st_ino}\n"


def last(store: Store, kind: str) -> Run | None:
    """Return the last run of a kind; None where there was none."""
    found = store.connection.execute(
        "SELECT inputs, status, told FROM runs WHERE kind = ?", (kind,)
    ).fetchone()
    return Run(*found) if found else None


def keep(store: Store, kind: str, run: Run) -> None:
    """Keep a run as the last one of its kind."""
    with store.writing() as connection:
        connection.execute(
            "INSERT INTO runs VALUES (?, ?, ?, ?) ON CONFLICT (kind) DO UPDATE SET"
            " inputs = excluded.inputs, status = excluded.status, told = excluded.told",
            (kind, run.inputs, run.status, run.told),
        )


def forget(store: Store) -> None:
    """Forget what runs came of, so that the next ones are done whole: the store itself changed."""
    with store.writing() as connection:
        connection.execute("DELETE FROM runs")
