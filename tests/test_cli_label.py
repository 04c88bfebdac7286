"""`qualstat label` as its users type it: on the samples, in every format."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from qualstat.render.readiness.fields import FIELDS, STEPS

YEAR = ("label", "--module", "1", "--module", "4", "--module", "7", "--year", "2018")
ISTRES = ("label", "--module", "4", "--site", "istres", "--year", "2018")


def flat(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def records(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_screen_says_what_stands_in_the_way(run: Any) -> None:
    """Arles: 7 of 9 in time, 95 % of 9 is 8.55, so 2 more; Istres: 7 of 12, 11.4, so 5 more."""
    ran = run(*YEAR, "--lang", "fr")
    assert ran.status == 0
    out = flat(ran.out)
    for text in (
        "exemple fictif", "au 31/12/2018, dernier jour des registres",
        "Module 1 · Relations avec les usagers · obligatoire", "BAAS, BCR, DIDSIC, Formation",
        "2 courriels de plus à Arles", "5 courriels de plus à Istres",
        "SIRACEDPC, Service régional de la communication interministérielle",
        "Synthèse annuelle des observations du contrôle de légalité (supposé)",
        "dans 60 jours, finit dans 120", "rendez-vous à Aix : non transmis",
        "aucune source ne disant ce qui bloque",
    ):  # fmt: skip
        assert text in out


@pytest.mark.parametrize("columns", ["80", "160"])
def test_no_line_is_wider_than_the_screen(
    run: Any, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    lines = run(*YEAR, "--lang", "fr").out.splitlines()
    assert max(map(len, lines)) <= int(columns)
    assert len(lines) > 80


def test_csv_has_a_row_for_each_figure_and_each_piece_of_evidence(run: Any) -> None:
    ran = run(*ISTRES, "--format", "csv")
    assert ran.out.split("\n", 1)[0].split(",") == list(FIELDS)
    (mails,) = (one for one in records(ran.out)
                if one["requirement"] == "collectivites-courriels-5j")  # fmt: skip
    assert [mails[name] for name in ("module", "services", "site", "engagement", "state",
            "blocking", "obstacle", "numerator", "denominator", "margin_cases")] == [
        "4", "sp-istres", "istres", "E36", "missed", "true", "cases", "7", "12", "-5",
    ]  # fmt: skip
    evidence = [one for one in records(run(*YEAR, "--format", "csv").out)
                if one["kind"] == "evidence"]  # fmt: skip
    assert {one["state"] for one in evidence} == {"lacking"}
    assert {one["as_of"] for one in evidence} == {"2018-12-31"}
    assert all(one["source"] for one in evidence)


def test_json_has_the_steps_too(run: Any) -> None:
    held = json.loads(run(*ISTRES, "--what-if", "collectivites-courriels-5j +5",
                          "--format", "json").out)  # fmt: skip
    assert held["steps"][0]["step"] == "visites"
    assert tuple(held["steps"][0]) == STEPS
    assert held["steps"][0]["days_to_start"] == 60  # from 31 December 2018 to 1 March 2019
    (supposed,) = held["hypotheses"]
    assert (supposed["state"], supposed["hypothesis"]) == ("met", "collectivites-courriels-5j +5")
    assert all(one["hypothesis"] is None for one in held["requirements"])
    assert held["registers"]


def test_only_some_rows_keep_the_state_of_their_engagement(run: Any) -> None:
    every = records(run(*YEAR, "--format", "csv").out)
    for name, wanted in (
        ("blocking", lambda one: one["blocking"] == "true"),
        ("missed", lambda one: one["state"] == "missed"),
        ("near", lambda one: one["state"] == "near"),
        ("missing", lambda one: one["state"] == "not_measured"),
        ("evidence", lambda one: one["kind"] == "evidence"),
    ):
        found = records(run(*YEAR, "--only", name, "--format", "csv").out)
        assert found == [one for one in every if wanted(one)] != []
    out = flat(run(*YEAR, "--only", "near", "--lang", "fr").out)
    assert "1 courriel de plus à" in out
    assert "2 lignes sur" in out


def test_a_hypothesis_stands_beside_what_is_counted(run: Any) -> None:
    out = flat(run(*ISTRES, "--what-if", "collectivites-courriels-5j +5", "--lang", "fr").out)
    assert "tel que compté : manqué · 58,33 % [7/12] · 5 courriels de plus à Istres" in out
    assert "hypothèse : atteint · 100 % [12/12]" in out
    assert "1 point bloquerait, au lieu de 2" in out


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ((), 0), (("--fail-on", "blocking"), 1), (("--fail-on", "missed"), 1),
        (("--fail-on", "blocked"), 2), (("--module", "9"), 2), (("--as-of", "demain"), 2),
        (("--columns", "rien"), 2), (("--what-if", "collectivites-courriels-5j +50"), 2),
        (("-o", "/nowhere/label.md"), 6),
    ],
)  # fmt: skip
def test_exit_statuses(run: Any, more: tuple[str, ...], expected: int) -> None:
    assert run(*ISTRES, *more).status == expected


def test_a_year_without_data_is_told(run: Any) -> None:
    """2019 has no register: everything is to be measured, under the edition of 2019."""
    ran = run(
        "label", "--module", "1", "--year", "2019", "--as-of", "2019-06-01", "--format", "csv"
    )
    assert ran.status == 0
    rows = [one for one in records(ran.out) if one["kind"] != "evidence"]
    assert {one["edition"] for one in rows} == {"2019"}
    assert {one["state"] for one in rows} == {"not_measured", "no_objective"}
    assert "appels-aboutis" in {one["requirement"] for one in rows}
    assert "no row is counted from 2019-01-01" in ran.err or "no row" in ran.err


def test_markdown_goes_to_a_file(run: Any, tmp_path: Path) -> None:
    place = tmp_path / "label.md"
    assert run(*ISTRES, "--lang", "fr", "-o", str(place)).status == 0
    text = place.read_text("utf-8")
    assert text.startswith("# Préparation du label\n")
    assert "| septembre\u00a02019 | Audit interne (supposé) | dans 244 jours, finit dans" in text
    assert "**exemple fictif**" in text
