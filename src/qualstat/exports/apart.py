"""Apart: questions answered by another process, whose end is no harm to this one.

Takes a function that makes the answerer; gives what that answers, piece by piece. Conventions
owned here: the other process may use so much memory and time, says nothing on the screen, and
ends no later than what asked it; at most one waits for its next question, and one that is gone
begins anew. Where there is no fork, the answers are made here, without these bounds.
"""

import faulthandler
import gc
import os
import pickle
import signal
import sys
import traceback
import warnings
import weakref
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from msgspec import Struct

if sys.platform == "linux":
    import resource  # not in the child: another thread may be importing

Answerer = Callable[[Any], Iterator[Any]]


class Died(Exception):  # noqa: N818  # what happened, to be told in other words
    """The other process ended before its answer did: it outgrew its memory, or was killed."""


class Endless(Died):
    """The other process took more time than it may."""


class Bounds(NamedTuple):
    """The bytes of memory that the other process may take, and the seconds that it may count."""

    memory: int
    seconds: int


class Apart:
    """An answerer that works in a process of its own, begun when it is first asked."""

    def __init__(self, begin: Callable[[], Answerer], bounds: Bounds) -> None:
        self._begin, self._bounds = begin, bounds

    def ask(self, question: Any, *, stay: bool) -> Generator[Any, None, None]:
        """Yield the pieces of an answer; with `stay`, the answerer waits for another question.

        Raises `Died`, or `Endless`, where the answer breaks off.
        """
        helper = _WAITING.pop(self, None)  # nobody else asks it now
        if helper is None or not helper.ours():
            helper = self._new()
        done = False
        try:
            yield from helper.answers(question)
            done = True
        finally:
            if done and stay:
                dismiss()
                _WAITING[self] = helper
            else:
                helper.end()

    def _new(self) -> "_Here | _Forked":
        """Begin an answerer; one that waits gives way, for each may hold a whole workbook."""
        dismiss()
        if sys.platform == "linux":
            return _Forked(self._begin, self._bounds)
        return _Here(self._begin())


def dismiss() -> None:
    """End the answerer that waits, if one does."""
    for asker in list(_WAITING):
        if helper := _WAITING.pop(asker, None):
            helper.end()


class _Here(Struct, frozen=True):
    """An answerer in this process."""

    answers: Answerer

    def ours(self) -> bool:
        """Tell that a fork may go on by itself."""
        return True

    def end(self) -> None:
        """Nothing is left to end."""


class _Forked:
    """An answerer in a child of this process, which ends with this object at the latest."""

    def __init__(self, begin: Callable[[], Answerer], bounds: Bounds) -> None:
        asked, self._orders = _pipe()
        self._results, told = _pipe()
        with warnings.catch_warnings():  # other threads: the child takes no lock of theirs
            warnings.simplefilter("ignore", DeprecationWarning)
            self._child = os.fork()
        if not self._child:
            self._orders.close()  # or it would wait for itself
            self._results.close()
            _serve(begin, bounds, asked, told)
        asked.close()
        told.close()
        self._parent, streams = os.getpid(), (self._orders, self._results)
        self.end = weakref.finalize(self, _end, self._child, self._parent, *streams)

    def ours(self) -> bool:
        """Tell whether it answers this process, not the one that this is a fork of."""
        return os.getpid() == self._parent

    def answers(self, question: Any) -> Iterator[Any]:
        """Yield what the child answers."""
        with suppress(BrokenPipeError):  # it is gone, as reading will tell
            pickle.dump(question, self._orders)
            self._orders.flush()
        while True:
            try:
                kind, value = pickle.load(self._results)  # noqa: S301  # our own child wrote it
            except (EOFError, pickle.UnpicklingError):
                raise self._fate() from None
            if kind == "end":
                return
            if kind == "error":
                raise RuntimeError(value)
            yield value

    def _fate(self) -> Died:
        """Return what became of the child; it is still awaited when it is ended."""
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(self._child, signal.SIGKILL)  # it ends already; this is not to wait for ever
            fate = os.waitid(os.P_PID, self._child, os.WEXITED | os.WNOWAIT)
            if fate and fate.si_status == signal.SIGXCPU and fate.si_code != os.CLD_EXITED:
                return Endless()
        return Died()


# The one that waits, if one does, which ends with who asked it.
_WAITING: weakref.WeakKeyDictionary[Apart, _Here | _Forked] = weakref.WeakKeyDictionary()


def _pipe() -> tuple[BinaryIO, BinaryIO]:
    """Return the two ends of a pipe, to read from and to write to."""
    read, write = os.pipe()
    return os.fdopen(read, "rb"), os.fdopen(write, "wb")


def _end(child: int, parent: int, *streams: BinaryIO) -> None:
    """End a child and forget it; in a fork of its parent, only let go of its pipes."""
    if os.getpid() == parent:
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    for stream in streams:
        with suppress(BrokenPipeError):
            stream.close()


def _serve(begin: Callable[[], Answerer], bounds: Bounds, asked: BinaryIO, told: BinaryIO) -> None:
    """Answer what is asked until nobody asks, and end this process."""
    status = 1
    try:
        _confine(bounds)
        answerer = begin()
        with suppress(EOFError):
            while True:
                question = pickle.load(asked)  # noqa: S301  # our own parent wrote it
                for piece in _told(answerer, question):
                    pickle.dump(piece, told, pickle.HIGHEST_PROTOCOL)
                    told.flush()
        status = 0
    finally:
        os._exit(status)  # no one's buffers are flushed twice, no one's leave is taken


def _told(answerer: Answerer, question: Any) -> Iterator[tuple[str, Any]]:
    """Yield the pieces of an answer and its end, or the error that broke it off."""
    try:
        for piece in answerer(question):
            yield "piece", piece
        yield "end", None
    except MemoryError:
        raise
    except Exception:  # an error of ours: shown where it can be
        yield "error", traceback.format_exc()


def _confine(bounds: Bounds) -> None:
    """Bound the memory and the time of this process, and silence it."""
    faulthandler.disable()  # it may hold a copy of the error stream
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 2)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted, and ends us
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.disable()  # it would look at every row again and again; rows form no cycles
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    used = int(pages) * resource.getpagesize()
    most = (
        (resource.RLIMIT_AS, used + bounds.memory),
        (resource.RLIMIT_CPU, bounds.seconds),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, allowed in most:
        _, hard = resource.getrlimit(kind)
        soft = allowed if hard == resource.RLIM_INFINITY else min(allowed, hard)
        resource.setrlimit(kind, (soft, hard))
