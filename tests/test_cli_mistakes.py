"""Mistakes of who keeps a server: each message names what was typed, in the language asked for."""

import os
from pathlib import Path
from typing import Any

import pytest

from monthly_server import JANUARY
from registers_by_hand import write


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Any) -> Any:
    write(tmp_path / "exports", JANUARY)
    monkeypatch.chdir(tmp_path)
    return run


COMMON = ("--data", "exports", "--store", "a.store", "--lang", "fr")


def test_the_month_of_a_purge_is_said_of_its_option(place: Any) -> None:
    told = place("purge", "--before", "2018-13", *COMMON)
    assert (told.status, "--before" in told.err, "--month" in told.err) == (2, True, False)


def test_a_folder_is_no_store(place: Any) -> None:
    told = place("compute", "--data", "exports", "--store", "exports", "--lang", "fr")
    assert (told.status, "c'est un dossier" in told.err) == (2, True)


def test_a_name_to_forget_is_said_in_french(place: Any) -> None:
    place("compute", *COMMON)
    told = place("store", "forget", *COMMON)
    assert told.status == 2
    assert "NOM" in told.err
    told = place("store", "forget", "rien.csv", *COMMON)
    assert told.status == 2
    assert "NAME" not in told.err


def test_several_files_are_no_output(place: Any) -> None:
    told = place("monthly", *COMMON, "-o", "-")
    assert told.status == 2
    assert not Path("-").exists()


def test_a_folder_that_cannot_be_read_is_named(place: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def walk(folder: Any, *, onerror: Any, **_: Any) -> Any:
        onerror(PermissionError(13, "Permission denied", str(folder)))
        return iter(())

    monkeypatch.setattr(os, "walk", walk)
    told = place("compute", "--data", "exports", "--lang", "fr")
    assert told.status == 4
    assert "exports : le dossier ne peut pas être lu" in told.err.replace("\N{NO-BREAK SPACE}", " ")


def test_a_fault_of_the_configuration_is_said_in_its_language(place: Any) -> None:
    Path("qualstat.yaml").write_text("data: exports\nlang: fr\nstrore: a.store\n")
    told = place("compute")
    assert (told.status, "inconnue" in told.err) == (2, True)


def test_a_declared_folder_that_is_not_read_is_said(place: Any) -> None:
    Path("qualstat.yaml").write_text("data: exports\nlang: en\n")
    assert "is not read" not in place("compute").err
    Path("referentiel").mkdir()
    assert "referentiel: referentiel" in place("compute").err
    assert "is not read" not in place("compute", "--referentiel", "referentiel").err
