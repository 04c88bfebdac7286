"""`qualstat explain` as its users type it: on the samples, in every format."""

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest

from cli_runs import ROOT
from qualstat.cli.explain import completed
from registers_by_hand import write
from spoiled_referentiel import spoiled

ISTRES = ("explain", "collectivites-courriels-5j", "--site", "istres", "--year", "2018")
ARLES = ("explain", "courriels-5j", "--site", "arles", "--year", "2018")
MARCH = "2018/courriers-2018-03.csv"


def flat(text: str) -> str:
    return " ".join(text.split())


def table(text: str, *, excel: bool = False) -> list[dict[str, str]]:
    held = io.StringIO(text.removeprefix("\ufeff"), newline="")
    return list(csv.DictReader(held, delimiter=";" if excel else ","))


@pytest.mark.parametrize("width", ["80", "160"])
def test_the_card_answers_for_the_figure(
    run: Any, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    """7 of 12: five more to reach 95 %, as 11.4 of 12 is not a whole number of letters."""
    monkeypatch.setenv("COLUMNS", width)
    ran = run(*ISTRES, "--lang", "fr")
    assert ran.status == 0
    assert max(map(len, ran.out.splitlines())) <= int(width)
    said = flat(ran.out)
    for text in (
        "exemple fictif",
        "58,33 % = 7/12 : janv. 1/1, févr. 0/0, mars 0/1, avril 1/1, mai 1/1, juin 1/2, juill.",
        "juill. 1/2, août 1/1, sept. 1/2, oct. 0/0, nov. 0/1, déc. 0/0",
        "36,67 pts du mauvais côté de l'objectif",
        "Sur les mêmes 12 cas, 5 de plus au numérateur",
        "de 32 % à 80,7 %",
        "le hasard n'explique pas le verdict",
        "Part des courriels de collectivités répondus en 5 jours ouvrés au plus",
        "édition 2018 : E36",
        "au moins 95 %, tolérance de 1 pt",
        "source : Bilan annuel 2018",
        "dates supposées",
        "canal : courriel ; public : collectivite",
        "7 : enregistrements dont repondu_le tombe dans les 5 j",
        "1 en attente",
        "convention choisie ici",
        "zone metropole, 9 jours fériés tombant un jour qui compterait, 0 jour de fermeture",
        "21/05/2018 Lundi de Pentecôte",
        "12 sur 12",
    ):
        assert text in said


def test_files_are_named_with_the_hash_of_their_bytes(run: Any) -> None:
    digest = hashlib.sha256((ROOT / "samples" / MARCH).read_bytes()).hexdigest()
    shown = [line.split() for line in run(*ISTRES).out.splitlines() if MARCH in line]
    assert shown == [[MARCH, "2", digest[:12]]]  # two rows of Istres, by a look at the file
    held = json.loads(run(*ISTRES, "--format", "json").out)
    assert {"file": MARCH, "rows": 2, "sha256": digest} in held["files"]
    late = table(run(*ISTRES, "--late", "--format", "csv").out)
    assert [one["sha256"] for one in late if one["file"] == MARCH] == [digest]


def test_absent_months_are_said_by_word(run: Any) -> None:
    said = flat(run("explain", "pn-usagers", "--site", "aix", "--year", "2018", "--lang", "fr").out)
    assert "870 : janv. non suivi, févr. non suivi, mars non suivi, avril 88" in said
    assert "avril-déc." in said
    assert "Ruptures de série suivi depuis avril 2018" in said


def test_the_figure_is_that_of_compute(run: Any) -> None:
    asked = ("--year", "2018", "--format", "json")
    made = json.loads(run("compute", *asked).out)["figures"]
    wanted = [one for one in made if (one["site"], one["indicator"]) == ("istres", "appels-perdus")]
    found = json.loads(run("explain", "appels-perdus", "--site", "istres", *asked).out)["figures"]
    assert found == wanted


def test_rows_alone_are_those_of_the_denominator(run: Any) -> None:
    rows = table(run(*ISTRES, "--rows", "--format", "csv").out)
    assert sum(int(one["numerator"]) for one in rows) == 7
    assert sum(int(one["denominator"]) for one in rows) == 12
    assert rows == table(run(*ISTRES, "--format", "csv", "--rows", "denominator").out)
    said = flat(run(*ISTRES, "--rows", "--lang", "fr").out)
    assert "12 lignes : 7 au numérateur, 12 au dénominateur." in said


def test_a_row_is_the_line_an_editor_shows_and_quotes_no_one(run: Any) -> None:
    (row,) = table(run(*ISTRES, "--rows", "pending", "--format", "csv-excel").out, excel=True)
    line = (ROOT / "samples" / row["file"]).read_text("utf-8").splitlines()[int(row["line"]) - 1]
    cells = line.split(";")
    assert (cells[0], cells[6]) == ("istres", "")
    out = run(*ISTRES, "--rows", "pending", "--late", "--ways", "--format", "json").out
    assert f'"{cells[1]}"' not in out  # the reference


def test_late_cases_stand_with_what_was_said_of_them(run: Any) -> None:
    out = flat(run(*ARLES, "--late", "--lang", "fr").out)
    assert "2 retards, 1 expliqué, 1 sans explication." in out
    assert "signalé par une note du tableau de bord, qui n'en dit pas la cause" in out
    late = table(run(*ARLES, "--late", "--format", "csv").out)
    assert [(one["days"], one["explained"]) for one in late] == [("8", "1"), ("6", "0")]
    scorecard = flat(run("compute", *ARLES[2:], "--indicator", "courriels-5j", "--lang", "fr").out)
    assert "2 hors délai, dont 1 expliqué." in scorecard


def test_five_late_one_explained(run: Any, tmp_path: Path) -> None:
    """July's answer of Istres took 8 days; what was said of it is declared, and shown."""
    told = ("istres:\n  - {indicator: collectivites-courriels-5j, month: 2018-07, days: 8,"
            " given: 2019-01-15, text: panne, by: secrétariat}\n")  # fmt: skip
    declared = spoiled(tmp_path, {"explanations.yaml": told})
    ran = run(*ISTRES, "--late", "--referentiel", str(declared), "--lang", "fr")
    assert "5 retards, 1 expliqué, 4 sans explication." in ran.out
    assert "panne, secrétariat, 15/01/2019" in flat(ran.out)


def test_ways_say_which_is_ours_and_why(run: Any) -> None:
    """Nine months have a case; their rates add up to 550."""
    out = flat(run(*ISTRES, "--ways", "--lang", "fr").out)
    assert "Cas additionnés, comme ici 7/12 = 58,33 % ; exactement 7/12" in out
    assert "/ 9 = 61,11 % ; un autre chiffre que le nôtre." in out
    assert "chaque cas pèse autant" in out
    ways = table(run(*ISTRES, "--ways", "--format", "csv").out)
    assert [(one["way"], one["value"], one["total"]) for one in ways] == [
        ("pooled", "58.333333", ""), ("months", "61.111111", "550"),
    ]  # fmt: skip


def test_files_for_machines_and_reports(run: Any, tmp_path: Path) -> None:
    months = table(run(*ISTRES, "--format", "csv").out)
    assert [one["month"] for one in months] == [f"2018-{one:02}" for one in range(1, 13)]
    assert sum(int(one["denominator"]) for one in months) == 12
    held = json.loads(run(*ISTRES, "--rows", "--format", "json", "--lang", "fr").out)
    assert set(held) == {
        "schema", "figures", "declared", "months", "files", "days_off", "marks", "ways", "rows",
    }  # fmt: skip
    (declared,) = held["declared"]
    assert declared["scope"] == "canal=courriel public=collectivite"
    assert (declared["within"], declared["assumed"]) == (5, True)
    assert len(held["days_off"]) == 9
    file = tmp_path / "chiffre.md"
    assert run(*ISTRES, "-o", str(file), "--lang", "fr").status == 0
    text = file.read_text("utf-8").replace("\u00a0", " ")
    assert text.startswith("# Taux de réponse aux courriels dans les 5 jours ouvrés\n")
    assert f"| {MARCH} | 2 | 1684908c760a |" in text


def test_an_absent_figure_is_explained(run: Any) -> None:
    ran = run("explain", "rdv-4j", "--site", "istres", "--year", "2018", "--lang", "fr")
    said = flat(ran.out)
    assert ran.status == 0
    assert "non transmis" in said
    assert "Demandez aux sites le registre de ces mois (rendez-vous : rendez-vous*.csv)" in said
    never = flat(run("explain", "pn-infos", "--site", "istres", "--month", "2018-01").out)
    assert "The sites did not follow this indicator in the period." in never


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("courriels-5",), "courriels-5j"),
        (("courriels-5j", "--site", "istre"), "istres"),
        (("courriels-5j", "--rows", "lat"), "late"),
        (("courriels-5j", "--rows", "excluded"), "has no such rows"),
        (("appels-perdus", "--late"), "has no deadline"),
        (("courriels-5j", "--format", "jsn"), "json"),
        ((), "argument"),
    ],
)
def test_mistakes_name_what_was_meant(run: Any, words: tuple[str, ...], said: str) -> None:
    ran = run("explain", *words)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err


