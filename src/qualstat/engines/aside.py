"""Aside: some work done in a forked process, while this one does something else.

Takes two functions; gives what the first returns. Convention owned here: the plain path, one
after the other, is always right; the fork only spares its time, where there is a fork.
"""

import os
import pickle
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

Result = TypeVar("Result")
Answer = tuple[Any, Exception | None]


def aside(work: Callable[[], Result], meanwhile: Callable[[], object]) -> Result:
    """Return what `work` returns, `meanwhile` having been done too.

    What either raises is raised here.
    """
    if sys.platform != "linux":  # a fork of threads is not safe everywhere
        meanwhile()
        return work()
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        _answer(work, write)
    os.close(write)
    answer: Answer | None = None
    with os.fdopen(read, "rb") as stream:
        try:
            meanwhile()
            with suppress(EOFError, pickle.UnpicklingError):
                answer = pickle.load(stream)  # noqa: S301  # our own child wrote it
        finally:
            stream.close()  # a child that still writes ends of it
            os.waitpid(child, 0)
    if answer is None:  # killed, out of memory...: do it here, or fail in the open
        return work()
    result: Result
    result, error = answer
    if error is not None:
        raise error
    return result


def _answer(work: Callable[[], object], write: int) -> None:
    """Write what some work returns or raises, and end this process."""
    status = 1
    try:
        try:
            answer: Answer = work(), None
        except Exception as error:  # raised again where it is awaited
            answer = None, error
        with os.fdopen(write, "wb") as stream:
            pickle.dump(answer, stream, pickle.HIGHEST_PROTOCOL)
        status = 0
    finally:
        os._exit(status)  # no one's buffers are flushed twice
