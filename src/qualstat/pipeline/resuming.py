"""Resuming: purges that were interrupted, brought to their end.

Takes a folder of registers and a store; removes files, and gives `Resumed` values. Convention
owned here: what an interrupted purge had frozen goes under its own certificate, which is ended
before anything else is planned.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Protocol

from qualstat.exports.place import Place
from qualstat.findings import Message, message
from qualstat.purges import Export, Resumed
from qualstat.purges.certificate import completed
from qualstat.purges.removing import CHANGED, check, removed
from qualstat.store import Store
from qualstat.store.purges import Unended, amend, unended


class Keep(Protocol):
    """Writes a certificate to the disk, in place of a former text of it where there was one."""

    def __call__(self, text: str, former: str = "") -> object:
        """Write it."""


def resumed(folder: Path, store: Store, day: date, keep: Keep) -> list[Resumed]:
    """Remove what interrupted purges have left of their files, and end their certificates.

    Raises `OutputError` where a file or a certificate cannot be written.
    """
    if not unended(store):
        return []
    with store.writing():  # another run may be ending them
        return [_ended(folder, store, one, day, keep) for one in unended(store)]


def _ended(folder: Path, store: Store, one: Unended, day: date, keep: Keep) -> Resumed:
    going = [Export(name, folder / name, (), digest, 0, Place(folder / name).stamp())
             for name, digest in one.files.items()]  # fmt: skip
    changed = dict(_changed(going))
    going = [export for export in going if export.name not in changed]
    check([export for export in going if export.stamp])
    left = {**changed, **removed(going)}
    gone = tuple(name for name in one.files if name not in left)
    text = completed(one.certificate, gone, day)
    amend(store, one.number, text)
    keep(text, one.certificate)
    return Resumed(text, gone, left)


def _changed(going: list[Export]) -> Iterator[tuple[str, Message]]:
    """Yield the files that hold other bytes than those that were frozen."""
    for one in going:
        if one.path.exists() and Place(one.path).fingerprint() != one.sha256:
            yield one.name, message(CHANGED)
