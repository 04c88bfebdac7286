"""`qualstat compute` with `--only`, `--sort` and `--columns`: which figures, in which form."""

import csv
import io
import itertools
import json
from typing import Any

import pytest
from msgspec.structs import replace

from cli_runs import Fake
from qualstat.cli import output
from qualstat.periods import Period, months_period
from qualstat.render import only
from qualstat.render.fields import FIELDS, columns
from qualstat.render.language import set_language
from qualstat.spelling import fold
from scorecard_example import scorecard

MISSED = {"appels-perdus", "collectivites-courriels-5j"}  # at Istres: 12.83 % and 58.33 %


def rows(text: str) -> list[dict[str, str]]:
    """Return the lines of CSV."""
    return list(csv.DictReader(io.StringIO(text)))


def months() -> tuple[Period, ...]:
    """Return the months of a quarter."""
    return tuple(months_period(12 * 2018 + one, 12 * 2018 + one) for one in range(3))


@pytest.mark.usefixtures("fake")
def test_only_the_missed_in_every_format(run: Any) -> None:
    words = ("compute", "--only", "missed", "--format")
    assert {row["indicator"] for row in rows(run(*words, "csv").out)} == MISSED
    held = json.loads(run(*words, "json").out)
    assert {row["indicator"] for row in held["figures"]} == MISSED
    assert held["registers"]
    for form in ("terminal", "markdown"):
        out = run(*words, form).out
        assert "2 figures shown of 20: missed" in out
        assert "Taux d'appels perdus" in out
        assert "Nombre d'usagers" not in out


@pytest.mark.usefixtures("fake")
def test_the_summary_counts_them_all(run: Any) -> None:
    whole, part = (run("compute", *more).out for more in ([], ["--only", "missed"]))
    (line,) = (one for one in whole.splitlines() if one.startswith("Summary"))
    assert line in part.splitlines()


@pytest.mark.usefixtures("fake")
def test_several_by_repeating_or_with_commas(run: Any, fake: Fake) -> None:
    figures = fake.answer.figures
    wanted = {one.indicator.id for one in figures
              if one.verdict == "missed" or one.measure.state == "missing"}  # fmt: skip
    assert wanted > MISSED
    for words in (["--only", "missed,Missing"], ["--only", "missed", "--only", "missing"]):
        out = run("compute", "--format", "csv", *words).out
        assert {row["indicator"] for row in rows(out)} == wanted


def test_near_is_near_alone(run: Any, fake: Fake) -> None:
    fake.answer = scorecard("prefecture")
    out = run("compute", "--format", "csv", "--only", "near").out
    assert {row["verdict"] for row in rows(out)} == {"near"}


@pytest.mark.parametrize("form", ["terminal", "markdown", "csv", "json"])
def test_nothing_left_is_said_in_words(run: Any, fake: Fake, form: str) -> None:
    """The préfecture misses nothing: where the format has no words, stderr says it."""
    fake.answer = replace(scorecard("prefecture"), findings=())
    ran = run("compute", "--year", "2018", "--only", "missed", "--format", form)
    said = "No figure to show: none of 20 is in this case (missed)"
    assert ran.status == 0
    assert (said in ran.out) == (form in ("terminal", "markdown"))
    assert (said in ran.err) == (form in ("csv", "json"))
    for words in (["--sort", "value"], ["--columns", "site"]):
        assert run("compute", "--only", "missed", *words).out.count(said) == 1


@pytest.mark.usefixtures("fake")
def test_fail_on_looks_at_every_figure(run: Any) -> None:
    words = ("compute", "--format", "csv", "--fail-on", "missed", "--only", "near")
    assert run(*words).status == 1


@pytest.mark.parametrize("sites", [("istres",), ("aix", "arles", "istres"), ()])
@pytest.mark.parametrize("spread", [False, True])
def test_each_layout_shows_the_figures_kept_and_no_other(
    run: Any, fake: Fake, monkeypatch: pytest.MonkeyPatch, sites: tuple[str, ...], spread: bool
) -> None:
    fake.answer = scorecard(*sites, periods=months()) if spread else scorecard(*sites)
    figures = fake.answer.figures
    for width, code in itertools.product(("40", "80", "160"), ("missed", "near", "missing")):
        monkeypatch.setenv("COLUMNS", width)
        out = run("compute", "--only", code, "--format", "terminal").out.split("\nSummary")[0]
        kept = {one.indicator.label for one in figures
                if code in (one.verdict, one.measure.state)}  # fmt: skip
        gone = {one.indicator.label for one in figures} - kept
        flat = " ".join(out.replace("\u00a0", " ").split())
        assert [label for label in gone if label in flat] == []
        assert ("figures shown of" in flat or "figure shown of" in flat) == bool(kept)


