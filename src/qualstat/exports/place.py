"""Places: where the bytes of an export are.

Takes a path, and the member of an archive; gives streams of its unpacked bytes, and what tells
the file from any other.
Convention owned here: what is packed unpacks to so many bytes at most.
"""

import hashlib
import os
from contextlib import AbstractContextManager
from pathlib import Path

from msgspec import Struct

from qualstat.exports import containers
from qualstat.exports.containers import Stream

WIDEST = 4  # bytes of a line end, whatever the encoding
LINE_ENDS = frozenset(b"\n\r")
LIMIT = 2 << 30  # bytes that what is packed may unpack to: larger than any honest export seen


class Place(Struct, frozen=True):
    """Where an export is: its path, its place in an archive, and how much it may unpack to."""

    path: Path
    member: str = ""
    limit: int = LIMIT

    def opened(self) -> AbstractContextManager[Stream]:
        """Return its bytes, as a stream to be closed."""
        return containers.opened(self.path, self.member, limit=self.limit)

    def stamp(self) -> tuple[int, ...] | None:
        """Return what tells that the file is still the same; None when it is gone."""
        try:
            return containers.stamp(self.path.stat())
        except OSError:
            return None

    def fingerprint(self) -> str:
        """Return the SHA-256 of the file's bytes as they stand; empty when it cannot be read."""
        try:
            with self.path.open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            return ""

    def ends_a_line(self) -> bool:
        """Tell whether a text ends as lines do; True for what is packed, or is gone."""
        if self.packed:
            return True
        try:
            with self.path.open("rb") as stream:
                stream.seek(-min(WIDEST, stream.seek(0, os.SEEK_END)), os.SEEK_END)
                return bool(set(stream.read()) & LINE_ENDS)
        except OSError:
            return True

    @property
    def packed(self) -> bool:
        """Whether its bytes stand in a file that packs them."""
        return bool(self.member) or containers.bare(self.path.name) != self.path.name
