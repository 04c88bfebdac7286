"""Explanations: what is behind a figure, from registers written by hand."""

import hashlib
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from qualstat.errors import UsageError
from qualstat.explanations import Explanation
from qualstat.explanations.values import Role
from qualstat.periods import Period, year_period
from qualstat.pipeline import Request, explain
from registers_by_hand import REFERENTIEL, found, months, write
from spoiled_referentiel import spoiled

RATE = "collectivites-courriels-5j"
LETTER = "istres;{};courriel;collectivite;demande;{};{};"
LETTERS = [  # lines 2 to 9; working days of 2018 without the first
    LETTER.format("A", "08/01/2018", "10/01/2018"),  # 2
    LETTER.format("B", "05/03/2018", "13/03/2018"),  # 6: 6 to 9, 12 and 13 March
    LETTER.format("C", "04/06/2018", "13/06/2018"),  # 7: 5 to 8, 11 to 13 June
    LETTER.format("D", "02/07/2018", "12/07/2018"),  # 8: 3 to 6, 9 to 12 July
    LETTER.format("E", "03/09/2018", "11/09/2018"),  # 6: 4 to 7, 10 and 11 September
    LETTER.format("F", "01/10/2018", ""),  # overdue
    LETTER.format("G", "27/12/2018", ""),  # pending: 28 and 31 December
    "istres;H;courriel;usager;demande;31/12/2018;31/12/2018;",  # out of scope: the last day known
]
TOLD = f"""istres:
  - {{indicator: {RATE}, month: 2018-07, days: 8, given: 2019-01-15, text: panne de la messagerie}}
"""
JANUARY = 12 * 2018


def explained(  # noqa: PLR0913  # what may differ from one test to another
    folder: Path,
    registers: dict[str, list[str]],
    indicator: str = RATE,
    *,
    sites: tuple[str, ...] = ("istres",),
    period: Period | None = None,
    referentiel: Path = REFERENTIEL,
    role: Role | None = None,
    late: bool = False,
    as_of: date | None = None,
) -> Explanation:
    asked = Request(
        referentiel, write(folder, registers), period=period or year_period(2018), sites=sites,
        indicators=(indicator,), as_of=as_of,
    )  # fmt: skip
    return explain(asked, role=role, late=late)


def lines(held: Explanation) -> list[tuple[int, str]]:
    return [(one.line, one.role) for one in held.rows or ()]


def test_the_terms_of_the_months_add_up(tmp_path: Path) -> None:
    """A month without a row is not transmitted, and not 0/0."""
    held = explained(tmp_path, {"courriers.csv": LETTERS})
    (whole,) = held.sums
    assert whole.value == Fraction(100, 6)
    assert [
        f"{one.counts.numerator}/{one.counts.denominator}" if one.state != "missing" else "-"
        for one in whole.terms
    ] == ["1/1", "-", "0/1", "-", "-", "0/1", "0/1", "-", "0/1", "0/1", "-", "0/0"]
    assert [one.state for one in whole.terms][-1] == "no_case"
    assert whole.terms[-1].counts.pending == 1


def test_the_total_of_sites_adds_theirs(tmp_path: Path) -> None:
    rows = [*LETTERS, "arles;A;courriel;collectivite;demande;08/01/2018;09/01/2018;"]
    held = explained(tmp_path, {"courriers.csv": rows}, sites=("istres", "arles"))
    assert [(one.site, one.value) for one in held.sums] == [
        ("arles", Fraction(100)), ("istres", Fraction(100, 6)), ("all", Fraction(200, 7)),
    ]  # fmt: skip
    assert held.whole.terms[0].counts.numerator == 2


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("numerator", [(2, "numerator")]),
        ("denominator", [(2, "numerator"), (3, "late"), (4, "late"), (5, "late"), (6, "late"),
                         (7, "overdue")]),
        ("late", [(3, "late"), (4, "late"), (5, "late"), (6, "late"), (7, "overdue")]),
        ("overdue", [(7, "overdue")]),
        ("pending", [(8, "pending")]),
    ],
)  # fmt: skip
def test_rows_of_each_role(tmp_path: Path, role: Role, expected: list[tuple[int, str]]) -> None:
    held = explained(tmp_path, {"courriers.csv": LETTERS}, role=role)
    assert lines(held) == expected


