"""`qualstat compare` as its users type it: on the samples, in every format."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from qualstat.render.fields import FIELDS
from spoiled_referentiel import spoiled

ISTRES = ("compare", "--site", "istres", "--year", "2018", "--with", "2017")
OWN = ["change_raw", "change_comparable", "common_months", "significant", "direction"]


def records(text: str) -> dict[str, dict[str, str]]:
    return {row["indicator"]: row for row in csv.DictReader(io.StringIO(text))}


def test_csv_has_the_contract_s_columns_then_its_own(run: Any) -> None:
    """Istres lost 313 of 2,440 calls in 2018, 125 of 2,313 in 2017."""
    ran = run(*ISTRES, "--format", "csv")
    assert ran.status == 0
    header = ran.out.split("\n", 1)[0].split(",")
    assert header[: len(FIELDS) + len(OWN)] == [*FIELDS, *OWN]
    lost = records(ran.out)["appels-perdus"]
    change = f"{100 * 313 / 2440 - 100 * 125 / 2313:.6f}"
    assert [lost[name] for name in ("previous_value", "previous_verdict", "change", "trend")] == [
        "5.404237", "met", change, "up",
    ]  # fmt: skip
    assert [lost[name] for name in OWN] == [change, change, "12", "true", "worse"]
    assert (lost["previous_start"], lost["previous_end"]) == ("2017-01-01", "2017-12-31")


def test_what_does_not_apply_is_empty(run: Any) -> None:
    """The digital points are followed from April 2018 on: 2017 has nothing to compare."""
    found = records(run(*ISTRES, "--format", "csv").out)
    assert [found["pn-usagers"][name] for name in OWN] == ["", "", "0", "", "none"]
    assert [found["courriels-5j"][name] for name in OWN] == ["0", "0", "12", "false", "equal"]


def test_json_holds_the_same_figures(run: Any) -> None:
    held = json.loads(run(*ISTRES, "--format", "json").out)
    (lost,) = (one for one in held["figures"] if one["indicator"] == "appels-perdus")
    assert (lost["significant"], lost["direction"], lost["common_months"]) == (True, "worse", 12)
    assert held["registers"]


@pytest.mark.parametrize("width", ["80", "160"])
def test_a_reader_finds_what_got_worse_behind_a_smile(
    run: Any, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    words = ("compare", "--site", "aix", "--site", "arles", "--site", "istres", "--year", "2018")
    out = run(*words, "--lang", "fr").out
    flat = " ".join(out.split())
    smiling = "Moins bien, plus que le hasard, quoique l'objectif soit atteint"
    assert f"{smiling} : Taux d'appels perdus (Aix, Arles)" in flat
    assert "plus que le hasard (p = 0,024)" in flat
    assert max(map(len, out.splitlines())) <= int(width)


OBJECTIVE = """objectives:
  - indicator: courriels-5j
    valid_from: {first}
    at_least: {share} %
    reason: essai
    source: essai
zone"""


def test_an_objective_is_named_beside_a_row(run: Any, tmp_path: Path) -> None:
    """Where rows or years have another one; never one that stands alone and is unchanged."""

    def told(folder: str, first: str, share: str) -> str:
        own = OBJECTIVE.format(first=first, share=share)
        declared = spoiled(tmp_path / folder, {"sites/istres.yaml": ("zone", own)})
        words = ("compare", "--site", "istres", "--site", "arles", "--indicator", "courriels-5j")
        ran = run(*words, "--year", "2018", "--referentiel", str(declared), "--lang", "fr")
        return " ".join(ran.out.replace("\u00a0", " ").split())

    held = told("a", "2017-01-01", "90")
    assert "objectif : au moins 90 %" in held
    assert held.count("au moins 90 %") == held.count("objectif : au moins 90 %")
    assert "objectif : au moins 80 %, avant : au moins 95 %" in told("b", "2018-01-01", "80")
    alike = told("c", "2018-01-01", "95")  # another one, that asks for the same
    assert "objectif :" not in alike
    assert alike.count("au moins 95 %") == 1  # beside the label
    assert "1 stable" in held


def test_marks_stand_beside_what_they_break(run: Any) -> None:
    flat = " ".join(run("compare", "--site", "prefecture", "--lang", "fr").out.split())
    assert "points d'accès numériques, de 6 à 4 (juill. 2018, supposé)" in flat
    assert "suivi depuis avril 2018" in flat
    flat = " ".join(run("compare", "--site", "istres", "--lang", "fr").out.split())
    assert "Travaux pour améliorer le fonctionnement du point numérique (sept. 2018" in flat


def test_markdown_and_plain_tables_say_the_same(run: Any) -> None:
    out = run(*ISTRES, "--format", "markdown", "--lang", "en").out
    (row,) = (line for line in out.splitlines() if line.startswith("| Taux d'appels perdus |"))
    assert "12.83%" in row
    assert "5.4%" in row
    assert "more than chance" in row
    out = run(*ISTRES, "--sort", "-change_comparable", "--columns", "indicator,change_comparable",
              "--lang", "en").out  # fmt: skip
    lines = out.splitlines()
    first = next(place for place, line in enumerate(lines) if line.startswith("appels-perdus "))
    assert lines[first].split()[1:] == ["+7.42", "pts"]
    assert lines[first + 1].split()[0] == "collectivites-courriels-delai"


def test_only_some_are_shown_and_it_is_said(run: Any) -> None:
    ran = run(*ISTRES, "--only", "missed", "--lang", "en")
    assert "2 figures shown of 20: missed" in ran.out
    assert "SVI" not in ran.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--with", "2018"), "cannot be compared"),
        (("--with", "17"), "is not a year"),
        (("--with", "2017-13"), "cannot be read"),
        (("--with", "2017Q1"), "cannot be compared"),
        (("--columns", "chnge_raw"), "change_raw"),
        (("--site", "istre"), "istres"),
    ],
)
def test_mistakes_name_what_was_meant(run: Any, words: tuple[str, ...], said: str) -> None:
    ran = run("compare", "--year", "2018", *words)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
