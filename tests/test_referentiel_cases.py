"""The worked cases: those that are shipped hold, and one that does not says what counts where."""

import json
from pathlib import Path
from typing import Any

import pytest

from measures_manual import manual_referentiel
from qualstat.pipeline.working import work
from qualstat.referentiel import case_files
from qualstat.referentiel.cases import Cases
from qualstat.referentiel.loader import load
from spoiled_referentiel import SHIPPED, Change, short, spoiled

SHIPPED_CASES, _ = case_files.read(SHIPPED, load(SHIPPED)[0])
MAILS, MEAN = "cases/courriels-5j.yaml", "cases/courriels-delai.yaml"


@pytest.mark.parametrize(
    "filed", SHIPPED_CASES, ids=lambda one: f"{one.indicator}: {one.case.case}"
)
def test_a_shipped_case_holds(filed: case_files.Filed) -> None:
    (worked,) = work(SHIPPED, [filed])
    told = [(one.record.text, one.row and (one.row.role, one.row.days)) for one in worked.records]
    assert worked.unlike == (), told


def test_each_indicator_has_one() -> None:
    held, _ = load(SHIPPED)
    assert {one.indicator for one in SHIPPED_CASES} == set(held.indicators)


def read(tmp_path: Path, changes: dict[str, Change]) -> list[str]:
    """Return what is found in the cases of a changed référentiel, in short."""
    place = spoiled(tmp_path, changes)
    return [short(one) for one in case_files.read(place, load(place)[0])[1]]


WRONG: list[tuple[str, Change, list[str]]] = [
    (MAILS, ("site: istres", "site: istre"), ["3:9 unknown-site"]),
    (MAILS, ("period: 2018-06", "period: juin"), ["4:11 span-form"]),
    (MAILS, ("as_of: 2018-06-29", "as_of: 29/06/2018"), ["5:10 day-form"]),
    (MAILS, ("  as_of:", "  asof:"), ["5:3 unknown-key"]),
    (MAILS, ("(1 + 1) sur 4 = 50 %", "(1 + 1) sur 4 = 52 %"), ["13:13 case-arithmetic"]),
    (MAILS, ("(1 + 1) sur 4 = 50 %", "la moitié"), ["13:13 expected-form"]),
    (MAILS, ("(1 + 1) sur 4 = 50 %", "1 sur 0 = 0 %"), ["13:13 expected-form"]),
    (MAILS, ("(1 + 1) sur 4 = 50 %", "2 sur 4"), ["13:13 expected-form"]),
    (MAILS, ("repondu_le\n    01/06", "repondu\n    01/06"), ["7:18 case-table"]),
    (MAILS, ("    15/06/2018 ;\n", "    15/06/2018\n"), ["11:5 case-table"]),
    (MAILS, ("records: |", "records:"), ["6:3 case-table"]),
    (MAILS, ("records: |", "records: >"), ["6:3 case-table"]),
    (MAILS, "case: x\nsite: istres\n", ["1:1 list-form"]),
    (MAILS, "", ["1:1 empty-file"]),
    (MAILS, "- case: x\n  site: istres\n  period: 2018-06\n  expected: 1\n  records: \" \"\n",
     ["5:3 case-table"]),
    ("cases/courriel-5j.yaml",
     "- case: x\n  site: istres\n  period: 2018-06\n  expected: 1\n  records: a\n",
     ["1:1 unknown-indicator"]),
]  # fmt: skip


@pytest.mark.parametrize(("file", "change", "expected"), WRONG, ids=lambda one: str(one)[:40])
def test_a_mistake_has_its_line(
    tmp_path: Path, file: str, change: Change, expected: list[str]
) -> None:
    found = read(tmp_path, {file: change})
    assert found == [f"{file}:{one}" for one in expected]


MANY = """- case: un
  site: istres
  period: 2018-6
  records: |
    recu_le    ; repondu_le
    01/06/2018 ; 08/06/2018
  expected: 1 sur 2 = 40 %
- case: deux
  site: istre
  period: 2018-06
  records: |
    recu       ; repondu_le
    01/06/2018 ; 08/06/2018
  expected: 1 sur 1 = 101 %
- case: trois
  site: istres
  period: 2018-06
  records: |
    recu_le    ; repondu_le
    01/06/2018 ; 04/06/2018
  expected: 1 sur 1 = 100 %
"""


