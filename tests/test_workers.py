"""Workers: the same results, or the same error, as the work done here."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from qualstat.engines.workers import Advance, aside
from qualstat.errors import UsageError
from qualstat.findings import Finding, message


def _process(_: Advance) -> int:
    return os.getpid()


def _much(_: Advance) -> bytes:
    return bytes(1 << 20)  # more than a pipe holds


def _fail(_: Advance) -> None:
    raise UsageError(Finding(rule="x", severity="blocking", found=message("found")))


def test_all_is_done_and_the_results_come_back_in_their_order() -> None:
    done = []
    works = [_much, lambda _: bytes(3 << 20), lambda _: b""]
    found = aside(works, lambda: done.append("meanwhile"))
    assert [len(one) for one in found] == [1 << 20, 3 << 20, 0]
    assert done == ["meanwhile"]


def test_each_work_is_done_in_a_process_of_its_own() -> None:
    found = {*aside([_process, _process], lambda: None), os.getpid()}
    assert len(found) == (3 if sys.platform == "linux" else 1)


def test_an_error_is_raised_here_and_leaves_no_process_behind() -> None:
    with pytest.raises(UsageError) as raised:
        aside([_much, _fail, lambda _: time.sleep(600)], lambda: None)
    assert str(raised.value) == "found"
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_an_error_of_the_meantime_leaves_no_process_behind() -> None:
    with pytest.raises(ZeroDivisionError):
        aside([_much, _much], lambda: 1 / 0)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_killed_process_is_made_good(tmp_path: Path) -> None:
    """The first to do the work is killed, the second does it."""
    seen = tmp_path / "seen"

    def work(_: Advance) -> str:
        if not seen.exists():
            seen.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return "done"

    if sys.platform == "linux":
        assert aside([work, lambda _: "other"], lambda: None) == ["done", "other"]


def test_how_far_all_have_come_is_told(tmp_path: Path) -> None:
    told: list[int] = []
    seen = tmp_path / "seen"

    def work(advance: Advance) -> None:
        advance(20)
        while not seen.exists():
            time.sleep(0.01)

    def heard(done: int) -> None:
        told.append(done)
        if done == 40:
            seen.touch()

    if sys.platform == "linux":
        aside([work, work], lambda: None, heard)
        assert told[-1] == 40
        assert told == sorted(told)


def test_without_a_fork_the_plain_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    told, done = [], []

    def work(advance: Advance) -> int:
        advance(5)
        advance(20)
        return os.getpid()

    assert aside([work, work], lambda: done.append(1), told.append) == [os.getpid()] * 2
    assert done == [1]
    assert told == [5, 20, 25, 40]
