"""Folders: folders that are whole or not there.

Takes a path, and the name of a file that tells a folder written here from any other; gives a
folder to fill. Convention owned here: what is written takes the place of an earlier writing in
two renamings, and of nothing else.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qualstat.cli import writing
from qualstat.findings import N_, message


def check(path: Path, mark: str) -> None:
    """Refuse early a place where no folder can be written."""
    place = path.resolve()
    if not place.parent.is_dir():
        raise writing.refused(path, message(writing.NOWHERE))
    if place.exists() and not _ours(place, mark):
        raise writing.refused(path, message(N_("it is there, and holds other things")))
    if not os.access(place.parent, os.W_OK):
        raise writing.refused(path, message(writing.FORBIDDEN))


def _ours(place: Path, mark: str) -> bool:
    """Tell whether a folder is empty, or was written here."""
    return place.is_dir() and (not any(place.iterdir()) or (place / mark).is_file())


@contextmanager
def written(path: Path, mark: str) -> Iterator[Path]:
    """Give a folder that takes the place of `path` when all went well."""
    check(path, mark)
    place = path.resolve()
    try:
        with tempfile.TemporaryDirectory(dir=place.parent, prefix=f".{place.name}-") as beside:
            made, before = Path(beside, "made"), Path(beside, "before")
            made.mkdir()
            yield made
            if place.exists():
                place.rename(before)  # gone with the folder beside, once the new one is there
            try:
                made.rename(place)
            except OSError:
                if before.exists():
                    before.rename(place)
                raise
    except OSError as error:
        raise writing.refused(path, writing.reason(error)) from None