def test_a_folder_without_rows_has_nothing_to_explain(run: Any, tmp_path: Path) -> None:
    folder = write(tmp_path, {"courriers.csv": []})
    ran = run("explain", "courriels-5j", "--data", str(folder))
    assert (ran.status, ran.out) == (0, "")  # the contract: a header without rows is 0
    assert "courriers.csv: no row of the register" in ran.err
    assert "there is no last year to show" in ran.err
    assert run("explain", "courriels-5j", "--data", str(folder), "--year", "2018").status == 0


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["--rows"], ["--rows", "denominator"]),
        (["--rows", "late"], ["--rows", "late"]),
        (["--rows", "--late"], ["--rows", "denominator", "--late"]),
        (["--rows", "courriels-5j"], ["--rows", "denominator", "courriels-5j"]),
        (["--rows=late", "x"], ["--rows=late", "x"]),
        (["--rows", "Late"], ["--rows", "Late"]),
    ],
)
def test_rows_may_stand_without_a_role(typed: list[str], meant: list[str]) -> None:
    assert completed(typed) == meant


def test_the_rows_asked_for_stand_straight_after_the_figure(run: Any) -> None:
    out = run(*ISTRES, "--late", "--rows", "--ways", "--lang", "fr").out
    titles = ("Le chiffre", "Hors délai", "Lignes derrière le chiffre", "Fiche", "Fichiers")
    places = [out.index(f"\n{one}") for one in titles]
    assert places == sorted(places)