def test_months_that_others_part_are_not_one_span(run: Any, fake: Fake) -> None:
    """January and March lack; February, which does not, stands between them."""
    card = scorecard("istres", periods=months())
    february = card.periods[1]
    fake.answer = replace(
        card,
        figures=tuple(
            replace(one, measure=replace(one.measure, state="no_case"))
            if one.measure.state == "missing" and one.period == february else one
            for one in card.figures
        ),
    )  # fmt: skip
    out = run("compute", "--only", "missing").out
    assert "Jan\u00a02018" in out
    assert "Mar\u00a02018" in out
    assert "Feb" not in out.split("\nSummary")[0]
    assert "Q1" not in out.split("\nSummary")[0].split("figures shown")[1]


@pytest.mark.usefixtures("fake")
def test_machine_output_without_the_options_is_the_contract_s(run: Any) -> None:
    assert run("compute", "--format", "csv").out.splitlines()[0].split(",") == list(FIELDS)


@pytest.mark.usefixtures("fake")
def test_columns_of_machine_output(run: Any) -> None:
    words = ("compute", "--columns", "Label,RESULT, site", "--format")
    chosen = ["label", "value", "site"]
    assert run(*words, "csv").out.splitlines()[0] == ",".join(chosen)
    assert run(*words, "csv-excel").out.splitlines()[0] == "\ufeff" + ";".join(chosen)
    assert {tuple(one) for one in json.loads(run(*words, "json").out)["figures"]} == {tuple(chosen)}


@pytest.mark.usefixtures("fake")
def test_order_of_machine_output(run: Any) -> None:
    out = run("compute", "--sort", "-value", "--format", "csv").out
    values = [row["value"] for row in rows(out)]
    held = [float(one) for one in values if one]
    assert held == sorted(held, reverse=True)
    assert "" in values
    assert values[len(held) :] == [""] * (len(values) - len(held))


@pytest.mark.usefixtures("fake")
def test_a_plain_table_for_people(run: Any) -> None:
    ran = run("compute", "--sort", "-margin", "--only", "missed", "--format", "markdown")
    header, _, *body = (line for line in ran.out.splitlines() if line[:1] == "|")
    assert header == "| Label | Result | Objective | Verdict | Margin | Change |"
    assert [line.split(" | ")[4] for line in body] == ["−2.83\u00a0pts", "−36.67\u00a0pts"]
    assert "made-up example" in ran.out
    shown = run("compute", "--sort", "pending", "--columns", "label,verdict").out
    assert "Objective" not in shown
    assert "Verdict" in shown


def test_an_absence_stands_in_place_of_the_result(run: Any, fake: Fake) -> None:
    out = run("compute", "--columns", "indicator,value", "--format", "markdown").out
    absent = {one.indicator.id: one.measure.state for one in fake.answer.figures
              if one.measure.value is None}  # fmt: skip
    assert absent
    said = {"no_case": "no case", "missing": "no data"}
    for name, state in absent.items():
        assert f"| {name} | {said[state]} |" in out


@pytest.mark.parametrize(
    ("words", "option", "hint"),
    [
        (["--only", "mised"], "--only", "missed?"),
        (["--only", ","], "--only", "names, with commas"),
        (["--sort", "valeu"], "--sort", "value?"),
        (["--sort", "-"], "--sort", "-value"),
        (["--columns", "site,verdit"], "--columns", "verdict?"),
        (["--columns", ""], "--columns", "names, with commas"),
    ],
)
def test_mistakes_are_answered_before_anything_is_read(
    run: Any, fake: Fake, words: list[str], option: str, hint: str
) -> None:
    ran = run("compute", *words)
    assert (ran.status, ran.out) == (2, "")
    assert option in ran.err
    assert hint in ran.err
    assert fake.asked == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_title_is_the_name_of_another_column(language: Any) -> None:
    set_language(language)
    held = columns()
    set_language("en")
    for one in held:
        alike = {other.name for other in held if fold(one.title) in (other.name, fold(other.title))}
        assert alike == {one.name}


def test_what_is_typed_is_what_is_shown() -> None:
    assert list(only.WORDS) == output.ONLY
