"""Apart: answers from another process, which can break, outgrow its bounds or be left alone."""

import faulthandler
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from qualstat.exports.apart import Apart, Bounds, Died, Endless, dismiss

MEMORY = 256 << 20
linux = pytest.mark.skipif(sys.platform != "linux", reason="without a fork, all is done here")


def answering(answer: Callable[[Any], Iterator[Any]]) -> Apart:
    return Apart(lambda: answer, Bounds(MEMORY, seconds=1))


def counted(question: int) -> Iterator[tuple[int, int]]:
    for piece in range(question):
        yield piece, os.getpid()


def children() -> int:
    """Return how many children this process has, dead ones that nobody awaited included."""
    found = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = stat.read_text(encoding="utf-8").rpartition(")")[2].split()[1]
        except OSError:  # it has ended
            continue
        found += parent == str(os.getpid())
    return found


@pytest.fixture(autouse=True)
def no_child_left() -> Iterator[None]:
    before = children()
    yield
    gc.collect()
    assert children() == before


@linux
def test_one_process_answers_until_it_need_not_stay() -> None:
    helper = answering(counted)
    first = list(helper.ask(3, stay=True))
    assert [piece for piece, _ in first] == [0, 1, 2]
    assert {pid for _, pid in first}.isdisjoint({os.getpid()})
    second = list(helper.ask(1, stay=False))
    assert second[0][1] == first[0][1]
    ((_, pid),) = helper.ask(1, stay=False)
    assert pid != first[0][1]  # it begins anew


def test_without_a_fork_the_answers_are_made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    helper = answering(counted)
    assert list(helper.ask(2, stay=True)) == [(0, os.getpid()), (1, os.getpid())]
    assert list(helper.ask(1, stay=False)) == [(0, os.getpid())]


@linux
def test_who_stops_early_leaves_no_child() -> None:
    before = children()
    answers = answering(counted).ask(1_000_000, stay=True)
    next(answers)
    assert children() == before + 1
    answers.close()
    assert children() == before


@linux
def test_two_answers_at_a_time_come_from_two_processes() -> None:
    helper = answering(counted)
    pairs = list(zip(helper.ask(3, stay=True), helper.ask(3, stay=True), strict=True))
    assert [one[0] for one, _ in pairs] == [other[0] for _, other in pairs] == [0, 1, 2]
    assert pairs[0][0][1] != pairs[0][1][1]


@linux
def test_at_most_one_waits() -> None:
    before = children()
    helpers = [answering(counted) for _ in range(3)]
    for helper in helpers:
        list(helper.ask(1, stay=True))
    assert children() == before + 1
    assert [piece for piece, _ in helpers[0].ask(2, stay=False)] == [0, 1]
    list(zip(*(helper.ask(2, stay=True) for helper in helpers), strict=True))  # all at a time
    assert children() == before + 1


def in_a_twin(work: Callable[[], object]) -> None:
    """Do some work in a fork of this process, which ends without a farewell."""
    twin = os.fork()
    if not twin:
        try:
            work()
        finally:
            os._exit(0)
    os.waitpid(twin, 0)


@linux
def test_the_fork_of_a_parent_ends_nobody() -> None:
    helper = answering(counted)
    ((_, pid),) = helper.ask(1, stay=True)
    in_a_twin(dismiss)
    assert list(helper.ask(1, stay=False)) == [(0, pid)]


@linux
def test_the_fork_of_a_parent_asks_one_of_its_own(tmp_path: Path) -> None:
    helper = answering(counted)
    ((_, pid),) = helper.ask(1, stay=True)

    def work() -> None:
        ((_, own),) = helper.ask(1, stay=False)
        (tmp_path / "pid").write_text(str(own), encoding="utf-8")

    in_a_twin(work)
    assert (tmp_path / "pid").read_text(encoding="utf-8") not in ("", str(pid))
    assert list(helper.ask(1, stay=False)) == [(0, pid)]


@linux
def test_none_outlives_its_parent(tmp_path: Path) -> None:
    def work() -> None:
        helper = answering(counted)
        ((_, pid),) = helper.ask(1, stay=True)
        (tmp_path / "pid").write_text(str(pid), encoding="utf-8")
        os._exit(0)

    def alive() -> bool:
        stat = Path("/proc", (tmp_path / "pid").read_text(encoding="utf-8"), "stat")
        return stat.exists() and ") Z" not in stat.read_text(encoding="utf-8")

    in_a_twin(work)
    deadline = monotonic() + 10
    while alive() and monotonic() < deadline:
        sleep(0.01)
    assert not alive()


@linux
def test_one_killed_has_died() -> None:
    helper = answering(counted)
    ((_, pid),) = helper.ask(1, stay=True)
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(Died) as raised:
        list(helper.ask(1, stay=True))
    assert raised.type is Died
    assert len(list(helper.ask(2, stay=False))) == 2


@linux
def test_memory_is_bounded() -> None:
    def hoard(size: int) -> Iterator[int]:
        yield len(bytearray(size))

    assert list(answering(hoard).ask(MEMORY // 2, stay=False)) == [MEMORY // 2]
    with pytest.raises(Died):
        list(answering(hoard).ask(MEMORY * 2, stay=False))


@linux
def test_time_is_bounded() -> None:
    def loop(_: object) -> Iterator[int]:
        while True:
            pass
        yield 1

    with pytest.raises(Endless):
        list(answering(loop).ask(None, stay=False))


@linux
def test_it_says_nothing(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    def cry(_: object) -> Iterator[int]:
        os.write(2, b"panic!")
        os.abort()
        yield 1

    def work() -> None:
        with (tmp_path / "fault").open("wb") as file, suppress(Died):
            faulthandler.enable(file)
            list(answering(cry).ask(None, stay=False))

    in_a_twin(work)
    assert capfd.readouterr() == ("", "")
    assert not (tmp_path / "fault").read_bytes()


@linux
def test_an_error_of_ours_is_shown() -> None:
    def fail(_: object) -> Iterator[float]:
        yield 1 / 0

    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        list(answering(fail).ask(None, stay=False))
