"""The edge of the command line, in processes of their own: statuses, streams, interruptions."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cli_runs import PROGRAM, ROOT, bare, process
from qualstat.cli import main as edge

YEAR = ("compute", "--site", "istres", "--year", "2018")


def test_figures_on_stdout_and_the_rest_on_stderr() -> None:
    ran = process(*YEAR, "--format", "csv")
    assert ran.returncode == 0
    header, *lines = ran.stdout.splitlines()
    assert header.startswith("schema,site,period_start")
    assert {line.split(",")[1] for line in lines} == {"istres"}
    assert "rejected" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_quiet_says_nothing_else() -> None:
    ran = process(*YEAR, "--format", "json", "--quiet")
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_closed_pipe_ends_quietly() -> None:
    command = f"{' '.join(PROGRAM)} {' '.join(YEAR)} --format json --quiet | head -c 5"
    ran = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],  # noqa: S607  # any bash will do
        cwd=ROOT, env=bare(), capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b'{\n  "', b"")


@pytest.mark.parametrize("words", [(*YEAR, "--format", "csv", "--quiet"), ("--help",), ("check",)])
def test_a_pipe_closed_before_the_first_word(words: tuple[str, ...]) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as closed:
        ran = subprocess.run(
            [*PROGRAM, *words], cwd=ROOT, env=bare(), stdout=closed, stderr=subprocess.PIPE,
            check=False, timeout=120,
        )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_a_closed_pipe_hides_no_verdict() -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as closed:
        ran = subprocess.run(
            [*PROGRAM, *YEAR, "--format", "csv", "--fail-on", "missed"], cwd=ROOT, env=bare(),
            stdout=closed, stderr=subprocess.DEVNULL, check=False, timeout=120,
        )  # fmt: skip
    assert ran.returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk, as Linux plays it")
@pytest.mark.parametrize("words", [(*YEAR, "--format", "json", "--quiet"), ("check",)])
def test_a_full_disk_is_status_6(words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [*PROGRAM, *words], cwd=ROOT, env=bare(), stdout=full, stderr=subprocess.PIPE,
            check=False, timeout=120,
        )  # fmt: skip
    assert ran.returncode == 6
    assert ran.stderr.startswith(b"error: stdout: the output cannot be written: ")
    assert len(ran.stderr.splitlines()) == 1


def test_ctrl_c_is_status_130() -> None:
    waits = "import qualstat.pipeline, time, signal, sys; from qualstat.cli.main import entry\n"
    waits += "def slow(*a, **k): print('reading', file=sys.stderr, flush=True); time.sleep(60)\n"
    waits += f"qualstat.pipeline.compute = slow; sys.argv = ['qualstat', *{list(YEAR)}]; entry()"
    running = subprocess.Popen(
        [sys.executable, "-c", waits], cwd=ROOT, env=bare(), stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )  # fmt: skip
    assert running.stderr is not None
    assert running.stderr.readline() == b"reading\n"
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert (running.returncode, out, err) == (130, b"", b"")


def test_ctrl_c_in_this_process(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("qualstat.pipeline.compute", interrupted)
    assert run("compute").status == 130


def broken(*_: Any, **__: Any) -> None:
    """Fail as a bug of ours does, with a cell in the words of the error."""
    raise KeyError("Mme Martin")


def test_a_bug_is_one_message_without_a_cell(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualstat.pipeline.compute", broken)
    ran = run("compute")
    assert (ran.status, ran.out) == (70, "")
    assert len(ran.err.splitlines()) == 1
    assert "KeyError in test_cli_edge.py" in ran.err
    assert "QUALSTAT_DEBUG=1" in ran.err
    assert "Martin" not in ran.err
    monkeypatch.setenv("QUALSTAT_DEBUG", "1")
    ran = run("compute")
    assert ran.status == 70
    assert ran.err.startswith("Traceback")


def test_a_bug_in_what_reports_bugs(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualstat.pipeline.compute", broken)
    monkeypatch.setattr("qualstat.cli.report.findings", broken)
    ran = run("compute")
    assert (ran.status, ran.err) == (70, "error: qualstat failed: KeyError\n")


def test_closed_streams() -> None:
    """`>&-` and `2>&-`: no place to write to is an output that cannot be written."""
    command = f"{' '.join(PROGRAM)} {' '.join(YEAR)} --format json"
    for closing, status in ((">&-", 6), ("2>&-", 0)):
        ran = subprocess.run(
            ["bash", "-c", f"{command} {closing}"],  # noqa: S607  # any bash will do
            cwd=ROOT, env=bare(), capture_output=True, check=False, timeout=120,
        )  # fmt: skip
        assert ran.returncode == status
        assert b"Traceback" not in ran.stderr


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("--version",), 0), (("frobnicate",), 2), ((), 2), (("--site",), 2),
        (("compute", "--site", "nowhere"), 2), (("compute", "--referentiel", "nowhere"), 3),
        (("compute", "--data", "nowhere"), 4), ((*YEAR, "--max-rejects", "0"), 5),
        ((*YEAR, "-o", "nowhere/figures.csv"), 6), ((*YEAR, "--fail-on", "missed"), 1),
    ],
)  # fmt: skip
def test_statuses(words: tuple[str, ...], status: int) -> None:
    ran = process(*words)
    assert ran.returncode == status
    assert "Traceback" not in ran.stderr


def test_a_period_without_data_is_done_with_a_finding() -> None:
    ran = process("compute", "--site", "istres", "--year", "1950", "--format", "csv")
    assert ran.returncode == 0
    assert "warning: " in ran.stderr


def test_colours_only_on_a_terminal() -> None:
    for env in ({}, {"NO_COLOR": "1"}, {"TERM": "dumb"}):
        ran = process(*YEAR, env=env)
        assert ran.returncode == 0
        assert "\x1b" not in ran.stdout + ran.stderr
    assert "\x1b" not in process(*YEAR, env={"NO_COLOR": "1", "FORCE_COLOR": "1"}).stdout


def test_a_locale_without_accents_still_gets_the_figures() -> None:
    ran = subprocess.run(
        [*PROGRAM, *YEAR], cwd=ROOT,
        env={**bare(), "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    assert ran.returncode == 0
    assert "?" not in ran.stdout.decode("ascii")  # faces have a plain form of their own
    assert b"Traceback" not in ran.stderr


REJECTED = (
    b"14 lignes rejetees, tous sites confondus (appels 5, courriers 4, rendez-vous 2, visites 3) :"
    b' " qualstat check " les affiche.\n'
)


def test_a_locale_without_accents_in_french(tmp_path: Path) -> None:
    poor = {**bare(), "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for words, said in (
        (YEAR, REJECTED),
        (("init", str(tmp_path / "demo")), b""),
    ):
        ran = subprocess.run(
            [*PROGRAM, *words, "--lang", "fr"], cwd=ROOT, env=poor, capture_output=True,
            check=False, timeout=120,
        )  # fmt: skip
        assert (ran.returncode, ran.stderr) == (0, said)
        assert ran.stdout.isascii()


def test_the_script_and_the_module_are_the_same() -> None:
    script = Path(sys.executable).with_name("qualstat")
    ran = subprocess.run(
        [script, "--version"], capture_output=True, text=True, check=False, timeout=60
    )
    assert ran.returncode == 0
    assert ran.stdout == process("--version").stdout
    assert ran.stdout.startswith("qualstat ")


@pytest.mark.usefixtures("run")
def test_arguments_come_from_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["qualstat", "--version"])
    assert edge.main() == 0