def test_every_mistake_of_a_file_at_once(run: Any, tmp_path: Path) -> None:
    """A month badly written hides no other mistake, and the case without one is worked."""
    assert read(tmp_path, {MAILS: MANY}) == [f"{MAILS}:{one}" for one in (
        "3:11 span-form", "7:13 case-arithmetic", "9:9 unknown-site", "14:13 case-arithmetic",
        "12:5 case-table",
    )]  # fmt: skip
    place = str(tmp_path / "referentiel")
    ran = run("referentiel", "test", "courriels-5j", "--referentiel", place)
    assert "1 case, which holds." in ran.out
    # where the référentiel itself is wrong, calculations are still told
    (tmp_path / "referentiel" / "headings.yaml").unlink()
    ran = run("referentiel", "check", "--referentiel", place)
    assert ran.out.count("does not come out") + ran.err.count("does not come out") == 2


def test_mistakes_are_found_by_check_too(run: Any, tmp_path: Path) -> None:
    place = spoiled(tmp_path, {MAILS: ("site: istres", "site: istre")})
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "appels.csv").write_text("site;debut;ligne;issue;attente_s;duree_s\n")
    for words in (("referentiel", "check"), ("check", "--data", str(tmp_path / "data"))):
        ran = run(*words, "--referentiel", str(place))
        assert ran.status == 3
        assert "“istre” is not a site" in ran.out
        assert "istres" in ran.out.split("to do:")[1]
    assert run("referentiel", "test", "--referentiel", str(place)).status == 3
    assert run("compute", "--referentiel", str(place), "--year", "2018").status == 0


def test_a_case_that_does_not_hold_says_where_each_record_counts(run: Any, tmp_path: Path) -> None:
    """One deadline shorter: the letter of 5 days is late, the one that waits 5 days overdue."""
    change: Change = ("  within: 5\n", "  within: 4\n")
    place = spoiled(tmp_path, {"indicators/courriels-5j.yaml": change})
    ran = run("referentiel", "test", "courriels-5j", "--referentiel", str(place))
    assert ran.status == 3
    lines = [" ".join(line.replace("\u00a0", " ").split()) for line in ran.out.splitlines()]
    assert "referentiel/cases/courriels-5j.yaml:2 gives 1 of 5 = 20%" in lines
    assert "0 pending, 1 expected" in lines
    assert "2 overdue, 1 expected" in lines
    assert "8 01/06/2018 ; 08/06/2018 5 answered late" in lines
    assert "9 04/06/2018 ; 04/06/2018 0 numerator" in lines
    assert "12 22/06/2018 ; 5 never answered, overdue" in lines
    quiet = run("referentiel", "test", "--quiet", "--referentiel", str(place))
    assert (quiet.status, quiet.out) == (3, "")
    assert "courriels-5j.yaml:2: “À temps, le jour même" in quiet.err.replace("\u00a0", " ")


def test_a_mean_is_said_as_one(run: Any, tmp_path: Path) -> None:
    """(2 x 3 + 5) / 4 = 2.75, and 5 are blank or off the scale; a delay has answers, not parts."""
    place = manual_referentiel(tmp_path, {
        "cases/enquete-clarte.yaml": ("(3 × 2 + 1 × 5) / 4 = 2,75/5", "12 / 4 = 3/5"),
    })  # fmt: skip
    asked = ("--referentiel", str(place), "--lang", "fr")
    ran = plain(run("referentiel", "test", "enquete-clarte", *asked).out)
    assert "donne 11 / 4 = 2,75/5" in ran
    assert "12/06/2018 ; 2 ; 3 dans la moyenne" in ran
    assert "13/06/2018 ; 9 ; 1 en blanc ou hors échelle" in ran
    place = spoiled(tmp_path / "b", {"indicators/courriels-5j.yaml": (
        "  within: 5\n", "  within: 4\n")})  # fmt: skip
    asked = ("--referentiel", str(place), "--lang", "fr")
    ran = plain(run("referentiel", "test", "courriels-5j", *asked).out)
    assert "donne 1 sur 5 = 20 %" in ran
    assert "22/06/2018 ; 5 en retard, sans réponse" in ran


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def test_a_refused_record_is_told(run: Any, tmp_path: Path) -> None:
    place = spoiled(tmp_path, {MEAN: ("01/06/2018 ; 08/06/2018", "01/06/2018 ; 08/05/2018")})
    ran = run("referentiel", "test", "courriels-delai", "--referentiel", str(place))
    assert ran.status == 3
    assert "a record is refused" in ran.out
    path = place / MAILS
    text = path.read_text("utf-8").replace("04/06/2018 ; 04/06", "04/06/2018 ; 04/05")
    path.write_text(text.replace("01/06/2018 ; 08/06", "01/06/2018 ; 08/05"), "utf-8")
    ran = run("referentiel", "test", "courriels-5j", "--referentiel", str(place))
    assert "2 records are refused" in ran.out
    assert "refused: " in ran.out


