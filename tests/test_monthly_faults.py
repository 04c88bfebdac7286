"""`qualstat monthly` that cannot do its work: what the summary, the log and each run say of it."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from monthly_server import FEBRUARY, JANUARY, Server
from spoiled_referentiel import spoiled


@pytest.fixture
def server(tmp_path: Path, run: Any) -> Server:
    return Server(tmp_path, run).deliver(JANUARY).deliver(FEBRUARY)


def events(server: Server) -> list[dict[str, Any]]:
    return [json.loads(one) for one in server.log.read_text(encoding="utf-8").splitlines()]


def test_a_fault_of_the_declarations_is_in_the_summary_and_the_log(
    server: Server, tmp_path: Path
) -> None:
    said = tmp_path / "said.txt"
    words = ["--summary", str(said), "--log", str(server.log)]
    server.run(*words)
    declared = spoiled(tmp_path, {"sites/istres.yaml": "label: [\n"})
    told = server.run(*words, "--referentiel", str(declared))
    assert told.status == 3
    assert said.read_text(encoding="utf-8") == told.err
    last = events(server)[-3:]
    assert [one["event"] for one in last] == ["started", "finding", "ended"]
    assert (last[1]["severity"], last[2]["status"]) == ("blocking", 3)
    assert len({one["run"] for one in last}) == 1
    assert server.run(*words).status == 0


def test_a_mistake_in_the_command_is_too(server: Server, tmp_path: Path) -> None:
    said = tmp_path / "said.txt"
    words = ["--summary", str(said), "--log", str(server.log)]
    told = server.run(*words, "--settle-seconds", "soon")
    assert (told.status, said.read_text(encoding="utf-8")) == (2, told.err)
    assert events(server)[-1]["event"] == "ended"


def test_a_defect_ends_the_log_and_names_no_cell(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = tmp_path / "said.txt"

    def fails(_path: Path, _content: bytes) -> None:
        raise RuntimeError("Dupont")

    monkeypatch.setattr("qualstat.cli.batches.stage", fails)
    told = server.run("--summary", str(said), "--log", str(server.log))
    assert told.status == 70
    assert events(server)[-1]["status"] == 70
    text = said.read_text(encoding="utf-8") + server.log.read_text(encoding="utf-8")
    assert "RuntimeError" in text
    assert "Dupont" not in text


def test_a_fault_to_mend_is_said_by_each_run_until_it_is(server: Server) -> None:
    server.run()
    assert server.run().out == ""
    (server.data / "appels-2018-02.csv").unlink()
    assert "no longer there" in server.run().out
    again = server.run()
    assert "no longer there" in again.out
    assert "Not met" not in again.out  # what is no fault is said once
    server.deliver(FEBRUARY).run()
    assert server.run().out == ""
    (server.data / "visites.csv").mkdir()
    assert server.run().status == 4
    again = server.run()
    assert (again.status, "visites.csv" in again.out) == (4, True)
    shutil.rmtree(server.data / "visites.csv")
    server.run()
    assert server.run().out == ""


def test_the_log_says_what_was_asked(server: Server) -> None:
    server.run("--log", str(server.log))
    (started,) = (one for one in events(server) if one["event"] == "started")
    assert (started["asked"]["start"], started["asked"]["end"]) == ("2018-01-01", "2018-12-31")
