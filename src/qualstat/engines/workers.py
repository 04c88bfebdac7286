"""Workers: some work done in forked processes, while this one does something else.

Takes functions; gives what they return. Convention owned here: the plain path, one after the
other, is always right; the forks only spare its time, where there are forks.
"""

import mmap
import os
import pickle
import select
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from io import BufferedReader
from typing import Any, TypeVar

from msgspec import Struct

Result = TypeVar("Result")
Advance = Callable[[int], None]  # told how far some work has come
Answer = tuple[Any, Exception | None]
PAUSE = 0.1  # seconds between two looks at how far they have come
SLOT = 8  # bytes of a number that a worker and this process share


def aside(
    works: Sequence[Callable[[Advance], Result]],
    meanwhile: Callable[[], object],
    progress: Advance | None = None,
) -> list[Result]:
    """Return what some works return, each done in a process, `meanwhile` having been done too.

    Each is given what to tell how far it has come; `progress` hears the sum. What any of them
    raises is raised here.
    """
    if sys.platform != "linux":  # a fork of threads is not safe everywhere
        meanwhile()
        return _one_by_one(works, progress)
    with mmap.mmap(-1, SLOT * max(len(works), 1)) as told, ExitStack() as held:
        workers = [held.enter_context(_begun(work, told, n)) for n, work in enumerate(works)]
        meanwhile()
        _watched(workers, told, progress)
        return [_answer(one, work) for one, work in zip(workers, works, strict=True)]


def summed(advance: Advance) -> Advance:
    """Return what hears of each step, and tells how far all of them have come."""
    done = 0

    def step(more: int) -> None:
        nonlocal done
        done += more
        advance(done)

    return step


def _one_by_one(
    works: Sequence[Callable[[Advance], Result]], progress: Advance | None
) -> list[Result]:
    """Return what some works return, done here."""
    found, before = list[Result](), 0
    for work in works:
        last = 0

        def advance(to: int) -> None:
            nonlocal last
            last = to
            if progress:
                progress(before + to)  # noqa: B023  # called before the next round alone

        found.append(work(advance))
        before += last
    return found


class _Worker(Struct, frozen=True):
    """A process, and the end of the pipe through which it answers."""

    process: int
    stream: BufferedReader

    def __enter__(self) -> "_Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self.stream.close()
        os.kill(self.process, signal.SIGKILL)  # it has answered, or is no longer wanted
        os.waitpid(self.process, 0)


def _begun(work: Callable[[Advance], object], told: mmap.mmap, place: int) -> _Worker:
    """Begin some work in a process."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        _done(work, told, place, write)
    os.close(write)
    return _Worker(child, os.fdopen(read, "rb"))


def _done(work: Callable[[Advance], object], told: mmap.mmap, place: int, write: int) -> None:
    """Write what some work returns or raises, and end this process."""

    def advance(to: int) -> None:
        told[place * SLOT : (place + 1) * SLOT] = to.to_bytes(SLOT, sys.byteorder)

    status = 1
    try:
        try:
            answer: Answer = work(advance), None
        except Exception as error:  # raised again where it is awaited
            answer = None, error
        with os.fdopen(write, "wb") as stream:
            pickle.dump(answer, stream, pickle.HIGHEST_PROTOCOL)
        status = 0
    finally:
        os._exit(status)  # no one's buffers are flushed twice


def _watched(workers: Sequence[_Worker], told: mmap.mmap, progress: Advance | None) -> None:
    """Tell how far the workers have come, until one of them answers."""
    streams = [one.stream for one in workers]
    while progress and not select.select(streams, [], [], PAUSE)[0]:
        slots = (told[place : place + SLOT] for place in range(0, SLOT * len(workers), SLOT))
        progress(sum(int.from_bytes(slot, sys.byteorder) for slot in slots))


def _answer(worker: _Worker, work: Callable[[Advance], Result]) -> Result:
    """Return what a worker answers."""
    answer: Answer | None = None
    with suppress(EOFError, pickle.UnpicklingError):
        answer = pickle.load(worker.stream)  # noqa: S301  # our own child wrote it
    if answer is None:  # killed, out of memory...: do it here, or fail in the open
        return work(lambda _: None)
    result: Result
    result, error = answer
    if error is not None:
        raise error
    return result
