"""Wordings that a newcomer stumbled on: each says what is shown, and to whom it belongs."""

from typing import Any

import pytest

ALL_OF_2018 = ("compare", "--year", "2018", "--with", "2017", "--lang", "fr")
SHORT = ("trend", "appels-perdus", "--site", "istres", "--no-chart", "--lang", "fr")


def flat(text: str) -> str:
    plain = text.replace("\u00a0", " ").replace("\u202f", " ")
    return " ".join(plain.split())


def test_a_later_period_named_second_is_said_to_be_the_later_one(run: Any) -> None:
    """The later period is compared with the earlier, and whoever typed it learns so."""
    ran = run("compare", "--year", "2017", "--with", "2018", "--lang", "en")
    assert ran.status == 0
    assert "2018 is the later one: it is compared with 2017." in flat(ran.err)
    again = run("compare", "--year", "2018", "--with", "2017", "--lang", "en")
    assert (ran.out, "later one" in again.err) == (again.out, False)


def test_changes_and_chance_count_the_same_comparisons(run: Any) -> None:
    """Four sites and their total: 6 + 13 + 1 changes of sites, and 20 tests."""
    said = flat(run(*ALL_OF_2018).out)
    assert "6 mieux" in said
    assert "1 stable, totaux à part." in said
    assert "Sur les 20 évolutions testées, le hasard seul en ferait passer environ 1" in said


def test_only_names_of_sites_stand_out(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = run(*ALL_OF_2018, "--indicator", "appels-perdus").out.splitlines()
    sites = ("Préfecture", "Aix", "Arles", "Istres", "Tous")
    inside = [one.strip() for one in lines if one.startswith("    ") and one[4] != " "]
    assert len(inside) == len(sites)
    assert all(one.startswith(site) for one, site in zip(inside, sites, strict=True))


def test_no_change_is_said_once_and_two_years_are_offered(run: Any) -> None:
    said = flat(run(*SHORT, "--year", "2018").out)
    assert "le hasard suffit à expliquer les écarts (p = 0,061, pour 7 mois essayés)." in said
    assert "Sur 12 mois seulement ; avec --from 2017-01 --to 2018-12, sur deux ans." in said
    both = flat(run(*SHORT, "--from", "2017-01", "--to", "2018-12").out)
    assert "sur deux ans" not in both
    opened = flat(run("trend", "pn-usagers", "--site", "istres", "--year", "2018").out)
    assert "two years" not in opened  # the digital points opened in 2018


@pytest.mark.parametrize("width", [str(one) for one in range(60, 121, 10)])
def test_a_p_stays_on_its_line(run: Any, monkeypatch: pytest.MonkeyPatch, width: str) -> None:
    monkeypatch.setenv("COLUMNS", width)
    lines = run(*SHORT, "--from", "2017-01", "--to", "2018-12").out.splitlines()
    assert not any(one.endswith(("(p", "<", "=")) for one in lines)


def test_the_legend_of_an_outlook_explains_what_stands_there(run: Any) -> None:
    words = ("outlook", "--site", "istres", "--year", "2018", "--as-of", "2018-09-30")
    out = run(*words, "--only", "missed", "--lang", "fr").out
    assert "Évolution" not in out
    assert "Incertain" not in out
    assert "affichés sur 17 : manqué · exemple fictif" in flat(out)


def test_a_hypothesis_is_advised_in_the_language_spoken(run: Any) -> None:
    words = ("outlook", "--site", "istres", "--year", "2018", "--what-if", "courriels-delai +2")
    assert "comme 'courriels-delai -4j'" in run(*words, "--lang", "fr").err
    assert "as in 'courriels-delai -4d'" in run(*words, "--lang", "en").err


def test_a_role_that_is_none_is_answered_with_the_roles(run: Any) -> None:
    ran = run("explain", "courriels-5j", "--site", "istres", "--year", "2018", "--rows", "foo")
    assert ran.status == 2
    assert "“foo” is none of the choices" in ran.err
    assert "numerator, denominator, late" in ran.err


def test_files_read_and_files_behind_a_figure_are_told_apart(run: Any) -> None:
    """Mail of 2017 is read for the year before; twelve files hold rows of 2018."""
    said = flat(run("explain", "courriels-5j", "--site", "istres", "--year", "2018").out)
    assert "samples, 24 files" in said
    assert "12 of these files hold rows of the figure: they are listed below." in said


def test_a_map_keeps_to_a_narrow_screen(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    out = run("coverage", "--year", "2018", "--lang", "fr").out
    assert max(map(len, out.splitlines())) <= 40
