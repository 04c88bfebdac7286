"""`qualstat check` and `qualstat referentiel`: findings, rejected rows and statuses."""

import csv
import shutil
from pathlib import Path
from typing import Any

import pytest

from cli_runs import ROOT

HEADER = "site;debut;ligne;issue;attente_s;duree_s\n"
GOOD = "istres;02/01/2018 09:00:00;standard;repondu;5;60\n"
BAD = "istres;32/01/2018 09:00:00;standard;repondu;5;60\n"


@pytest.fixture
def registers(tmp_path: Path) -> Path:
    """Give a folder with one register: two good rows and two bad ones."""
    folder = tmp_path / "registers"
    folder.mkdir()
    rows = GOOD + BAD + GOOD.replace("02/01", "03/01") + "=1+1;x\n"
    (folder / "appels.csv").write_text(HEADER + rows, "utf-8")
    return folder


def test_findings_and_the_account_are_the_result(run: Any, registers: Path) -> None:
    ran = run("check", "--data", str(registers))
    assert (ran.status, ran.err) == (0, "")
    assert "appels.csv" in ran.out
    assert "32/01/2018" in ran.out
    account = next(line for line in ran.out.splitlines() if line.startswith("calls"))
    assert account.split() == ["calls", "4", "2", "0", "2", "0"]


def table(file: Path) -> list[list[str]]:
    text = file.read_bytes().decode("utf-8-sig")
    assert "\r" not in text
    return list(csv.reader(text.splitlines(), delimiter=";"))


def test_rejected_rows_in_their_own_form(run: Any, registers: Path, tmp_path: Path) -> None:
    folder = tmp_path / "rejects"
    for _ in range(2):  # the second time, it takes the place of the first
        assert run("check", "--data", str(registers), "--rejects", str(folder)).status == 0
    header, first, second = table(folder / "appels.csv")
    added = ["source file", "source line", "column", "found", "expected"]
    assert header == [*added, "site", "debut", "ligne", "issue", "attente_s", "duree_s"]
    assert first[:3] == ["appels.csv", "3", "debut"]
    assert "32/01/2018" in first[3]
    assert first[5:] == BAD.rstrip().split(";")
    assert second[:3] == ["appels.csv", "5", ""]
    assert second[5:] == ["'=1+1", "x"]  # a spreadsheet would compute it
    assert sorted(one.name for one in folder.iterdir()) == ["appels.csv", "summary.csv"]
    assert (folder / "appels.csv").read_bytes().startswith(b"\xef\xbb\xbf")  # spreadsheets ask


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_mended_rows_are_read_again(run: Any, registers: Path, tmp_path: Path, lang: str) -> None:
    folder = tmp_path / "rejects"
    words = ["check", "--data", str(registers), "--lang", lang]
    run(*words, "--rejects", str(folder))
    mended = (
        (folder / "appels.csv").read_text("utf-8-sig").replace("32/01/2018 09:", "22/01/2018 09:")
    )
    (registers / "appels-2.csv").write_text(mended, "utf-8")
    ran = run(*words)
    assert ran.status == 0
    account = next(line for line in ran.out.splitlines() if line.startswith(("calls", "appels ")))
    assert account.split()[1:] == ["6", "3", "0", "3", "0"]


def test_a_summary_of_rejected_rows(run: Any, registers: Path, tmp_path: Path) -> None:
    assert run("check", "--data", str(registers), "--rejects", str(tmp_path / "r")).status == 0
    header, *rows = table(tmp_path / "r" / "summary.csv")
    assert header == ["file", "column", "rows", "first line", "found", "expected"]
    assert [row[:4] for row in rows] == [
        ["appels.csv", "debut", "1", "3"], ["appels.csv", "", "1", "5"],
    ]  # fmt: skip


