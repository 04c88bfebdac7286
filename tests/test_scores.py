"""Scores: means and shares on a scale, counted by hand, exact, judged and compared."""

from fractions import Fraction
from pathlib import Path
from typing import Any

from measures_manual import manual_referentiel
from qualstat.comparisons.compare import comparisons
from qualstat.periods import Period, year_period
from qualstat.pipeline import Request
from qualstat.pipeline.gathering import gather
from qualstat.render.language import set_language
from qualstat.render.records import record
from qualstat.scorecards import Scorecard
from registers_by_hand import computed, figure, months, write

ASKED = "Clarté des informations"
JUNE = months("2018-06", "2018-06")


def answer(level: str, count: int, day: str = "12/06/2018", question: str = ASKED) -> str:
    return f"istres;{day};accueil;{question};{level};{count}"


def scored(folder: Path, rows: list[str], period: Period = JUNE) -> Scorecard:
    root = manual_referentiel(folder)
    return computed(folder / "data", {"enquetes.csv": rows}, period, referentiel=root)


def test_a_mean_is_exact_and_blanks_and_other_scales_are_no_answers(tmp_path: Path) -> None:
    """(3 x 2 + 1 x 5) / 4 = 2.75; a blank for 4, and a 9 on a scale of 5, are left out."""
    rows = [answer("2", 3), answer("5", 1), answer("", 4), answer("9", 1),
            answer("satisfait", 2), answer("1", 6, question="Amabilité")]  # fmt: skip
    made = figure(scored(tmp_path, rows), "enquete-clarte")
    held = made.measure
    assert (held.value, held.numerator, held.denominator) == (Fraction(11, 4), 11, 4)
    assert (held.excluded, held.pending, held.overdue) == (7, None, None)
    assert (held.median, held.p90, made.interval, made.margin_cases) == (None,) * 4
    assert (made.verdict, made.margin) == ("near", Fraction(-1, 4))  # 3/5, tolerance 0.5
    said = record(made)
    assert (said["kind"], said["unit"], said["value"]) == ("score", "/5", Fraction(11, 4))
    assert (said["target"], said["tolerance"]) == (3, Fraction(1, 2))


def test_a_question_is_named_whatever_its_case_and_accents(tmp_path: Path) -> None:
    rows = [answer("4", 1, question="clarte des INFORMATIONS"), answer("2", 1)]
    assert figure(scored(tmp_path, rows), "enquete-clarte").measure.value == 3


def test_equality_meets_and_no_answer_is_no_case(tmp_path: Path) -> None:
    exactly = figure(scored(tmp_path / "a", [answer("3", 2)]), "enquete-clarte")
    assert exactly.verdict == "met"
    blank = figure(scored(tmp_path / "b", [answer("", 2)]), "enquete-clarte")
    assert (blank.measure.state, blank.measure.value) == ("no_case", None)
    assert blank.measure.excluded == 2


def test_the_share_above_has_its_interval_and_its_margin(tmp_path: Path) -> None:
    """6 of 8 are 4 or 5: 75 %, met; one less is missed by one case."""
    rows = [answer("3", 2), answer("4", 5), answer("5", 1), answer("", 9)]
    made = figure(scored(tmp_path, rows), "enquete-clarte-4")
    assert (made.measure.value, made.verdict, made.margin_cases) == (75, "met", 0)
    assert made.interval is not None
    assert made.measure.excluded == 9
    low, high = made.interval
    assert (round(low, 2), round(high, 2)) == (40.93, 92.85)  # Wilson, 6 of 8
    assert record(made)["unit"] == "%"


def test_words_are_worth_what_is_declared(tmp_path: Path) -> None:
    rows = ["istres;02/05/2018;point_numerique;;tres_satisfait;2",
            "istres;02/05/2018;point_numerique;;pas_satisfait;1",
            "istres;02/05/2018;point_numerique;;;7"]  # fmt: skip
    root = manual_referentiel(tmp_path)
    made = figure(computed(tmp_path / "data", {"visites.csv": rows}, referentiel=root), "pn-note")
    assert (made.measure.numerator, made.measure.denominator) == (2 * 4 + 1, 3)


def test_months_and_sites_add_up(tmp_path: Path) -> None:
    """5 once, then 2 nine times: (5 + 18) / 10, never (5 + 2) / 2 (C8)."""
    rows = [answer("5", 1, "01/05/2018"), answer("2", 9)]
    held = scored(tmp_path, rows, months("2018-05", "2018-06"))
    assert figure(held, "enquete-clarte").measure.value == Fraction(23, 10)
    assert figure(held, "enquete-clarte", "all").measure.value == Fraction(23, 10)


def test_a_year_against_the_one_before_is_tested_on_the_answers(tmp_path: Path) -> None:
    """From 2 to 4 points over 40 answers: +2, more than chance by Mann and Whitney."""
    rows = [answer("2", 40, "12/06/2017"), answer("4", 40)]
    root = manual_referentiel(tmp_path, since="2017-01")
    data = write(tmp_path / "data", {"enquetes.csv": rows})
    asked = Request(root, data, period=year_period(2018), indicators=("enquete-clarte",),
                    sites=("istres",))  # fmt: skip
    held = gather(asked)
    assert held.period
    (made,) = comparisons(held.basis([held.period]), held.sites, [held.period], held.indicators)
    assert (made.now.change, made.now.trend) == (2, "up")
    assert made.chance is not None
    assert made.chance.test == "mann-whitney"
    assert made.chance.significant


def test_it_is_said_in_french_and_in_english(run: Any, tmp_path: Path) -> None:
    root = manual_referentiel(tmp_path)
    data = write(tmp_path / "data", {"enquetes.csv": [answer("2", 3), answer("5", 1)]})
    words = ("compute", "--referentiel", str(root), "--data", str(data), "--month", "2018-06",
             "--site", "istres", "--indicator", "enquete-clarte")  # fmt: skip
    french = run(*words, "--lang", "fr").out.replace("\u00a0", " ")
    assert "2,75/5" in french
    assert "au moins 3/5" in french
    assert "sur 4 réponses" in french
    set_language("en")
    assert "2.75/5" in run(*words, "--lang", "en").out


def test_an_outlook_says_that_there_is_none(run: Any, tmp_path: Path) -> None:
    root = manual_referentiel(tmp_path)
    data = write(tmp_path / "data", {"enquetes.csv": [answer("2", 3), answer("5", 1)]})
    words = ("--referentiel", str(root), "--data", str(data), "--year", "2018",
             "--indicator", "enquete-clarte", "--site", "istres")  # fmt: skip
    ran = run("outlook", *words)
    assert ran.status == 0
    assert "No outlook: what the cases to come may change" in " ".join(ran.out.split())
    ran = run("outlook", *words, "--what-if", "enquete-clarte +2")
    assert ran.status == 2
    assert "is no rate" in ran.err
