"""Flat tables on the samples: each row says which indicator it is of, and what it holds."""

from typing import Any

import pytest

ISTRES = ("--site", "istres", "--year", "2018", "--lang", "fr")
EMAILS = "Taux de réponse aux courriels dans les 5 jours ouvrés"


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    "words",
    [
        ("compute", *ISTRES, "--sort", "margin"),
        ("compare", *ISTRES, "--sort", "change"),
        ("outlook", *ISTRES, "--sort", "margin"),
        ("trend", "courriels-5j", "collectivites-courriels-5j", *ISTRES, "--columns", "Mois"),
    ],
)
@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_labels_that_repeat_name_their_engagement(
    run: Any, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], form: str
) -> None:
    monkeypatch.setenv("COLUMNS", "250")
    said = flat(run(*words, "--format", form).out)
    for engagement in ("E17", "E36"):
        assert f"{EMAILS} ({engagement})" in said
    assert said.count(EMAILS) == said.count(f"{EMAILS} (E")


def test_other_labels_and_machines_get_none(run: Any) -> None:
    assert "perdus (" not in run("compute", *ISTRES, "--sort", "margin").out
    assert "(E36)" not in run("compute", *ISTRES, "--format", "csv").out


def test_what_got_worse_by_more_than_chance_comes_first(run: Any) -> None:
    """Of Istres, collectivites-courriels-delai alone is worse and met."""
    said = flat(run("compare", "--year", "2018", "--lang", "fr").out)
    sure, maybe = (said.index(f"Moins bien, {how}") for how in ("plus que", "peut-être par"))
    assert sure < maybe
    label = "Délai moyen de réponse aux courriels, en jours ouvrés"
    assert f"{label} (E36) (Istres)" in said[sure:maybe]
    assert f"{label} (E18) (Arles)" in said[maybe:]


@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_a_flat_comparison_says_that_it_is_made_up(run: Any, form: str) -> None:
    ran = run("compare", *ISTRES, "--columns", "label,change", "--format", form)
    assert "exemple fictif" in ran.out


def test_a_probability_is_never_0(run: Any) -> None:
    """All 5 late e-mails among the 12 of 28 that are of 2018: 792 / 98280 is 0.008."""
    words = ("compare", *ISTRES, "--columns", "indicator,p_value", "--only", "missed")
    said = flat(run(*words).out)
    assert "appels-perdus < 0,001" in said
    assert "collectivites-courriels-5j 0,008" in said
    assert '"p_value": 0.0' in run(*words, "--format", "json").out  # exact, to six decimals


@pytest.mark.parametrize("site", [("--site", "istres"), ("--site", "istres", "--site", "aix")])
def test_a_table_of_a_trend_names_its_indicator_and_sites(run: Any, site: tuple[str, ...]) -> None:
    words = ("trend", "appels-perdus", *site, "--year", "2018", "--lang", "fr", "--columns", "Mois")
    out = run(*words, "--columns", "Mois,Résultat").out
    head, _, table = out.partition("\n\n")
    assert "Taux d'appels perdus · 2018 · exemple fictif" in flat(head)
    assert ("Aix" in table) == (len(site) > 2)
    assert "janv. 2018" in table.replace("\u00a0", " ")


@pytest.mark.parametrize("title", ["Mois", "Résultat", "Verdict", "12 mois"])
def test_titles_on_the_screen_of_a_trend_are_columns(run: Any, title: str) -> None:
    words = ("trend", "appels-perdus", *ISTRES)
    assert title in run(*words, "--no-chart").out.replace("\u00a0", " ")
    assert title in run(*words, "--columns", title).out


def test_a_wrong_column_is_answered_with_names_and_titles(run: Any) -> None:
    ran = run("trend", "appels-perdus", *ISTRES, "--columns", "Moi")
    assert ran.status == 2
    assert "period_start (Mois)" in ran.err
    assert "vouliez-vous dire Mois" in ran.err


def test_what_cannot_be_held_is_a_dash_for_people(run: Any) -> None:
    """11 e-mails by September, 4 of them late: 7 of 7 more would not make 95%."""
    words = ("outlook", *ISTRES, "--as-of", "2018-09-30", "--columns", "indicator,spare,needed")
    (line,) = [
        one
        for one in run(*words).out.replace("\u00a0", " ").splitlines()
        if one.startswith("collectivites-courriels-5j")
    ]
    assert line.split()[1:] == ["–", "–"]
    assert "collectivites-courriels-5j,-" in run(*words, "--format", "csv").out
