"""A purge that is interrupted, and typed again: one certificate, ended, of every file."""

import json
from pathlib import Path
from typing import Any

import pytest

from purging import FOUR, asked, figures, left
from registers_by_hand import write

BEFORE = ("purge", "--before", "2018-01")
NAMES = ["appels-12.csv", "courriers-12.csv"]


@pytest.fixture
def place(tmp_path: Path) -> list[str]:
    spoilt = [*FOUR["appels-12.csv"], "istres;32/12/2017 09:00;svi;perdu;;;"]
    write(tmp_path / "data", {**FOUR, "appels-12.csv": spoilt})
    return ["--data", str(tmp_path / "data"), "--store", str(tmp_path / "a.store")]


def interrupt(run: Any, words: list[str], monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Stop a purge once so many files are gone."""
    real, gone = Path.unlink, list[str]()

    def unlink(path: Path, **others: Any) -> None:
        if path.suffix == ".csv":
            if len(gone) == after:
                raise KeyboardInterrupt
            gone.append(path.name)
        real(path, **others)
        if len(gone) == after == len(NAMES):
            raise KeyboardInterrupt

    monkeypatch.setattr(Path, "unlink", unlink)
    assert run(*BEFORE, *words).status == 130
    monkeypatch.setattr(Path, "unlink", real)


def proofs(folder: Path) -> dict[str, Any]:
    return {one.name: json.loads(one.read_bytes()) for one in sorted(folder.glob("*.json"))}


@pytest.mark.parametrize("after", [0, 1, 2])
def test_the_same_command_ends_the_first_certificate(
    run: Any, place: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    before = figures(asked(tmp_path / "data", None))
    interrupt(run, place, monkeypatch, after)
    assert left(tmp_path / "data") == sorted({*FOUR} - {*NAMES[:after]})
    ran = run(*BEFORE, *place)
    assert (ran.status, left(tmp_path / "data")) == (0, ["courriers-13.csv", "courriers-14.csv"])
    ((name, proof),) = proofs(tmp_path).items()
    assert name == "a.store.purge-2018-01.json"
    assert (proof["ended"], "completed" in proof) == (True, True)
    assert [(one["file"], one["removed"]) for one in proof["files"]] == [
        (one, True) for one in NAMES
    ]  # fmt: skip
    assert [one["frozen"] for one in proof["registers"]] == [1, 4]
    assert "A purge that was interrupted is ended: 2 files" in ran.out
    assert name in ran.out
    assert figures(asked(tmp_path / "data", tmp_path / "a.store")) == before
    assert "nothing to purge" in run(*BEFORE, *place).out


def test_until_then_each_row_counts_once_and_one_line_says_it(
    run: Any, place: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = figures(asked(tmp_path / "data", None))
    interrupt(run, place, monkeypatch, 0)
    held = asked(tmp_path / "data", tmp_path / "a.store")
    assert figures(held) == before
    told = [one for one in (*held.findings, *held.changes) if one.rule == "purge-unended"]
    assert [(one.file, one.found.values["n"]) for one in told] == [("appels-12.csv", 2)]
    assert not [one for one in held.findings if one.rule == "purged-month"]
    assert "purge-unended" in run("check", *place).out
    tried = run(*BEFORE, *place, "--dry-run")
    assert "a purge has not ended" in tried.err
    assert left(tmp_path / "data") == sorted(FOUR)


def test_a_file_that_was_replaced_meanwhile_stays(
    run: Any, place: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupt(run, place, monkeypatch, 0)
    write(tmp_path / "data", {"appels-12.csv": ["istres;05/03/2018 09:00;svi;perdu;;;"]})
    ran = run(*BEFORE, *place)
    assert ran.status == 6
    assert "it has changed" in ran.err
    assert "appels-12.csv" in left(tmp_path / "data")
    (proof,) = proofs(tmp_path).values()
    assert [one["removed"] for one in proof["files"]] == [False, True]


def test_a_certificate_that_was_named_is_ended_where_it_is(
    run: Any, place: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = [*place, "--certificate", str(tmp_path / "proof.json")]
    interrupt(run, named, monkeypatch, 1)
    assert run(*BEFORE, *named).status == 0
    ((name, proof),) = proofs(tmp_path).items()
    assert (name, proof["ended"]) == ("proof.json", True)
    assert run(*BEFORE, *named).status == 2
