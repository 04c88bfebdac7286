"""Where results go: files that are whole or not there, and what cannot be written."""

import itertools
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from cli_runs import Fake
from qualstat.cli import progress, writing
from qualstat.errors import OutputError
from render_screens import terminal_beside

OLD, NEW = b"old", b"new"


def write(path: Path, content: bytes = NEW) -> None:
    with writing.written(path) as stream:
        stream.write(content)


@pytest.fixture
def narrow() -> Iterator[None]:
    """Let new files be written by their owner's group too, and read by nobody else."""
    before = os.umask(0o007)
    yield
    os.umask(before)


@pytest.mark.usefixtures("narrow")
def test_a_new_file_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    write(tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == NEW
    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == 0o660


def test_an_old_file_keeps_its_rights_and_its_links(tmp_path: Path) -> None:
    file, link = tmp_path / "a.csv", tmp_path / "link.csv"
    file.write_bytes(OLD)
    file.chmod(0o604)
    link.symlink_to(file)
    write(link)
    assert link.is_symlink()
    assert file.read_bytes() == NEW
    assert stat.S_IMODE(file.stat().st_mode) == 0o604
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.csv", "link.csv"]


@pytest.mark.parametrize("failure", [KeyboardInterrupt, ValueError, OSError])
def test_a_failure_leaves_the_old_file(tmp_path: Path, failure: Any) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(OLD)
    expected = OutputError if failure is OSError else failure

    def half() -> None:
        with writing.written(file) as stream:
            stream.write(NEW)
            stream.flush()
            raise failure

    with pytest.raises(expected):
        half()
    assert [one.name for one in tmp_path.iterdir()] == ["a.csv"]
    assert file.read_bytes() == OLD


@pytest.mark.usefixtures("fake")
def test_a_device_is_written_and_never_replaced(run: Any) -> None:
    assert run("compute", "--format", "csv", "-o", "/dev/null").status == 0
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk, as Linux plays it")
@pytest.mark.usefixtures("fake")
def test_a_full_disk(run: Any) -> None:
    ran = run("compute", "--format", "csv", "-o", "/dev/full", "--quiet")
    assert (ran.status, ran.out) == (6, "")
    assert ran.err.startswith("error: /dev/full: the output cannot be written: the disk is full")
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize("command", ["compute", "check"])
def test_what_cannot_be_written_is_said_before_anything_is_read(
    run: Any, fake: Fake, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str
) -> None:
    def never(*_: Any, **__: Any) -> None:
        raise AssertionError("registers were read")

    monkeypatch.setattr("qualstat.pipeline.check", never)
    option = {"compute": "-o", "check": "--rejects"}[command]
    (tmp_path / "folder.csv" / "within").mkdir(parents=True)
    for place in (tmp_path / "nowhere" / "a.csv", tmp_path / "folder.csv"):
        ran = run(command, option, str(place))
        assert (ran.status, ran.out) == (6, "")
        assert ran.err.startswith(f"error: {place}: the output cannot be written: ")
        assert len(ran.err.splitlines()) == 1
    assert fake.asked == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(run: Any, fake: Fake, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert run("compute", "-o", str(tmp_path / "a.csv")).status == 6
    assert fake.asked == []


@pytest.mark.usefixtures("fake")
def test_a_pipe_is_as_wide_as_its_terminal_and_a_file_as_ever(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words, file = ("compute", "--year", "2018", "--quiet"), tmp_path / "a.txt"
    wide = run(*words).out
    with terminal_beside(60) as beside:
        monkeypatch.setattr("sys.stdin", beside)
        narrow = run(*words).out
        assert run(*words, "-o", str(file)).status == 0
    assert max(cell_len(line) for line in narrow.splitlines()) <= 60
    assert file.read_text("utf-8") == wide != narrow


class Terminal:
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def __init__(self) -> None:
        self.text = ""

    def isatty(self) -> bool:
        """Whether it is one."""
        return True

    def write(self, text: str) -> int:
        """Keep a text."""
        self.text += text
        return len(text)

    def flush(self) -> None:
        """Do nothing."""


def terminal(monkeypatch: pytest.MonkeyPatch, *, seconds: int) -> Terminal:
    """Put a terminal in place of stderr, and a clock that goes on at each look.

    Called by the test itself: pytest puts its own stderr back after the fixtures.
    """
    one = Terminal()
    monkeypatch.setattr("sys.stderr", one)
    monkeypatch.setenv("TERM", "xterm")
    looks = itertools.count(0, seconds)
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(looks))
    return one


def test_a_bar_on_a_terminal_after_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = terminal(monkeypatch, seconds=1)
    with progress.shown(wanted=True) as move:
        assert move is not None
        move(1, 100)
        assert "Reading the registers" in screen.text
        assert "1%" in screen.text


def test_no_bar_for_a_quick_read(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = terminal(monkeypatch, seconds=0)
    with progress.shown(wanted=True) as move:
        assert move is not None
        for done in range(101):
            move(done, 100)
    assert screen.text == ""


def test_no_bar_where_none_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = terminal(monkeypatch, seconds=1)
    with progress.shown(wanted=False) as move:
        assert move is None
    monkeypatch.setenv("TERM", "dumb")
    with progress.shown(wanted=True) as move:
        assert move is None
    assert screen.text == ""


def test_no_bar_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.shown(wanted=True) as move:
        assert move is None
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("option", ["--quiet", "--no-progress"])
def test_options_that_hide_the_bar(run: Any, monkeypatch: pytest.MonkeyPatch, option: str) -> None:
    heard: list[Any] = []

    def listens(*_: Any, progress: Any, **__: Any) -> Any:
        heard.append(progress)
        raise KeyboardInterrupt

    monkeypatch.setattr(progress, "_animated", lambda: True)
    monkeypatch.setattr("qualstat.pipeline.compute", listens)
    run("compute", option)
    run("compute")
    assert heard[0] is None
    assert heard[1] is not None


def test_a_register_is_never_written_over(run: Any, tmp_path: Path) -> None:
    register = tmp_path / "sub" / "appels-2018.csv"
    register.parent.mkdir()
    register.write_bytes(OLD)
    ran = run("compute", "--year", "2018", "-o", str(register), "--data", str(tmp_path))
    assert ran.status == 6
    assert "a register of the data folder stands there" in ran.err
    assert register.read_bytes() == OLD


def test_rejected_rows_are_not_written_where_they_would_be_read(run: Any, tmp_path: Path) -> None:
    ran = run("check", "--rejects", str(tmp_path / "sub"), "--data", str(tmp_path))
    assert ran.status == 6
    assert "it lies in the data folder" in ran.err
    assert not (tmp_path / "sub").exists()