def test_rejected_rows_spare_what_is_there(run: Any, registers: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("keep me")
    ran = run("check", "--data", str(registers), "--rejects", str(tmp_path / "mine"))
    assert ran.status == 6
    assert (tmp_path / "mine" / "notes.txt").read_text() == "keep me"


def test_rejected_rows_need_a_folder(run: Any, registers: Path) -> None:
    for place in ("-", ""):
        ran = run("check", "--data", str(registers), "--rejects", place)
        assert (ran.status, ran.out) == (2, "")
        assert "--rejects" in ran.err


@pytest.mark.parametrize(("limit", "status"), [("2", 0), ("1", 5), ("50 %", 0), ("49.9%", 5)])
def test_too_many_rejected_rows(run: Any, registers: Path, limit: str, status: int) -> None:
    ran = run("check", "--data", str(registers), "--max-rejects", limit)
    assert ran.status == status
    assert ("--max-rejects" in ran.err) == (status == 5)
    assert "appels.csv" in ran.out


def test_an_unreadable_register_is_4_and_the_rest_is_checked(run: Any, registers: Path) -> None:
    (registers / "visites.csv").write_bytes(b"")
    ran = run("check", "--data", str(registers), "--max-rejects", "0")
    assert ran.status == 4
    assert "visites.csv" in ran.out
    assert "32/01/2018" in ran.out


def test_quiet_leaves_the_errors(run: Any, registers: Path) -> None:
    ran = run("check", "--data", str(registers), "--quiet")
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    (registers / "visites.csv").write_bytes(b"")
    ran = run("check", "--data", str(registers), "--quiet")
    assert (ran.status, ran.out) == (4, "")
    assert ran.err.startswith("error: visites.csv")


def test_no_register_at_all(run: Any, tmp_path: Path) -> None:
    ran = run("check", "--data", str(tmp_path))
    assert (ran.status, ran.out) == (4, "")
    assert str(tmp_path) in ran.err


def test_an_unreadable_register_alone(run: Any, tmp_path: Path) -> None:
    (tmp_path / "visites.csv").write_bytes(b"")
    assert run("check", "--data", str(tmp_path)).status == 4
    assert run("compute", "--data", str(tmp_path), "--year", "2018").status == 4


def test_a_header_without_rows_is_done(run: Any, tmp_path: Path) -> None:
    (tmp_path / "appels.csv").write_text(HEADER, "utf-8")
    assert run("check", "--data", str(tmp_path)).status == 0
    assert run("compute", "--data", str(tmp_path), "--year", "2018").status == 0


@pytest.fixture
def mistaken(tmp_path: Path) -> Path:
    """Give a référentiel with an unknown key."""
    folder = tmp_path / "mistaken"
    shutil.copytree(ROOT / "referentiel", folder)
    with (folder / "sites" / "istres.yaml").open("a", encoding="utf-8") as stream:
        stream.write("labell: Istres\n")
    return folder


def test_an_invalid_referentiel_is_3_everywhere(run: Any, mistaken: Path, tmp_path: Path) -> None:
    nowhere = str(tmp_path / "nowhere")
    for words in (["check", "--data", nowhere], ["referentiel", "check"]):
        ran = run(*words, "--referentiel", str(mistaken))
        assert (ran.status, ran.err) == (3, "")
        assert "sites/istres.yaml" in ran.out
        assert "labell" in ran.out
        assert run(*words, "--referentiel", str(mistaken), "--quiet").out == ""
    for words in (["referentiel", "list"], ["referentiel", "show", "istres"], ["compute"]):
        ran = run(*words, "--referentiel", str(mistaken))
        assert (ran.status, ran.out) == (3, "")
        assert "sites/istres.yaml" in ran.err


def test_the_shipped_referentiel_has_no_finding(run: Any) -> None:
    ran = run("referentiel", "check")
    assert (ran.status, ran.out, ran.err) == (0, "No finding.\n", "")


def test_list_names_every_indicator_and_site(run: Any) -> None:
    ran = run("referentiel", "list")
    assert ran.status == 0
    for folder in ("indicators", "sites"):
        for file in (ROOT / "referentiel" / folder).iterdir():
            assert file.stem in ran.out


def test_show_forgives_spelling_and_offers_the_nearest(run: Any) -> None:
    shown = run("referentiel", "show", "appels-perdus")
    assert shown.status == 0
    assert "E10" in shown.out
    assert run("referentiel", "show", "Appels_Perdus").out == shown.out
    assert "Istres" in run("referentiel", "show", "ISTRES").out
    ran = run("referentiel", "show", "appels-perdu")
    assert (ran.status, ran.out) == (2, "")
    assert "did you mean appels-perdus?" in ran.err
