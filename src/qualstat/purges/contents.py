"""Contents: the exports of a data folder, by the file in which they stand.

Takes exports and copies of them; gives `Content` values. Convention owned here: an archive is
one file, whatever it holds.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from qualstat.exports import containers
from qualstat.reading.files import Copy, SourceFile


class Content(Struct, frozen=True):
    """A file, and the exports in it; `strangers`: it holds what is no export, too.

    `held` gives the name of each export, and that of the one it is a copy of, else its own.
    """

    name: str
    path: Path
    files: tuple[SourceFile, ...]
    held: tuple[tuple[str, str], ...]
    strangers: bool


def contents(files: Iterable[SourceFile], copies: Sequence[Copy]) -> list[Content]:
    """Return the files of some exports and copies, in the order in which they are first met."""
    found: dict[Path, list[tuple[SourceFile, str]]] = {}
    for one, read in [*((file, file.name) for file in files),
                      *((copy.file, copy.first) for copy in copies)]:  # fmt: skip
        found.setdefault(one.place.path, []).append((one, read))
    return [_content(path, held) for path, held in found.items()]


def _content(path: Path, held: Sequence[tuple[SourceFile, str]]) -> Content:
    first, _ = held[0]
    member = first.place.member
    known = {one.place.member for one, _ in held}
    return Content(
        first.name[: -len(member) - 1] if member else first.name,
        path,
        tuple(one for one, _ in held),
        tuple((one.name, read) for one, read in held),
        bool(member) and not known.issuperset(containers.members(path)),
    )
