"""Containers: a file, plain or packed, as one stream of bytes.

Takes a path, and the name of a member where the file is a zip archive; gives a `Stream`.
Conventions owned here: whatever goes wrong while a file is opened, unpacked or read is
`Unreadable`; memory stays flat whatever is packed; a file that changes while it is read is
refused. A member that is packed itself is unpacked, but for an archive, which is bytes.
"""

import os
import stat
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from gzip import GzipFile
from io import FileIO
from pathlib import Path, PurePosixPath
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from msgspec import Struct

from qualstat.exports import unreadable
from qualstat.exports.remote import is_local

COMPRESSED = {".gz": "gz", ".zst": "zst"}
# The standard library unpacks bzip2 and LZMA without a bound: a few KiB could fill the memory.
PACKINGS = (ZIP_STORED, ZIP_DEFLATED)
ENCRYPTED = 0x1  # a flag of zip members
# A pipe that nobody writes to would otherwise never open.
READ_ONLY = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
# What malformed archives raise, besides errors of the system.
MALFORMED = (BadZipFile, EOFError, NotImplementedError, OverflowError, RuntimeError, ValueError,
             struct.error, zlib.error)  # fmt: skip


class Stream(Struct):
    """Bytes to be read once, at most `limit` of them where there is a limit."""

    source: Callable[[int], bytes]
    limit: int | None = None
    given: int = 0

    def read(self, size: int, /) -> bytes:
        """Return the next `size` bytes, fewer only where the file ends."""
        with _refusals():
            data = self.source(size)
        self.given += len(data)
        if self.limit is not None and self.given > self.limit:
            raise unreadable.too_large(self.limit)
        return data


def bare(name: str) -> str:
    """Return a name without the ending that tells its compression.

    >>> bare("2018/appels.csv.gz"), bare("appels.csv")
    ('2018/appels.csv', 'appels.csv')
    """
    ending = PurePosixPath(name).suffix
    return name.removesuffix(ending) if ending.lower() in COMPRESSED else name


def compression(path: Path, member: str = "") -> str:
    """Return how a file, or a member of an archive, is packed: gz, zst, zip, or empty."""
    return "zip" if member else COMPRESSED.get(path.suffix.lower(), "")


def stamp(told: os.stat_result) -> tuple[int, ...]:
    """Return what changes when a file does."""
    return told.st_size, told.st_mtime_ns, told.st_ino


def members(path: Path) -> list[str]:
    """Return the names of the files in a zip archive, but for hidden ones.

    Raises `Unreadable` where it cannot be opened, or is no zip archive.
    """
    with _refusals(), _regular(path) as file, ZipFile(file) as archive:
        # A name given twice is a member that was replaced: the last one is read, as everywhere.
        names = dict.fromkeys(one.filename for one in archive.infolist() if not one.is_dir())
    return [name for name in names if not _hidden(name)]


def _hidden(name: str) -> bool:
    """Tell whether a member is hidden, or the archiver's own."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    hidden = (one.startswith(".") and one.strip(".") for one in parts)  # `..` hides nothing
    return parts[:1] == ("__MACOSX",) or any(hidden)


@contextmanager
def opened(path: Path, member: str = "", *, limit: int) -> Iterator[Stream]:
    """Open a file, or a member of a zip archive, as the stream of its unpacked bytes.

    Raises `Unreadable`, at once or while it is read, where it is damaged, encrypted or holds
    more than `limit` bytes when unpacked; and at the end where it has changed meanwhile.
    """
    packing = compression(path, member)
    with _refusals():
        before = stamp(path.stat())
    with _regular(path) as file:
        with _refusals():
            source = _unpacked(file, packing, member, limit)
        with source:
            yield Stream(source.read, limit if packing else None)
    if _changed(path, before):
        raise unreadable.changed()


@contextmanager
def _regular(path: Path) -> Iterator[IO[bytes]]:
    """Open an ordinary file, and nothing else."""
    if not is_local(path):
        with _refusals():
            stream = path.open("rb")
        with stream as file:
            yield file
        return
    with _refusals():
        descriptor = os.open(path, READ_ONLY)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise unreadable.no_file()
        yield FileIO(descriptor, closefd=False)
    finally:
        os.close(descriptor)


def _unpacked(file: Any, packing: str, member: str, limit: int) -> Any:
    """Return the file object that unpacks another."""
    match packing:
        case "zip":
            archive = _listed(file)
            found = archive.open(_member(archive, member, limit))
            return _unpacked(found, compression(Path(member)), "", limit)
        case "gz":
            return GzipFile(fileobj=file)
        case "zst":
            import pyarrow as pa

            return pa.CompressedInputStream(file, "zstd")
    return file


def _listed(file: Any) -> ZipFile:
    """Return an archive, listed once however many of its members are read one after the other."""
    if not isinstance(file, FileIO):
        return ZipFile(file)
    told = os.fstat(file.fileno())
    known = (told.st_dev, *stamp(told))
    if known not in _LISTED:
        _LISTED.clear()
        _LISTED[known] = ZipFile(file)
    archive = _LISTED[known]
    archive.fp = file  # the one that listed it is closed
    return archive


_LISTED: dict[tuple[int, ...], ZipFile] = {}  # the last archive


def _member(archive: ZipFile, name: str, limit: int) -> ZipInfo:
    """Return a member, unless the archive itself says that it is not to be read."""
    try:
        found = archive.getinfo(name)
    except KeyError:
        raise unreadable.no_member(name) from None
    if found.flag_bits & ENCRYPTED:
        raise unreadable.encrypted()
    if found.compress_type not in PACKINGS:
        raise unreadable.foreign_packing()
    if found.file_size > limit:
        raise unreadable.too_large(limit)
    return found


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what the system and the libraries raise into `Unreadable`."""
    try:
        yield
    except MALFORMED:
        raise unreadable.damaged() from None
    except OSError as error:  # without a number, it is a library's: the system always gives one
        raise (unreadable.refused(error) if error.errno else unreadable.damaged()) from None


def _changed(path: Path, before: tuple[int, ...]) -> bool:
    """Tell whether a file is no longer the one that was opened."""
    try:
        now = path.stat()
    except OSError:
        return True
    return stamp(now) != before
