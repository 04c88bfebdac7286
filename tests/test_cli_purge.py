"""`qualstat purge`: what is asked and said, what goes, and its exit statuses."""

import hashlib
import io
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from cli_runs import ROOT, process
from purging import DECEMBER, FOUR, left, letter
from registers_by_hand import write

BEFORE = ("purge", "--before", "2018-01")


@pytest.fixture
def place(tmp_path: Path) -> list[str]:
    write(tmp_path / "data", FOUR)
    return ["--data", str(tmp_path / "data"), "--store", str(tmp_path / "a.store")]


def test_a_script_is_not_asked(run: Any, place: list[str], tmp_path: Path) -> None:
    ran = run(*BEFORE, *place, "--format", "json")
    assert ran.status == 0
    assert left(tmp_path / "data") == ["courriers-13.csv", "courriers-14.csv"]
    told = json.loads(ran.out)
    text = (tmp_path / "a.store.purge-2018-01.json").read_bytes()
    assert told["purge"][0]["certificate_sha256"] == hashlib.sha256(text).hexdigest()
    assert hashlib.sha256(text).hexdigest() in ran.err
    proof = json.loads(text)
    assert proof["ended"]
    assert [(one["file"], one["removed"], one["rows"]) for one in proof["files"]] == [
        ("appels-12.csv", True, 1), ("courriers-12.csv", True, 3)
    ]  # fmt: skip
    expected = hashlib.sha256("\n".join(
        [(ROOT / "tests/registers_by_hand.py").read_text().split('MAIL = "')[1].split('"')[0],
         *DECEMBER, ""]).encode()).hexdigest()  # fmt: skip
    assert proof["files"][1]["sha256"] == expected


def test_a_dry_run_changes_nothing(run: Any, place: list[str], tmp_path: Path) -> None:
    ran = run(*BEFORE, *place, "--dry-run")
    assert ran.status == 0
    assert "2 files to be removed." in ran.out
    assert "courriers-13.csv" in ran.out
    assert left(tmp_path) == sorted(f"data/{name}" for name in FOUR)


@pytest.mark.parametrize("typed", ["oui", "", "no"])
def test_a_person_is_asked(
    run: Any, place: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    answer = io.StringIO(f"{typed}\n")
    monkeypatch.setattr(answer, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys, "stdin", answer)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    ran = run(*BEFORE, *place)
    assert ran.status == 0
    assert (left(tmp_path / "data") != sorted(FOUR)) == (typed == "oui")
    assert "2 files to be removed." in ran.err
    assert ("Nothing is removed." in ran.err, "removed" in ran.out) == (
        (False, True) if typed == "oui" else (True, False)
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--store", "a.store"), "the registers that come with the program"),
        (("--data", "samples"), "no store is named"),
        (("--data", "-", "--before", "2018-01"), "standard input"),
    ],
)
def test_what_is_removed_and_kept_must_be_named(
    run: Any, words: tuple[str, ...], said: str
) -> None:
    ran = run(*BEFORE, *words)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err


def test_the_month_must_be_a_month(run: Any, place: list[str]) -> None:
    assert run("purge", *place).status == 2
    assert run("purge", "--before", "2018", *place).status == 2
    assert run("purge", "--before", "2030-01", *place).status == 2


def test_a_certificate_is_never_written_over(run: Any, place: list[str], tmp_path: Path) -> None:
    proof = tmp_path / "proof.json"
    proof.write_text("{}")
    assert run(*BEFORE, *place, "--certificate", str(proof)).status == 2
    assert left(tmp_path / "data") == sorted(FOUR)
    assert run(*BEFORE, *place, "--certificate", str(tmp_path / "new.json")).status == 0
    (tmp_path / "a.store.purge-2018-03.json").write_text("{}")
    assert run("purge", "--before", "2018-03", *place).status == 0
    assert json.loads((tmp_path / "a.store.purge-2018-03-2.json").read_bytes())["ended"]


def test_a_file_that_cannot_go_is_status_6(
    run: Any, place: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from qualstat.pipeline import purging
    from qualstat.purges import removing

    def refused(exports: Any) -> Any:
        from qualstat.findings import message

        return {exports[0].name: message("no")}

    monkeypatch.setattr(purging, "removed", refused)
    ran = run(*BEFORE, *place)
    assert ran.status == 6
    assert "appels-12.csv" in ran.err
    monkeypatch.setattr(removing.os, "access", lambda *_: False)
    assert run("purge", "--before", "2018-03", *place).status == 6


def test_purged_rows_are_not_silently_missing(run: Any, place: list[str], tmp_path: Path) -> None:
    run(*BEFORE, *place)
    words = ["explain", "courriels-5j", "--site", "istres", "--year", "2017", *place, "--rows"]
    ran = run(*words, "--format", "json")
    assert ran.status == 0
    assert "were purged: they count, and cannot be listed" in ran.err
    told = json.loads(ran.out)
    assert told["rows"] == []
    files = {one["file"]: one for one in told["files"]}
    assert files["courriers-12.csv"]["rows"] == 3
    assert len(files["courriers-12.csv"]["sha256"]) == 64
    checked = run("check", *place, "--rejects", str(tmp_path / "rejects"))
    assert "purged-rows" in checked.out
    assert "mail: " in checked.out or "mail" in checked.out


def test_rejected_rows_of_purged_files_are_not_said_to_be_shown(
    run: Any, place: list[str], tmp_path: Path
) -> None:
    write(tmp_path / "data", {"courriers-11.csv": [letter("A", "32/11/2017"),
                                                   letter("B", "08/11/2017")]})  # fmt: skip
    run(*BEFORE, *place)
    told = run("compute", "--year", "2018", *place)
    assert "2 rows rejected" in told.err  # the other one is of January
    assert "Of these, 1 was in a file that is purged" in told.err
    out = run("monthly", "--year", "2018", *place, "-o", str(tmp_path / "out")).out
    assert "1 row rejected" in " ".join(out.split())


def test_nothing_planted_is_said(tmp_path: Path) -> None:
    rows = [letter("Dupont-0612345678", "08/12/2017"), letter("Durand", "05/02/2018", "hier")]
    data, store = write(tmp_path / "data", {**FOUR, "courriers-11.csv": rows}), tmp_path / "a.store"
    place = ["--data", str(data), "--store", str(store)]
    ran = process(*BEFORE, *place)
    assert ran.returncode == 0, ran.stderr
    again = process("compute", "--year", "2017", *place, "--format", "json")
    held = (ran.stdout + ran.stderr + again.stdout + again.stderr).encode()
    held += b"".join(one.read_bytes() for one in tmp_path.glob("a.store*"))
    for planted in ("Dupont", "0612345678", "Durand", "A-1", "hier"):
        assert planted.encode() not in held


def test_the_samples_can_be_purged_from_a_folder_made_by_init(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("init", "demo", "--quiet")
    monkeypatch.chdir(tmp_path / "demo")
    ran = run(*BEFORE, "--store", "a.store", "--lang", "fr")
    assert ran.status == 0
    assert "28 fichiers effacés." in ran.out
    assert "exemple fictif" in ran.out
    shutil.rmtree(tmp_path / "demo")
