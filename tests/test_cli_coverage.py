"""`qualstat coverage` as its users type it: on the samples, in every format."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from drawn_registers import registers
from qualstat.render.mapped.fields import FIELDS
from registers_by_hand import write
from spoiled_referentiel import spoiled

YEAR = ("coverage", "--year", "2018")
COUNTS = [100, 93, 108, 97, 104, 99, 111, 90, 101, 96, 105, 102]


def records(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def flat(text: str) -> str:
    return " ".join(text.split())


def plain(text: str) -> str:
    """Return a text without the spaces that do not break."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def line(out: str, start: str) -> list[str]:
    """Return the words of the first line that starts so."""
    return next(one for one in out.splitlines() if one.strip().startswith(start)).split()


@pytest.mark.parametrize("width", ["60", "80", "160"])
def test_a_reader_finds_the_gaps_of_2018(
    run: Any, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    """The digital points cover nine months, the préfecture's desk six; no complaint anywhere."""
    monkeypatch.setenv("COLUMNS", width)
    ran = run(*YEAR, "--site", "prefecture", "--site", "istres", "--lang", "fr")
    assert ran.status == 0
    assert max(map(len, ran.out.splitlines())) <= int(width)
    if width != "60":
        prefecture, istres = ran.out.split("\nSous-préfecture d'Istres\n")
        assert line(prefecture, "visites")[1:5] == ["–", "–", "–", "254"]
        assert line(prefecture, "visites")[-1] == line(istres, "visites")[-1] == "9/12"
        lines = prefecture.splitlines()
        desk = next(place for place, one in enumerate(lines) if "informations" in one)
        assert lines[desk + (width == "80")].split()[-1] == "6/12"
    said = flat(ran.out)
    assert "exemple fictif" in said
    assert "visites, janv.-mars 2018 : non suivi, depuis avril 2018 (motif : « Le suivi" in said
    assert ("Istres, courriers (usagers, réclamations, suggestions), 2018 : aucun cas"
            " — attendu : au moins 7,1, soit 1 pour 1 000 enregistrements (supposé), auprès"
            " de 7 055 : courriers, appels, visites (test de Poisson d'un nombre plausible,"
            " p < 0,001, taux de fausse alerte 1 %)") in plain(said)  # fmt: skip
    assert "rendez-vous, Istres, 2018 (fichiers rendez-vous*.csv)" in said


def test_marks_have_words_and_no_blank_stands_for_an_absence(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out = run(*YEAR, "--site", "istres", "--lang", "en").out
    assert line(out, "appointments")[1:] == [*["?!"] * 12, "0/12"]
    lines = out.splitlines()
    complaints = lines.index("   users, complaints, suggestions")
    assert lines[complaints + 1].split() == [*["nil"] * 12, "12/12"]
    for said in ("nil: the register was kept", "?: no data", "–: the site does not follow it",
                 "!: odd, see “Suspicious”.", "Where nothing is odd, chance makes"):  # fmt: skip
        assert said in flat(out)


def test_csv_is_a_line_a_cell(run: Any) -> None:
    ran = run(*YEAR, "--site", "istres", "--format", "csv")
    assert ran.out.split("\n", 1)[0].split(",") == list(FIELDS)
    cells = records(ran.out)
    calls = [one for one in cells if (one["register"], one["part"]) == ("calls", "")]
    assert [one["month"] for one in calls] == [f"2018-{month:02}" for month in range(1, 13)]
    assert calls[0] | {"files": ""} == {
        "schema": "1", "site": "istres", "register": "calls", "part": "", "indicators": "",
        "month": "2018-01", "state": "covered", "records": "403", "partial": "false",
        "rows": "403", "files": "", "odd": "", "expected": "", "reason": "", "ask": "",
        "held_by": "",
    }  # fmt: skip
    assert calls[0]["files"] == "2018/appels-2018-01.csv (403)"
    lacking = [one for one in cells if one["register"] == "appointments"]
    assert {(one["state"], one["ask"]) for one in lacking} == {("missing", "rendez-vous*.csv")}
    visits = next(one for one in cells if one["register"] == "visits")
    assert visits["state"] == "not_monitored"
    assert visits["reason"].startswith("« Le suivi des points numériques n'a débuté")
    assert "silent-month" not in ran.out.split("\n", 1)[0]
    assert "Istres, appointments, 2018: no record" in ran.err


def test_json_holds_cells_oddities_and_accounts(run: Any) -> None:
    held = json.loads(run(*YEAR, "--site", "istres", "--format", "json", "--quiet").out)
    assert set(held) == {"schema", "cells", "oddities", "registers"}
    few = next(one for one in held["oddities"] if one["rule"] == "scarce-cases")
    assert (few["site"], few["found"], few["expected"], few["beside"]) == ("istres", 0, 7.055, 7055)
    assert (few["first"], few["last"], few["false_alarm"]) == ("2018-01", "2018-12", 0.01)
    assert few["part"] == "public=usager nature=reclamation|suggestion"


def test_excel_and_markdown(run: Any) -> None:
    out = run(*YEAR, "--site", "aix", "--format", "csv-excel").out
    assert out.startswith("\ufeffschema;site;register")
    out = run(*YEAR, "--site", "aix", "--format", "markdown", "--lang", "en").out
    (row,) = (one for one in out.splitlines() if one.startswith("| visits |"))
    assert row.split(" | ")[1:5] == ["–", "–", "–", "552"]
    assert row.endswith("| 9/12 |")
    assert "**made-up example**" in out


def test_tables_choices_and_files(run: Any) -> None:
    out = run(*YEAR, "--only", "missing", "--columns", "site,register,month", "--lang", "en").out
    rows = [one.split() for one in out.splitlines() if "appointments" in one]
    assert len(rows) == 4 * 12  # whole registers: a file holds all parts of one
    out = run(*YEAR, "--site", "istres", "--sort", "-records", "--only", "odd", "--lang", "en").out
    assert "Expected" in out
    out = run(*YEAR, "--site", "istres", "--files", "--lang", "en").out
    assert "calls, Jan 2018: 2018/appels-2018-01.csv (403 rows)." in flat(out).replace(
        "\u00a0", " "
    )
    out = run(*YEAR, "--site", "istres", "--indicator", "appels-perdus", "--lang", "en").out
    assert "switchboard" in out
    assert "visits" not in out.split("Tests")[0]


def test_what_is_missing_is_one_line_a_register_with_its_holder(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All four sites lack the appointments of 2018; no suspicion comes first."""
    monkeypatch.setenv("COLUMNS", "80")
    declared = spoiled(tmp_path, {"sites/istres.yaml": (
        "\nbreaks:\n", "\nheld_by: {appointments: le secrétariat}\n\nbreaks:\n",
    )})  # fmt: skip
    words = (*YEAR, "--only", "missing", "--referentiel", str(declared))
    ran = run(*words, "--lang", "fr")
    assert [one.split(maxsplit=4) for one in ran.out.splitlines()[4:]] == [
        *([site, "rendez-vous", "2018", "rendez-vous*.csv", "non déclaré"]
          for site in ("Préfecture", "Aix", "Arles")),
        ["Istres", "rendez-vous", "2018", "rendez-vous*.csv", "le secrétariat"],
    ]  # fmt: skip
    assert "avertissement" not in ran.err
    assert "Suspect" not in ran.out
    asked = records(run(*words, "--format", "csv").out)
    assert [one["part"] for one in asked] == [""] * 4 * 12
    assert {one["held_by"] for one in asked} == {"", "le secrétariat"}
    some = run("coverage", "--quarter", "2018Q2", "--only", "missing", "--lang", "en").out
    assert plain(some).count("Apr-Jun 2018") == 4
    none = run(*YEAR, "--only", "ahead", "--lang", "fr").out
    assert "Aucun mois n'est dans ce cas." in none


def test_months_that_are_judged_are_those_that_have_a_count(run: Any, tmp_path: Path) -> None:
    data = write(tmp_path, registers({("istres", "standard"): COUNTS}, 2018))
    out = run(*YEAR, "--site", "istres", "--data", str(data), "--lang", "fr").out
    assert "sur ces mois au plus : 2018." in flat(plain(out))


def test_who_holds_a_register_is_asked(run: Any, tmp_path: Path) -> None:
    declared = spoiled(tmp_path, {"sites/istres.yaml": (
        "\nbreaks:\n", "\nheld_by: {calls: le standard}\n\nbreaks:\n",
    )})  # fmt: skip
    counts = [*COUNTS[:4], 0, 0, 0, *COUNTS[7:]]
    data = write(tmp_path / "data", registers({("istres", "standard"): counts}, 2018))
    words = (*YEAR, "--site", "istres", "--data", str(data), "--referentiel", str(declared))
    said = flat(run(*words, "--lang", "fr").out).replace("\u00a0", " ")
    asked = "appels, Istres, mai-juill. 2018 (fichiers appels*.csv)."
    assert f"Demander à : le standard — {asked}" in said
    assert "Istres, appels, mai-juill. 2018 : aucun enregistrement" in said
    assert "(tenu par : le standard) [silent-month]" in said


def test_two_years_side_by_side(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    out = run("coverage", "--from", "2017-01", "--to", "2018-12", "--site", "istres").out
    assert "2017" in out.splitlines()[3]
    assert "2018" in out.splitlines()[3]
    monkeypatch.setenv("COLUMNS", "80")
    out = run("coverage", "--from", "2017-01", "--to", "2018-12", "--site", "istres").out
    assert max(map(len, out.splitlines())) <= 80


def test_no_row_at_all(run: Any, tmp_path: Path) -> None:
    write(tmp_path, {"appels.csv": []})
    ran = run("coverage", "--data", str(tmp_path))
    assert ran.status == 0
    assert "no register holds a valid row" in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--site", "istre"), "istres"),
        (("--columns", "recrds"), "records"),
        (("--only", "missng"), "missing"),
        (("--indicator", "apels-perdus"), "appels-perdus"),
        (("--module", "9"), "there is no module 9"),
    ],
)
def test_mistakes_name_what_was_meant(run: Any, words: tuple[str, ...], said: str) -> None:
    ran = run(*YEAR, *words)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
