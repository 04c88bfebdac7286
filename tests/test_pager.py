"""The pager: on a terminal, for what is longer than the screen, and nowhere else."""

import os
import stat
from pathlib import Path

import pytest

from cli_runs import process
from qualstat.cli import pager
from terminals import on_terminal

YEAR = ("compute", "--site", "istres", "--year", "2018")
TALL, SHORT = 24, 200  # lines of the screen: the scorecard of a site has some fifty
MARK = "paged by the test"


def script(folder: Path, body: str) -> str:
    """Return a program of the shell, made for a test."""
    file = folder / "fake pager"
    file.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return f"'{file}'"


@pytest.fixture
def fake(tmp_path: Path) -> str:
    """Return a pager that names itself, then prints what it is given."""
    return script(tmp_path, f"echo '{MARK}'; cat")


@pytest.mark.parametrize("variable", ["QUALSTAT_PAGER", "PAGER"])
def test_a_long_result_goes_through_the_pager(fake: str, variable: str) -> None:
    status, out, err = on_terminal(*YEAR, env={variable: fake, "PATH": os.environ["PATH"]})
    assert status == 0
    assert out.startswith(f"{MARK}\n\x1b[1mSous-préfecture d'Istres")
    assert "rejected" in err


def test_ours_wins_over_the_system_s(fake: str) -> None:
    assert MARK in on_terminal(*YEAR, env={"QUALSTAT_PAGER": fake, "PAGER": "cat"})[1]
    for none in ("", "cat"):
        assert MARK not in on_terminal(*YEAR, env={"QUALSTAT_PAGER": none, "PAGER": fake})[1]


@pytest.mark.parametrize("words", [("--no-pager",), ("--quiet",)])
def test_options_without_a_pager(fake: str, words: tuple[str, ...]) -> None:
    status, out, _ = on_terminal(*YEAR, *words, env={"PAGER": fake})
    assert status == 0
    assert out.startswith("\x1b[1mSous-préfecture d'Istres")


def test_what_fits_on_the_screen_needs_none(fake: str) -> None:
    assert MARK not in on_terminal(*YEAR, rows=SHORT, env={"PAGER": fake})[1]


def test_a_pipe_and_a_dumb_terminal_have_none(fake: str) -> None:
    assert MARK not in process(*YEAR, env={"PAGER": fake}).stdout
    assert MARK not in on_terminal(*YEAR, env={"PAGER": fake, "TERM": "dumb"})[1]


@pytest.mark.parametrize(
    "words", [(*YEAR, "--format", "csv"), ("check",), ("referentiel", "list"), ("sources", "list")]
)
def test_other_results_go_through_it_too(fake: str, words: tuple[str, ...]) -> None:
    rows = 5 if "csv" in words else TALL
    assert on_terminal(*words, rows=rows, env={"PAGER": fake})[1].startswith(MARK)
    told = on_terminal(*words, "--no-pager", rows=rows, env={"PAGER": fake})[1]
    assert told
    assert MARK not in told


@pytest.mark.parametrize("body", ["exit 0", "exit 3", "head -c 10 >/dev/null", "kill -9 $$"])
def test_a_pager_that_dies_early_changes_nothing(tmp_path: Path, body: str) -> None:
    words = (*YEAR, "--fail-on", "missed", "--format", "json")
    status, out, err = on_terminal(*words, env={"PAGER": script(tmp_path, body)})
    assert (status, out) == (1, "")
    assert "Traceback" not in err
    assert "error" not in err


@pytest.mark.parametrize("named", ["/nowhere/pager", "'"])
def test_a_pager_that_is_not_there_leaves_the_result(named: str) -> None:
    status, out, _ = on_terminal(*YEAR, env={"PAGER": named})
    assert status == 0
    assert out.startswith("\x1b[1mSous-préfecture d'Istres")


def test_less_shows_colours_and_waits_for_nothing_short() -> None:
    """Without a variable it is `less`; a user's own `less` gets the same options."""
    assert pager.command({}) in (["less", "-FRX"], [])
    assert pager.command({"PAGER": "less -S"}) == ["less", "-S"]


def test_less_itself_gets_its_options(tmp_path: Path) -> None:
    tells = script(tmp_path, 'echo "$LESS"; cat >/dev/null')
    assert on_terminal(*YEAR, env={"PAGER": tells})[1] == "FRX\n"
    assert on_terminal(*YEAR, env={"PAGER": tells, "LESS": "i"})[1] == "i\n"
