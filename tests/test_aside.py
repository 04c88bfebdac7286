"""Aside: the same result, or the same error, as the work done here."""

import os
import signal
import sys
from pathlib import Path

import pytest

from qualstat.engines.aside import aside
from qualstat.errors import UsageError
from qualstat.findings import Finding, message


def test_both_are_done_and_the_result_comes_back() -> None:
    done = []
    big = aside(lambda: bytes(1 << 20), lambda: done.append("meanwhile"))  # more than a pipe holds
    assert big == bytes(1 << 20)
    assert done == ["meanwhile"]


def test_the_work_is_done_in_another_process() -> None:
    apart = sys.platform == "linux"
    assert (aside(os.getpid, lambda: None) != os.getpid()) == apart


def test_an_error_is_raised_here() -> None:
    def fail() -> None:
        raise UsageError(Finding(rule="x", severity="blocking", found=message("found")))

    with pytest.raises(UsageError) as raised:
        aside(fail, lambda: None)
    assert str(raised.value) == "found"


def test_an_error_of_the_meantime_leaves_no_child_behind() -> None:
    with pytest.raises(ZeroDivisionError):
        aside(lambda: bytes(1 << 20), lambda: 1 / 0)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_killed_child_is_made_good(tmp_path: Path) -> None:
    """The first to do the work is killed, the second does it."""
    seen = tmp_path / "seen"

    def work() -> str:
        if not seen.exists():
            seen.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return "done"

    if sys.platform == "linux":
        assert aside(work, lambda: None) == "done"


def test_without_a_fork_the_plain_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    done = []
    assert aside(os.getpid, lambda: done.append(1)) == os.getpid()
    assert done == [1]