def test_a_record_out_of_scope_counts_nowhere(run: Any, tmp_path: Path) -> None:
    place = spoiled(tmp_path, {"cases/pn-usagers.yaml": ("1 + 4 = 5", "1 + 5 = 6")})
    ran = run("referentiel", "test", "pn-usagers", "--referentiel", str(place))
    assert "information     ; 30" in ran.out
    assert "nowhere: outside the scope" in ran.out


def test_a_false_calculation_is_told_with_its_unit(run: Any, tmp_path: Path) -> None:
    """(2 x 3 + 5) / 4 is 2.75 on a scale of 5; 2 of 4 are 50 %."""
    place = manual_referentiel(tmp_path, {
        "cases/enquete-clarte.yaml": ("= 2,75/5", "= 2,8/5"),
        "cases/perdus-20s.yaml": ("1 sur 4 = 25 %", "1 sur 4 = 26 %"),
        "cases/attente-perdus.yaml": ("= 18 secondes", "= 19 secondes"),
    })  # fmt: skip
    ran = run("referentiel", "test", "--referentiel", str(place), "--lang", "fr")
    # 2.75 to one decimal is 2.8, half up
    assert "clarte" not in ran.err
    path = place / "cases" / "enquete-clarte.yaml"
    path.write_text(path.read_text("utf-8").replace("2,8/5", "2,7/5"), "utf-8")
    ran = run("referentiel", "test", "--referentiel", str(place), "--lang", "fr")
    for said in ("2,75/5", "25 %", "18 secondes"):
        assert f"attendu : {said}" in plain(ran.err)
    assert "Les cas qui contiennent une faute n'ont pas été vérifiés." in plain(ran.out)


def test_a_file_that_cannot_be_read_is_not_no_case(run: Any, tmp_path: Path) -> None:
    place = spoiled(tmp_path, {MAILS: ("- case: ", "- case: : ")})
    ran = run("referentiel", "test", "courriels-5j", "--referentiel", str(place))
    assert ran.status == 3
    assert ran.out == "Cases that hold a mistake were not checked.\n"


def test_in_every_format(run: Any) -> None:
    told = json.loads(run("referentiel", "test", "rdv-10j", "--format", "json").out)["cases"]
    assert [(one["holds"], one["expected"], one["line"]) for one in told] == [
        (True, "1 sur 2 = 50 %", 1), (True, "sans objet", 13),
    ]  # fmt: skip
    ran = run("referentiel", "test", "rdv-10j", "--format", "csv", "--columns", "holds,given")
    assert ran.out.splitlines() == ["holds,given", "true,1 of 2 = 50%", "true,not applicable"]
    assert "2 cases, which all hold." in run("referentiel", "test", "rdv-10j").out
    assert run("referentiel", "test", "rdv-10").status == 2


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2 sur 3 = 66,7 %", (2, 3, True)), ("2 sur 3 : 66.67%", (2, 3, True)),
        ("2 sur 3 = 67 %", (2, 3, True)), ("2 sur 3 = 66 %", (2, 3, False)),
        ("(1 + 1) / (2 + 1) = 66,7\u00a0%", (2, 3, True)), ("1 / 8 = 12,5 %", (1, 8, True)),
        ("1 / 8 = 13 %", (1, 8, True)), ("(1+3+5) / 3 = 3 jours", (9, 3, True)),
        ("11 / 3 = 3,7 j", (11, 3, True)), ("1 + 4 = 5", (5, None, True)),
        ("1 + 4 = 6", (5, None, False)), ("30", (30, None, True)),
        ("1 047 sur 2\u202f000 = 52,35 %", (1047, 2000, True)),
        ("5 / 2 = 2,5 jours ouvrés", (5, 2, True)),
    ],
)  # fmt: skip
def test_what_is_expected_is_read_as_it_is_said(text: str, numbers: tuple[Any, ...]) -> None:
    """Half up, to the decimals that are written: 12.5 is 13."""
    declared = {"case": "x", "site": "x", "period": "2018-06", "records": "x", "expected": text}
    one = Cases.model_validate([declared]).root[0].expected
    assert (one.numerator, one.denominator, one.comes_out) == numbers
