"""Ratios: counts over counts, on the months and sites that both sides cover, never rates."""

from fractions import Fraction
from pathlib import Path
from typing import Any

from measures_manual import manual_referentiel
from qualstat.periods import Period
from qualstat.render.records import record
from qualstat.scorecards import Scorecard
from registers_by_hand import computed, figure, months

SPRING = months("2018-05", "2018-06")


def visit(day: str, purpose: str, count: int, site: str = "istres") -> str:
    return f"{site};{day};{purpose};;;{count}"


def email(asked: str, answered: str, site: str = "istres") -> str:
    return f"{site};;courriel;usager;demande;{asked};{answered};"


def call(day: str, outcome: str, count: int) -> str:
    return f"istres;{day} 10:00;standard;{outcome};;;{count}"


def made_of(folder: Path, registers: dict[str, list[str]], period: Period = SPRING) -> Scorecard:
    root = manual_referentiel(folder)
    return computed(folder / "data", registers, period, referentiel=root)


def test_numerators_are_added_then_divided_once(tmp_path: Path) -> None:
    """(10 + 60) / (10 + 10) = 3.5: neither 83 nor the mean of 1 and 6 by months alone."""
    rows = [
        visit("02/05/2018", "information", 10),
        visit("02/05/2018", "point_numerique", 10),
        visit("04/06/2018", "information", 60),
        visit("04/06/2018", "point_numerique", 10),
    ]
    made = figure(made_of(tmp_path, {"visites.csv": rows}), "infos-par-usager")
    held = made.measure
    assert (held.value, held.numerator, held.denominator) == (Fraction(7, 2), 70, 20)
    assert (made.verdict, made.margin) == ("met", Fraction(11, 2))  # at most 9 per case
    assert (made.interval, made.margin_cases, held.median) == (None, None, None)
    said = record(made)
    assert (said["kind"], said["unit"], said["target"]) == ("ratio", "ratio", 9)


def test_months_that_one_side_lacks_are_left_out(tmp_path: Path) -> None:
    """Calls of May have no mail beside them: 1 e-mail in time for the 2 calls lost in June."""
    registers = {
        "courriers.csv": [email("04/06/2018", "05/06/2018"), email("04/06/2018", "27/06/2018")],
        "appels.csv": [call("15/05/2018", "perdu", 40), call("12/06/2018", "perdu", 2),
                       call("12/06/2018", "repondu", 8)],
    }  # fmt: skip
    made = figure(made_of(tmp_path, registers), "courriels-par-appel")
    assert (made.measure.numerator, made.measure.denominator) == (1, 2)
    assert (made.coverage.covered, made.coverage.expected) == (1, 2)
    assert "partial" in made.notes


def test_a_side_without_register_is_missing_and_none_below_is_no_case(tmp_path: Path) -> None:
    calls = {"appels.csv": [call("12/06/2018", "perdu", 2)]}
    made = figure(made_of(tmp_path / "a", calls), "courriels-par-appel")
    assert made.measure.state == "missing"
    answered = {
        "courriers.csv": [email("04/06/2018", "05/06/2018")],
        "appels.csv": [call("12/06/2018", "repondu", 2)],
    }
    made = figure(made_of(tmp_path / "b", answered), "courriels-par-appel")
    assert (made.measure.state, made.measure.value) == ("no_case", None)


def test_what_waits_on_a_side_is_pending(tmp_path: Path) -> None:
    """Asked on Friday 29, known until Tuesday 3 July: 2 working days, of 5."""
    registers = {
        "courriers.csv": [email("04/06/2018", "05/06/2018"), email("29/06/2018", ""),
                          email("03/07/2018", "03/07/2018")],
        "appels.csv": [call("12/06/2018", "perdu", 2)],
    }  # fmt: skip
    held = figure(made_of(tmp_path, registers), "courriels-par-appel").measure
    assert (held.numerator, held.denominator, held.pending, held.overdue) == (1, 2, 1, None)


def test_sites_add_up_on_what_each_covers(tmp_path: Path) -> None:
    """Istres 70/20 and Arles 8/2; Aix has no desk in May: its digital point counts in June only."""
    rows = [
        visit("02/05/2018", "information", 70), visit("02/05/2018", "point_numerique", 20),
        visit("02/05/2018", "information", 8, "arles"),
        visit("02/05/2018", "point_numerique", 2, "arles"),
    ]  # fmt: skip
    made = figure(made_of(tmp_path, {"visites.csv": rows}), "infos-par-usager", "all")
    assert (made.measure.numerator, made.measure.denominator) == (78, 22)


def test_its_rows_are_those_of_both_sides(run: Any, tmp_path: Path) -> None:
    registers = {
        "courriers.csv": [email("04/06/2018", "05/06/2018"), email("04/06/2018", "27/06/2018")],
        "appels.csv": [call("12/06/2018", "perdu", 2), call("12/06/2018", "repondu", 8)],
    }
    made_of(tmp_path, registers)
    words = ("--referentiel", str(tmp_path / "referentiel"), "--data", str(tmp_path / "data"),
             "--month", "2018-06", "--site", "istres")  # fmt: skip
    top = run("explain", "courriels-par-appel", *words, "--rows", "numerator").out
    assert "1 row: 1 in the numerator, 0 in the denominator." in top
    ran = run("explain", "courriels-par-appel", *words, "--rows", "denominator")
    assert ran.status == 0
    assert "1 row: 0 in the numerator, 2 in the denominator." in ran.out
    said = " ".join(ran.out.replace("\u00a0", " ").split())
    assert "numerator of “Taux d'appels perdus” (appels-perdus)" in said
    assert "courriers.csv" in said
    assert "appels.csv" in said
