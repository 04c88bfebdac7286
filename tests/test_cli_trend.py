"""`qualstat trend` as its users type it: on the samples, in every format."""

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from cli_runs import process
from qualstat.render.fields import FIELDS
from qualstat.render.trend.fields import TITLES
from registers_by_hand import write

LOST = ("trend", "appels-perdus", "--site", "istres", "--from", "2017-01", "--to", "2018-12")
POINT = ("trend", "pn-usagers", "--site", "prefecture", "--year", "2018")
FEW = ("trend", "collectivites-courriels-5j", "--site", "istres", "--year", "2018")


def flat(text: str) -> str:
    return " ".join(text.split())


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("width", ["80", "160"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_screen_has_chart_table_and_words(
    run: Any, monkeypatch: pytest.MonkeyPatch, width: str, language: str
) -> None:
    """Istres lost 248 of 3,555 calls until June 2018, 190 of 1,198 since, counted by script."""
    monkeypatch.setenv("COLUMNS", width)
    ran = run(*LOST, "--lang", language)
    said = flat(ran.out)
    assert ran.status == 0
    assert max(map(len, ran.out.splitlines())) <= int(width)
    assert {"●", "·", "╌", "┊"} <= set(ran.out)
    words = {
        "fr": ["exemple fictif", "Un changement durable depuis juillet 2018 : 6,98 %",
               "15,86 % [190/1 198] ensuite, moins bien (p < 0,001, pour 19 mois essayés)",
               "objectif : au plus 10 %", "A : suivi depuis janv. 2017",
               "Face aux douze mois d'avant : ↗ +7,42 pts, moins bien, plus que le hasard"],
        "en": ["made-up example", "A lasting change from July 2018 on: 6.98% [248/3,555] before",
               "objective: at most 10%", "A: followed since Jan 2017"],
    }[language]  # fmt: skip
    for one in words:
        assert one in said


def test_too_few_cases_are_said(run: Any) -> None:
    said = flat(run(*FEW, "--lang", "fr").out)
    assert "Trop peu de cas pour parler d'un changement : 12 courriels sur ces mois" in said
    assert "aucun cas" in said
    assert "Jusqu'à décembre 2018 : 58,33 % [7/12], manqué." in said


def test_breaks_and_counts_are_marked_in_chart_and_table(run: Any) -> None:
    out = run(*POINT, "--lang", "fr").out
    assert "B : points d'accès numériques, de 6 à 4 (juill. 2018, supposé)" in flat(out)
    (july,) = (line for line in out.splitlines() if line.startswith("juill. "))
    assert july.split()[1:] == ["296", "1", "038", "B,", "4", "mois", "sur", "12"]
    assert any(line.split() == ["A", "B"] for line in out.splitlines())


def test_csv_has_the_contract_s_fields_then_those_of_twelve_months(run: Any) -> None:
    ran = run(*LOST, "--format", "csv")
    assert ran.out.split("\n", 1)[0].split(",") == [*FIELDS, *TITLES]
    found = rows(ran.out)
    assert len(found) == 24
    december = found[-1]
    assert (december["period_start"], december["period_end"]) == ("2018-12-01", "2018-12-31")
    names = ("rolling_start", "rolling_numerator", "rolling_denominator", "rolling_months")
    assert [december[name] for name in names] == ["2018-01-01", "313", "2440", "12"]
    assert december["rolling_value"] == f"{100 * 313 / 2440:.6f}"
    tops = [int(one["numerator"]) for one in found]
    assert [int(one["rolling_numerator"]) for one in found[11:]] == [
        sum(tops[place - 11 : place + 1]) for place in range(11, 24)
    ]
    assert [one["period_start"] for one in found if one["lasting"] == "true"] == ["2018-07-01"]
    assert [one["marks"] for one in found[:2]] == ["followed", ""]


def test_an_absence_is_empty_in_files(run: Any) -> None:
    found = rows(run(*POINT, "--format", "csv").out)
    assert [found[0][name] for name in ("state", "value", "rolling_value", "rolling_verdict")] == [
        "not_monitored", "", "", "",
    ]  # fmt: skip
    assert (found[3]["rolling_value"], found[3]["marks"]) == ("254", "followed")


def test_json_holds_marks_and_changes(run: Any) -> None:
    held = json.loads(run(*LOST, "--format", "json", "--lang", "fr").out)
    assert set(held) == {"schema", "figures", "marks", "changes", "registers"}
    (change,) = held["changes"]
    assert (change["method"], change["lasting_from"], change["tried"]) == (
        "fisher", "2018-07-01", 19,
    )  # fmt: skip
    assert (change["before_numerator"], change["after_denominator"]) == (248, 1198)
    assert 0 < change["p_value"] < 0.001
    assert change["year_test"] == "fisher"
    (mark,) = held["marks"]
    assert (mark["letter"], mark["month"], mark["kind"]) == ("A", "2017-01-01", "followed")


def test_markdown_has_the_chart_as_code(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "tendance.md"
    assert run(*POINT, "-o", str(file), "--lang", "fr").status == 0
    text = file.read_text("utf-8")
    assert text.count("```") == 2
    assert "| avril | 254 | 254 | A, 1 mois sur 12 |" in text.replace("\u00a0", " ")
    assert "**exemple fictif**" in text


def test_without_a_chart_and_as_a_plain_table(run: Any) -> None:
    out = run(*LOST, "--no-chart").out
    assert "┌" not in out
    assert "Last 12 months" in out
    out = run(*LOST, "--sort", "-value", "--columns", "period_start,value", "--lang", "en").out
    assert [line.split()[-1] for line in out.splitlines()[3:6]] == ["Result", "22.27%", "17.41%"]
    out = run(*POINT, "--sort", "value", "--format", "markdown", "--lang", "fr").out
    assert "none" not in out


def test_a_chart_for_each_indicator_and_site(run: Any) -> None:
    words = ("trend", "appels-perdus", "courriels-5j", "--site", "aix", "--site", "istres")
    out = run(*words, "--year", "2018", "--lang", "fr").out
    titles = [line for line in out.splitlines() if line.endswith((", Aix", ", Istres"))]
    assert len(titles) == 4
    assert sum(line.endswith(", Tous les sites") for line in out.splitlines()) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("pn-usager",), "pn-usagers"),
        (("pn-usagers", "--site", "istre"), "istres"),
        (("pn-usagers", "--columns", "rolling_valu"), "rolling_value"),
        (("pn-usagers", "--sort", "lastng"), "lasting"),
        (("pn-usagers", "--from", "2018-01"), "--to"),
        (("pn-usagers", "--module", "9"), "there is no module"),
        (("pn-usagers", "--no-char"), "--no-chart"),
        (("pn-usagers", "--format", "jsn"), "json"),
    ],
)
def test_mistakes_name_what_was_meant(run: Any, words: tuple[str, ...], said: str) -> None:
    ran = run("trend", *words)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err