def test_rows_know_their_days_and_nothing_of_anyone(tmp_path: Path) -> None:
    held = explained(tmp_path, {"a/courriers.csv": LETTERS}, role="late")
    assert held.rows is not None
    assert [(one.file, one.first, one.answer, one.days) for one in held.rows][2:] == [
        ("a/courriers.csv", date(2018, 7, 2), date(2018, 7, 12), 8),
        ("a/courriers.csv", date(2018, 9, 3), date(2018, 9, 11), 6),
        ("a/courriers.csv", date(2018, 10, 1), None, 63),  # to 31 December: 22 + 21 + 20
    ]  # fmt: skip


def test_excluded_calls_are_listed_and_weighted(tmp_path: Path) -> None:
    call = "istres;15/01/2018 10:00;{};{};5;60;{}"
    rows = [
        call.format("standard", "repondu", 3), call.format("standard", "perdu", 2),
        call.format("standard", "ferme", 4), call.format("svi", "perdu", 9),
    ]  # fmt: skip
    held = explained(tmp_path, {"appels.csv": rows}, "appels-perdus", role="excluded")
    assert [(one.line, one.n) for one in held.rows or ()] == [(4, 4)]
    held = explained(tmp_path, {"appels.csv": rows}, "appels-perdus", role="denominator")
    counts = [(one.counts.numerator, one.counts.denominator) for one in held.rows or ()]
    assert counts == [(0, 3), (2, 2)]
    assert held.whole.value == Fraction(200, 5)


def test_late_cases_are_reconciled_with_what_was_said(tmp_path: Path) -> None:
    declared = spoiled(tmp_path, {"explanations.yaml": TOLD})
    held = explained(tmp_path / "data", {"courriers.csv": LETTERS}, referentiel=declared, late=True)
    assert held.late is not None
    assert (held.late.total, held.late.explained) == (5, 1)
    first, *others = held.late.cases
    assert [one.row.line for one in held.late.cases] == [7, 5, 4, 3, 6]  # 63, 8, 7, 6, 6 days
    assert (first.told, first.alike) == ((), 1)
    (said,) = others[0].told
    assert said.explained.text == "panne de la messagerie"
    assert [one.explained for one in others] == [1, 0, 0, 0]


@pytest.mark.parametrize(
    ("old", "new", "number"), [("days: 8", "days: 7", 0), ("days: 8", "days: 8, number: 3", 1)]
)
def test_an_explanation_without_as_many_cases_is_found(
    tmp_path: Path, old: str, new: str, number: int
) -> None:
    declared = spoiled(tmp_path, {"explanations.yaml": TOLD.replace(old, new)})
    held = explained(tmp_path / "data", {"courriers.csv": LETTERS}, referentiel=declared)
    (finding,) = found(held.scorecard, "explanation-without-case")
    assert str(finding.found).endswith(f"found {number}")


def test_nothing_is_missed_where_the_month_was_not_received(tmp_path: Path) -> None:
    declared = spoiled(tmp_path, {"explanations.yaml": TOLD.replace("2018-07", "2018-08")})
    held = explained(tmp_path / "data", {"courriers.csv": LETTERS}, referentiel=declared)
    assert found(held.scorecard, "explanation-without-case") == []


def test_ways_differ_and_only_ours_is_told_in_twelfths(tmp_path: Path) -> None:
    """1/4 is 3/12; the mean of three months of 100, 0 and 0 % is a third."""
    rows = [LETTERS[0], LETTERS[1], LETTERS[2], LETTERS[2].replace(";C;", ";D;"), LETTERS[7]]
    held = explained(tmp_path, {"courriers.csv": rows})
    pooled, by_month = held.ways
    assert (pooled.name, pooled.value, pooled.fold) == ("pooled", Fraction(25), Fraction(3))
    assert (by_month.value, by_month.total, by_month.fold) == (
        Fraction(100, 3), Fraction(100), None,
    )  # fmt: skip
    assert [month - JANUARY for month, _ in by_month.parts if isinstance(month, int)] == [0, 2, 5]


def test_the_mean_of_sites_is_another_way(tmp_path: Path) -> None:
    """Istres 1/6 and Arles 1/1: 58.33 % where all cases give 2/7."""
    rows = [*LETTERS, "arles;A;courriel;collectivite;demande;08/01/2018;09/01/2018;"]
    held = explained(tmp_path, {"courriers.csv": rows}, sites=("istres", "arles"))
    assert [(one.name, one.value) for one in held.ways if one.name != "months"] == [
        ("pooled", Fraction(200, 7)), ("sites", Fraction(700, 12)),
    ]  # fmt: skip


