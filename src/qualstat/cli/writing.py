"""Writing: files that are whole or not there.

Takes a path; gives a stream to write to. Conventions owned here: a file is written beside its
place and then put there in one step, so that a reader or a crash never meets half of it; links
are followed, rights are kept, and what is no file (a device, a pipe) is written directly.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from qualstat.errors import OutputError
from qualstat.findings import N_, Finding, Message, message

NEW_FILE = 0o666  # less the umask
FORBIDDEN, NOWHERE = N_("this account may not write there"), N_("its folder does not exist")
REASONS = {
    errno.EACCES: FORBIDDEN,
    errno.EPERM: FORBIDDEN,
    errno.EROFS: N_("the disk can only be read"),
    errno.ENOENT: NOWHERE,
    errno.ENOTDIR: NOWHERE,
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("this account has no room left on the disk"),
}


def check(path: Path) -> None:
    """Refuse early what cannot be written, before a long computation."""
    place = path.resolve()
    if place.is_dir():
        raise refused(path, message(N_("it is a folder")))
    if not place.parent.is_dir():
        raise refused(path, message(NOWHERE))
    if not os.access(place if place.exists() else place.parent, os.W_OK):
        raise refused(path, message(FORBIDDEN))


def spare(path: Path | None, data: Path, profiles: Path | None) -> None:
    """Refuse to write over an export that is about to be read."""
    if path is None or not path.exists() or not isinstance(data, Path):
        return  # nothing is written where the registers are at an address
    if not path.resolve().is_relative_to(data.resolve()):
        return
    from qualstat.sources.loader import load

    name = path.resolve().relative_to(data.resolve()).as_posix()
    if load(profiles)[0].matching(name):
        raise refused(path, message(N_("a register of the data folder stands there")))


@contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """Give a stream whose content takes the place of `path` when all went well."""
    check(path)
    place = path.resolve()
    mode = place.stat().st_mode if place.exists() else None
    try:
        if mode is not None and not stat.S_ISREG(mode):
            with place.open("wb") as stream:
                yield stream
            return
        with _replacing(place, mode) as stream:
            yield stream
    except OSError as error:
        raise refused(path, reason(error)) from None


@contextmanager
def _replacing(place: Path, mode: int | None) -> Iterator[BinaryIO]:
    beside = place.with_name(f".qualstat-{os.getpid()}.tmp")
    number = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, NEW_FILE)
    try:
        with os.fdopen(number, "wb") as stream:
            if mode is not None:
                beside.chmod(stat.S_IMODE(mode))
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(place)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def reason(error: OSError) -> Message:
    """Return why the system would not write, in words that can be translated."""
    if error.errno in REASONS:
        return message(REASONS[error.errno])
    return message(N_("the system says “{words}”"), words=error.strerror or type(error).__name__)


def refused(path: Path | str, why: Message) -> OutputError:
    """Return the error of a place that cannot be written."""
    return OutputError(
        Finding(
            rule="output",
            severity="blocking",
            file=str(path),
            found=message(N_("the output cannot be written: {reason}"), reason=why),
            expected=message(N_("a stream or a file that can be written")),
        )
    )
