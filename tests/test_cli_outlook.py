"""`qualstat outlook` as its users type it: on the samples, in every format."""

import csv
import io
import json
from typing import Any

import pytest

from outlook_by_hand import ahead, figure
from qualstat.render.fields import FIELDS
from qualstat.render.language import set_language
from qualstat.render.outlook.answers import sentences
from qualstat.render.outlook.fields import TITLES

ISTRES = ("outlook", "--site", "istres", "--year", "2018", "--as-of", "2018-09-30")
SUPPOSED = ("--what-if", "collectivites-courriels-5j +3", "--what-if", "courriels-delai -2d")


def flat(text: str) -> str:
    return " ".join(text.split())


def records(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_csv_has_the_contract_s_columns_then_its_own(run: Any) -> None:
    """236 of 1,855 lost; 644 to come make 2,499, so 249 may be lost: 13 more of 644."""
    ran = run(*ISTRES, "--format", "csv")
    assert ran.status == 0
    assert ran.out.split("\n", 1)[0].split(",") == [*FIELDS, *TITLES]
    (lost,) = (one for one in records(ran.out) if one["indicator"] == "appels-perdus")
    assert [lost[name] for name in TITLES if name != "scale"] == [
        "", "open", "13", f"{100 * (249.9 - 236) / 644:.6f}", "13", "644", "644", "2499",
        "2018-09-30", "2018-10-01", "2018-12-31", "outlook-last-year",
    ]  # fmt: skip
    assert (lost["numerator"], lost["denominator"], lost["margin_cases"]) == ("236", "1855", "-51")


def test_a_hypothesis_is_marked_wherever_it_stands(run: Any) -> None:
    rows = records(run(*ISTRES, *SUPPOSED, "--format", "csv").out)
    bare = records(run(*ISTRES, "--format", "csv").out)
    assert rows[: len(bare)] == bare  # no figure is touched
    assert [(one["hypothesis"], one["value"]) for one in rows[len(bare) :]] == [
        ("collectivites-courriels-5j +3", "90.909091"),
        ("courriels-delai -2d", "0.75"),
    ]
    assert all(one["note"].endswith("hypothesis") for one in rows[len(bare) :])
    assert not any("hypothesis" in one["note"] for one in bare)
    held = json.loads(run(*ISTRES, *SUPPOSED, "--format", "json").out)
    assert len(held["figures"]) == len(bare)
    assert [one["hypothesis"] for one in held["hypotheses"]] == [
        "collectivites-courriels-5j +3", "courriels-delai -2d",
    ]  # fmt: skip
    assert held["registers"]


def test_the_screen_sets_it_beside_the_figure_as_counted(run: Any) -> None:
    out = flat(run(*ISTRES, *SUPPOSED, "--lang", "fr").out)
    assert "hypothèse : +3 au numérateur, dénominateur inchangé" in out
    assert "[7/11] · intervalle de 35,4 % à 84,8 %" in out
    assert "marge −4 cas hypothèse : 🙁" in out
    assert "[10/11] · intervalle de 62,3 % à 98,4 %, incertain" in out
    assert "Une hypothèse ne change aucun chiffre enregistré" in out
    out = run(*ISTRES, *SUPPOSED, "--lang", "fr", "--format", "markdown").out
    assert "| Hypothèse | tel que compté | hypothèse |" in out


@pytest.mark.parametrize("width", ["60", "80", "160"])
def test_a_reader_finds_what_is_still_possible(
    run: Any, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    out = run(*ISTRES, *SUPPOSED, "--lang", "fr").out
    said = flat(out)
    assert ("Encore 13 appels perdus possibles d'ici décembre, si 644 autres appels arrivent,"
            " comme l'an dernier (× 1,08)") in said  # fmt: skip
    assert "le dénominateur passe de 1 855 à 2 499" in said
    assert "« outlook-last-year » : les cas à venir" in said
    assert "Jours à venir du 01/10/2018 au 31/12/2018." in said
    assert "exemple fictif" in said
    assert "non transmis" in said
    assert max(map(len, out.splitlines())) <= int(width)


def test_a_year_that_is_over_says_so(run: Any) -> None:
    out = flat(run("outlook", "--site", "istres", "--year", "2018", "--lang", "fr").out)
    assert "[313/2 440] Année close, et rien n'est en attente marge −69 cas" in out
    assert "une fois réglés les cas en attente de la période close" in out


def test_the_rest_of_a_quarter_and_of_days(run: Any) -> None:
    words = ("outlook", "--site", "istres", "--lang", "fr", "--as-of", "2018-04-20")
    out = flat(run(*words, "--quarter", "2018Q2").out)
    assert "possibles d'ici juin" in out
    out = flat(run(*words, "--from", "2018-04-02", "--to", "2018-05-15").out)
    assert "possibles d'ici le 15/05/2018" in out


def test_several_sites_and_their_total(run: Any) -> None:
    words = ("outlook", "--year", "2018", "--as-of", "2018-09-30", "--lang", "fr")
    out = flat(run(*words, "--indicator", "appels-perdus", "--indicator", "rdv-4j").out)
    assert "Préfecture : sans objet" in out
    assert "Tous les sites : non transmis" in out
    assert "si 2 291 autres appels arrivent, comme l'an dernier" in out  # 1,058 + 589 + 644


def test_plain_tables_and_only_some(run: Any) -> None:
    out = run(*ISTRES, "--columns", "indicator,spare", "--sort", "-spare", "--lang", "en").out
    assert [line.split() for line in out.splitlines()[3:6]] == [
        ["Indicator", "Still", "possible"], ["appels-perdus-svi", "153"],
        ["pn-satisfaction", "120"],
    ]  # fmt: skip
    out = run(*ISTRES, "--only", "missed", "--lang", "en").out
    assert "2 figures shown of 17: missed" in out
    assert "SVI" not in out
    out = run(*ISTRES, "--sort", "spare", "--format", "markdown", "--lang", "en").out
    assert "| Label | Result | Objective | Outlook |" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--what-if", "courriel-5j +2"), "did you mean courriels-5j?"),
        (("--what-if", "courriels-5j 2"), "cannot be read"),
        (("--what-if", "courriels-5j +1"), "would be 5 cases of 4"),
        (("--site", "aix", "--what-if", "courriels-5j +0"), "2 are asked for"),
        (("--columns", "spar"), "spare"),
        (("--site", "istre"), "istres"),
    ],
)
def test_mistakes_name_what_was_meant(run: Any, words: tuple[str, ...], said: str) -> None:
    ran = run(*ISTRES, *words)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("lost", "at_most 10 %", 0, 5, 5), "Encore 1 appel perdu possible d'ici décembre, si 5"),
        (("lost", "at_most 10 %", 0, 15, 5), "Encore 2 appels perdus possibles d'ici décembre"),
        (("lost", "at_most 10 %", 0, 9, 1), "Déjà acquis d'ici décembre"),
        (("lost", "at_most 10 %", 1, 1, 9), "Plus aucune marge d'ici décembre"),
        (("lost", "at_most 10 %", 2, 9, 1), "Hors d'atteinte d'ici décembre"),
        (("lost", "at_most 10 %", 2, 9, 1), "l'objectif serait manqué de 1 cas, si 1 autre appel"),
        (("within", "at_least 50 %", 9, 9, 3), "Déjà acquis"),
        (("within", "at_least 95 %", 19, 19, 9), "Encore 1 courriel hors délai possible"),
        (("within", "at_least 90 %", 19, 19, 9), "Encore 2 courriels hors délai possibles"),
        (("within", "at_least 90 %", 19, 19, 9), "à tenir sur les 9 cas restants : au moins"),
        (("delay", "less_than 5 d", 8, 1, 1), "Encore 1 jour d'attente possible d'ici décembre"),
        (("delay", "less_than 5 d", 7, 1, 1), "Encore 2 jours d'attente possibles d'ici décembre"),
        (("delay", "less_than 5 d", 9, 1, 1), "Encore 0 jour d'attente possible"),
        (("delay", "less_than 5 d", 10, 1, 1), "il y aurait 1 jour de trop"),
        (("delay", "at_least 5 d", 4, 1, 1), "Encore 6 jours d'attente requis"),
        (("delay", "at_least 5 d", 14, 1, 1), "Déjà acquis"),
        (("lost", "at_most 10 %", 1, 10, 0), "Aucun autre cas attendu d'ici décembre"),
        (("lost", "at_most 10 %", 1, 10, None), "Pas de projection"),
    ],
)
def test_french_sentences(asked: tuple[Any, ...], said: str) -> None:
    kind, objective, top, base, cases = asked
    set_language("fr")
    try:
        text = flat(" · ".join(sentences(ahead(figure(kind, objective, top, base), cases))))
    finally:
        set_language("en")
    assert said in text