def test_a_sum_has_one_way_only(tmp_path: Path) -> None:
    rows = ["istres;2018-04-03;point_numerique;;;2"]
    assert explained(tmp_path, {"visites.csv": rows}, "pn-usagers").ways == ()


def test_files_behind_are_those_with_rows_of_the_site_and_months(tmp_path: Path) -> None:
    registers = {
        "courriers-1.csv": LETTERS[:3],
        "courriers-2.csv": LETTERS[3:],
        "courriers-3.csv": ["arles;A;courriel;collectivite;demande;08/01/2018;;"],
        "courriers-4.csv": [LETTER.format("Z", "09/01/2017", "10/01/2017")],
        "visites.csv": ["istres;2018-04-03;point_numerique;;;2"],
    }
    held = explained(tmp_path, registers)
    assert [(one.file, one.rows) for one in held.files] == [
        ("courriers-1.csv", 3), ("courriers-2.csv", 5),
    ]  # fmt: skip
    content = (tmp_path / "courriers-1.csv").read_bytes()
    assert held.files[0].digest == hashlib.sha256(content).hexdigest()
    assert held.scorecard.source.files == 4  # no other register is read


def test_a_replay_rests_on_no_file_of_later_months(tmp_path: Path) -> None:
    registers = {"courriers-1.csv": LETTERS[:3], "courriers-2.csv": LETTERS[3:]}
    held = explained(tmp_path, registers, as_of=date(2018, 6, 30), role="denominator")
    assert [(one.file, one.rows) for one in held.files] == [("courriers-1.csv", 3)]
    assert {one.file for one in held.rows or ()} == {"courriers-1.csv"}


def test_holidays_and_closures_of_the_period_have_names(tmp_path: Path) -> None:
    """May 2018: the 1st, 8th, 10th and 21st; a closure on Friday 11th and Saturday 12th."""
    closure = "closures:\n  - {first: 2018-05-11, last: 2018-05-12, reason: pont}\nbreaks:\n"
    declared = spoiled(tmp_path, {"sites/istres.yaml": ("breaks:\n", closure)})
    held = explained(tmp_path / "data", {"courriers.csv": LETTERS}, referentiel=declared,
                     period=months("2018-05", "2018-05"))  # fmt: skip
    (calendar,) = held.calendars
    assert calendar.zone == "metropole"
    assert [(one.day.day, one.kind) for one in calendar.days] == [
        (1, "holiday"), (8, "holiday"), (10, "holiday"), (11, "closure"), (21, "holiday"),
    ]  # fmt: skip
    assert [one.name for one in calendar.days][1:4] == ["Fête de la Victoire", "Ascension", "pont"]


def test_an_absent_figure_is_explained(tmp_path: Path) -> None:
    """Mail of Istres from January to March lacks February; visits are followed from April on."""
    held = explained(tmp_path, {"courriers.csv": LETTERS}, period=months("2018-02", "2018-02"))
    assert held.absence is not None
    assert (held.absence.state, held.absence.months) == ("missing", (JANUARY + 1,))
    assert (held.ways, held.files, held.absence.files) == ((), (), "courriers*.csv")
    registers = {"visites.csv": ["istres;2018-04-03;point_numerique;;;2"]}
    held = explained(tmp_path / "v", registers, "pn-usagers", period=months("2018-01", "2018-03"))
    assert held.absence is not None
    assert (held.absence.state, held.absence.months) == ("not_monitored", ())
    (followed,) = held.absence.followed
    assert "avril 2018" in (followed.follows[0].reason or "")


def test_what_is_new_in_the_period_is_marked(tmp_path: Path) -> None:
    held = explained(tmp_path, {"visites.csv": ["istres;2018-04-03;point_numerique;;;2"]},
                     "pn-usagers")  # fmt: skip
    assert [(one.month - JANUARY, one.kind) for one in held.marks["istres"]] == [
        (3, "followed"), (8, "break"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("indicator", "role", "late", "said"),
    [
        (RATE, "excluded", False, "has no such rows: excluded"),
        ("appels-perdus", "late", False, "has no deadline"),
        ("appels-perdus", None, True, "has no deadline"),
        ("courriels-delai", None, True, "has no deadline"),
        ("pn-usagers", "pending", False, "has no such rows: pending"),
    ],
)
def test_what_an_indicator_has_not_is_refused(
    tmp_path: Path, indicator: str, role: Role | None, late: bool, said: str
) -> None:
    with pytest.raises(UsageError) as caught:
        explained(tmp_path, {"courriers.csv": LETTERS}, indicator, role=role, late=late)
    assert said in str(caught.value.findings[0].found)
