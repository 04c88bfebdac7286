"""`qualstat store` as it is typed: what it prints, where, and with which exit status."""

import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli_runs import ROOT
from qualstat.cli import candidates
from qualstat.store import database, keys
from registers_by_hand import write
from test_store import THREE

YEAR = ("--year", "2018", "--quiet")


@pytest.fixture
def typed(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Give what types a command in a working folder whose registers a store knows."""
    write(tmp_path / "data", THREE)
    (tmp_path / "qualstat.yaml").write_text(
        f"data: data\nreferentiel: {ROOT / 'referentiel'}\nstore: a.store\n"
    )
    monkeypatch.chdir(tmp_path)
    assert run("compute", *YEAR).status == 0

    def types(*words: str) -> Any:
        return run("store", *words)

    return types


def test_the_status_says_what_is_missing(typed: Any, tmp_path: Path) -> None:
    write(tmp_path / "data", {"appels-02.csv": ["aix;28/03/2018 09:00;svi;perdu;5;60;"]})
    ran = typed("status", "--lang", "fr")
    assert ran.status == 0
    assert "1 fichier nouveau\u00a0: appels-02.csv" in ran.out
    assert "les appels d'Arles manquent depuis janvier\u00a02018 (1\u00a0mois)" in ran.out
    assert "les appels d'Istres" not in ran.out


def test_the_status_needs_no_registers(
    typed: Any, run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").rename(tmp_path / "away")
    ran = typed("status")
    assert (ran.status, ran.err) == (0, "")
    assert "not compared with the folder of the registers" in ran.out
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    ran = run("store", "status", "--store", "../a.store")
    assert (ran.status, ran.err) == (0, "")


def test_the_status_for_machines(typed: Any) -> None:
    held = json.loads(typed("status", "--format", "json").out)
    assert list(held) == ["schema", "store", "sources", "files"]
    assert held["store"][0]["files"] == 3
    assert held["store"][0]["key"] is True
    assert [one["state"] for one in held["files"]] == ["known"] * 3
    ran = typed("status", "--format", "csv", "--columns", "register,site,rows", "--sort", "-rows")
    assert ran.out.splitlines()[:2] == ["register,site,rows", "mail,istres,5"]
    assert "| calls | Aix |" in typed("status", "--format", "markdown").out


@pytest.mark.parametrize("width", ["80", "160"])
def test_the_status_fits_the_screen(
    typed: Any, width: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    for language in ("fr", "en"):
        lines = typed("status", "--lang", language).out.splitlines()
        assert max(len(one) for one in lines) <= int(width)


@pytest.mark.parametrize("words", [("status",), ("verify",), ("forget", "a"), ("export", "b")])
def test_a_store_that_is_not_there(typed: Any, tmp_path: Path, words: tuple[str, ...]) -> None:
    ran = typed(*words, "--store", "other.store")
    assert (ran.status, ran.out) == (2, "")
    assert "there is no store here" in ran.err
    assert not (tmp_path / "other.store").exists()


@pytest.mark.parametrize("words", [("status",), ("verify",), ("import", "b")])
def test_no_store_is_named(typed: Any, tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "qualstat.yaml").unlink()
    ran = typed(*words)
    assert ran.status == 2
    assert "no store is named" in ran.err


def test_a_column_that_is_none(typed: Any) -> None:
    ran = typed("status", "--columns", "sit")
    assert ran.status == 2
    assert "did you mean site?" in ran.err


def test_what_is_still_there_is_not_forgotten(typed: Any) -> None:
    ran = typed("forget", "appels-01.csv")
    assert (ran.status, ran.out) == (2, "")
    assert "still there" in ran.err
    assert "3 files" in typed("status").out


def test_a_name_that_is_not_known(typed: Any, tmp_path: Path) -> None:
    (tmp_path / "data/appels-01.csv").unlink()
    ran = typed("forget", "appel-01.csv")
    assert ran.status == 2
    assert "did you mean appels-01.csv?" in ran.err


@pytest.mark.parametrize("words", [("courriers-02.csv",), ("--vanished",)])
def test_what_is_gone_is_forgotten(
    typed: Any, run: Any, tmp_path: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / "data/courriers-02.csv").unlink()
    assert "no longer there" in run("compute", "--year", "2018").err
    ran = typed("forget", *words)
    assert (ran.status, ran.out, ran.err) == (0, "courriers-02.csv\n", "1 file forgotten.\n")
    held = sqlite3.connect(tmp_path / "a.store")
    assert held.execute("SELECT count(*) FROM tables").fetchone() == (2,)
    held.close()
    assert "no longer there" not in run("compute", "--year", "2018").err


def test_nothing_is_forgotten_by_mistake(typed: Any, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for words in (("--vanished", "--data", "empty"), ("--vanished", "--data", "none"), (),
                  ("appels-01.csv", "--vanished")):  # fmt: skip
        assert typed("forget", *words).status == 2, words
    assert "3 files" in typed("status").out


def test_verify(typed: Any, tmp_path: Path) -> None:
    ran = typed("verify", "--all")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "3 files of 3 counted again, 3 with the same tallies.\n"
    assert "1 file of 3" in typed("verify", "--sample", "1").out
    held = sqlite3.connect(tmp_path / "a.store")
    held.execute("UPDATE tables SET rejected = 9 WHERE name = 'courriers-02.csv'")
    held.commit()
    held.close()
    ran = typed("verify")
    assert ran.status == 4
    assert "courriers-02.csv: 1 as rejected, and 9 kept" in ran.err
    assert typed("verify", "--all", "--sample", "2").status == 2


def test_export_and_import(typed: Any, run: Any, tmp_path: Path) -> None:
    ran = typed("export", "copy")
    assert (ran.status, ran.out) == (0, "")
    assert "keep a.store.key" in ran.err
    assert typed("export", "copy", "--quiet", "--with-key").err == ""  # over the earlier one
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []
    plain = run("compute", *YEAR, "--format", "json").out
    assert typed("import", "copy", "--store", "b.store").err == "3 files known to b.store.\n"
    assert run("compute", *YEAR, "--format", "json", "--store", "b.store").out == plain
    ran = typed("import", "copy", "--store", "b.store")
    assert ran.status == 2
    assert "holds tallies already" in ran.err


def test_an_import_without_its_key_says_so(typed: Any) -> None:
    typed("export", "copy")
    ran = typed("import", "copy", "--store", "b.store")
    assert ran.status == 0
    assert "put it at b.store.key" in ran.err


def test_an_export_touches_no_other_folder(typed: Any, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in (tmp_path / "data").iterdir()}
    assert typed("export", "data").status == 6
    assert typed("export", "nowhere/copy").status == 6
    assert typed("export", "qualstat.yaml").status == 6
    assert {path.name: path.read_bytes() for path in (tmp_path / "data").iterdir()} == before


def test_what_fails_leaves_the_earlier_export(
    typed: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed("export", "copy")
    before = (tmp_path / "copy/meta.csv").read_bytes()

    def fails(*_: Any, **__: Any) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("qualstat.store.plain.writing.digest_of", fails)
    ran = typed("export", "copy")
    assert ran.status == 6
    assert "the disk is full" in ran.err
    assert (tmp_path / "copy/meta.csv").read_bytes() == before


def test_a_store_that_another_run_holds(
    typed: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0)
    (tmp_path / "data/appels-01.csv").unlink()
    other = sqlite3.connect(tmp_path / "a.store", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    for words in (("status",), ("verify",), ("forget", "--vanished"), ("export", "copy")):
        ran = typed(*words)
        assert (ran.status, "another run still holds it" in ran.err) == (6, True), words
    other.close()
    assert typed("status").status == 0


def test_a_disk_that_is_full(typed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    typed("export", "copy")
    real = sqlite3.connect

    def small(*words: Any, **options: Any) -> sqlite3.Connection:
        connection = real(*words, **options)
        connection.execute("PRAGMA max_page_count = 7")  # enough for its tables, and no rows
        return connection

    monkeypatch.setattr(database.sqlite3, "connect", small)
    ran = typed("import", "copy", "--store", "b.store")
    assert (ran.status, "the disk is full" in ran.err) == (6, True)


def test_a_store_that_can_only_be_read(
    typed: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data/appels-01.csv").unlink()
    real = os.access
    monkeypatch.setattr(database.os, "access", lambda path, mode: mode != os.W_OK and
                        real(path, mode))  # fmt: skip
    assert typed("status").status == 0
    ran = typed("forget", "--vanished")
    assert (ran.status, "may not write there" in ran.err) == (6, True)


def test_what_is_no_store(typed: Any, tmp_path: Path) -> None:
    (tmp_path / "a.store").write_text("no store at all" * 100)
    assert typed("status").status == 2


def test_standard_input_is_no_folder(typed: Any) -> None:
    assert typed("verify", "--data", "-").status == 2


@pytest.mark.usefixtures("typed")
def test_names_are_completed(tmp_path: Path) -> None:
    place = candidates.Place({}, ("store", "forget"))
    found = list(candidates.of(place, "", "[NAME]..."))
    assert found == [("appels-01.csv", "calls"), ("courriers-01.csv", "mail"),
                     ("courriers-02.csv", "mail")]  # fmt: skip
    (tmp_path / "a.store").unlink()
    assert list(candidates.of(candidates.Place({}), "", "[NAME]...")) == []


def test_the_samples_are_labelled(run: Any, tmp_path: Path) -> None:
    store = str(tmp_path / "a.store")
    run("compute", *YEAR, "--store", store)
    assert "exemple fictif" in run("store", "status", "--store", store, "--lang", "fr").out


def test_the_lost_key_is_said(typed: Any, tmp_path: Path) -> None:
    keys.key_file(tmp_path / "a.store").unlink()
    assert "without its key" in typed("status").out
