"""The worked cases: those that are shipped hold, and one that does not says what counts where."""

import json
from pathlib import Path
from typing import Any

import pytest

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


def test_a_refused_record_is_told(run: Any, tmp_path: Path) -> None:
    place = spoiled(tmp_path, {MEAN: ("01/06/2018 ; 08/06/2018", "01/06/2018 ; 08/05/2018")})
    ran = run("referentiel", "test", "courriels-delai", "--referentiel", str(place))
    assert ran.status == 3
    assert "a record is refused" in ran.out
    assert "refused: " in ran.out


def test_a_record_out_of_scope_counts_nowhere(run: Any, tmp_path: Path) -> None:
    place = spoiled(tmp_path, {"cases/pn-usagers.yaml": ("1 + 4 = 5", "1 + 5 = 6")})
    ran = run("referentiel", "test", "pn-usagers", "--referentiel", str(place))
    assert "information     ; 30" in ran.out
    assert "nowhere: outside the scope" in ran.out


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
