"""Batches: several files put in place together.

Takes a folder and the bytes of its files; writes those that changed. Conventions owned here: all
are written beside their places before the first one is put there, so that a full disk or a
mistake leaves every file as it was; what a killed run left behind is removed by the next one.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from qualstat.cli import writing

STAGED = ".qualstat-part"


def put(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Write files by their path under a folder; return those that changed, in order.

    Raises `OutputError` where one cannot be written: then all are as they were.
    """
    changed = [name for name, held in files.items() if content(folder / name) != held]
    sweep(folder)
    staged: list[tuple[Path, Path]] = []
    try:
        for name in changed:
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            beside = place.with_name(place.name + STAGED)
            staged.append((beside, place))
            stage(beside, files[name])
        for beside, place in staged:
            beside.replace(place)
        for parent in {place.parent for _, place in staged}:
            _settle(parent)
    except OSError as error:
        raise writing.refused(folder, writing.reason(error)) from None
    finally:
        for beside, _ in staged:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
    return changed


def content(path: Path) -> bytes | None:
    """Return what a file holds; None where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def sweep(folder: Path) -> None:
    """Remove what a run that was killed left behind."""
    for path in folder.rglob(f"*{STAGED}"):
        with suppress(OSError):
            path.unlink()


def stage(path: Path, content: bytes) -> None:
    """Write a file to its last byte on the disk."""
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _settle(folder: Path) -> None:
    """Have the system write the names of a folder, where it can."""
    if os.name != "posix":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