def test_a_folder_without_rows_has_nothing_to_show(run: Any, tmp_path: Path) -> None:
    folder = write(tmp_path, {"visites.csv": []})
    ran = run("trend", "pn-usagers", "--data", str(folder))
    assert (ran.status, ran.out) == (2, "")
    assert "--year 2018" in ran.err
    ran = run("trend", "pn-usagers", "--data", str(folder), "--year", "2018", "--lang", "fr")
    assert ran.status == 0
    assert "┌" not in ran.out


def test_a_stream_that_writes_ascii_alone_gets_plain_signs() -> None:
    plain = {"PYTHONIOENCODING": "ascii", "COLUMNS": "80", "NO_COLOR": "1"}
    ran = process(*LOST, "--lang", "fr", env=plain)
    assert ran.returncode == 0
    assert ran.stdout.isascii()
    assert "\x1b" not in ran.stdout
    assert "?" not in ran.stdout.split("Mois ")[0]
    assert "+---" in ran.stdout


def test_files_load_no_plotting_library(run: Any) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "plotext"]:
        del sys.modules[name]
    assert run(*POINT, "--format", "csv").status == 0
    assert "plotext" not in sys.modules


def test_months_too_many_for_the_width_are_said(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    words = ("trend", "appels-perdus", "--site", "istres", "--to", "2018-12", "--from")
    assert "months share columns" in run(*words, "2013-01").out
    assert "months share columns" not in run(*words, "2017-01").out


def test_rolling_figures_end_with_what_is_known(run: Any) -> None:
    """On 20 June nothing is known of July: no twelve months end there, nor are the last ones."""
    words = ("trend", "collectivites-courriers-15j", "--site", "aix", "--year", "2018", "--as-of",
             "2018-06-20", "--lang", "fr")  # fmt: skip
    out = run(*words).out
    (july,) = (line for line in out.splitlines() if line.startswith("juill. "))
    assert july.split() == ["juill.", "non", "transmis"]
    assert "Jusqu'à juin 2018 : 100 % [25/25], atteint" in flat(out)
    june, later = rows(run(*words, "--format", "csv").out)[5:7]
    assert (june["rolling_value"], june["state"]) == ("100", "no_case")
    own = ("rolling_value", "rolling_numerator", "rolling_denominator", "rolling_verdict")
    assert [later[name] for name in own] == ["", "", "", ""]
