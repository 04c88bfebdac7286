"""What a profile changes in the counting: days with an owner (D3), dates that a source lacks."""

from pathlib import Path

import pytest

from qualstat.explanations import Explanation
from qualstat.periods import year_period
from qualstat.pipeline import Request, check, compute, explain
from qualstat.render.explained.sentences import absence
from qualstat.render.remarks import remarks
from qualstat.scorecards import Scorecard
from qualstat.sources.loader import load
from registers_by_hand import REFERENTIEL, figure, found, months, write

CALL = "istres;{day}/06/2018 10:00:00;standard;{issue};5;5;{n}"
LATEST = "label: x\nbased_on: plain-calls\noverlap: latest\n"
LACKS = """label: x
based_on: plain-{register}
absent: {{{field}: "La source ne le garde pas."}}
"""


def profiled(folder: Path, name: str, text: str) -> Path:
    """Write a profile; return its folder."""
    place = folder / "profils"
    place.mkdir(exist_ok=True)
    (place / f"{name}.yaml").write_text(text, "utf-8")
    return place


def computed(data: Path, sources: Path | None) -> Scorecard:
    return compute(Request(REFERENTIEL, data, period=year_period(2018), sources=sources))


def overlapping(folder: Path) -> Path:
    """Write June twice: the second file tells more of the 2nd, and nothing of the 3rd."""
    rows = {
        "appels-1.csv": [("01", "perdu", 1), ("02", "perdu", 2), ("03", "repondu", 4)],
        "appels-2.csv": [("02", "perdu", 8), ("02", "repondu", 16), ("04", "repondu", 32)],
    }
    return write(folder / "data", {
        name: [CALL.format(day=day, issue=issue, n=n) for day, issue, n in held]
        for name, held in rows.items()
    })  # fmt: skip


def test_d3_the_last_file_owns_the_day(tmp_path: Path) -> None:
    """Lost: 1 + 8; answered: 4 + 16 + 32; the row of 2 lost calls of the first file is replaced."""
    data = overlapping(tmp_path)
    scorecard = computed(data, profiled(tmp_path, "standard", LATEST))
    measure = figure(scorecard, "appels-perdus").measure
    assert (measure.numerator, measure.denominator) == (9, 61)
    assert found(scorecard, "overlap") == []
    (replaced,) = found(scorecard, "superseded")
    assert (replaced.file, replaced.count) == ("appels-1.csv", 1)
    (account,) = (one for one in scorecard.accounts if one.register == "calls")
    assert (account.read, account.counted, account.superseded) == (6, 5, 1)


def test_d3_without_a_profile_both_count(tmp_path: Path) -> None:
    scorecard = computed(overlapping(tmp_path), None)
    measure = figure(scorecard, "appels-perdus").measure
    assert (measure.numerator, measure.denominator) == (11, 63)
    assert len(found(scorecard, "overlap")) == 1


def test_a_date_that_no_row_can_do_without(tmp_path: Path) -> None:
    """Appointments without the day of the request: nothing is counted, and the figure says why."""
    data = write(tmp_path / "data", {"rendez-vous.csv": ["istres;1;collectivite;;02/06/2018;;"]})
    text = LACKS.format(register="appointments", field="demande_le")
    scorecard = computed(data, profiled(tmp_path, "rdv", text))
    held = figure(scorecard, "rdv-4j")
    assert (held.measure.state, held.measure.value) == ("missing", None)
    assert held.lacks == "La source ne le garde pas."
    assert "source-lacks" in held.notes
    assert remarks(held) == ["La source ne le garde pas."]
    assert len(found(scorecard, "source-lacks")) == 1
    assert scorecard.accounts == ()


def test_a_date_that_other_figures_do_without(tmp_path: Path) -> None:
    """Without the day it was held, an appointment still has the day it was given: 1 of 1 in 4 d."""
    row = "istres;1;collectivite;01/06/2018;04/06/2018;;"
    data = write(tmp_path / "data", {"rendez-vous.csv": [row]})
    text = LACKS.format(register="appointments", field="tenu_le")
    scorecard = computed(data, profiled(tmp_path, "rdv", text))
    given, held = figure(scorecard, "rdv-4j"), figure(scorecard, "rdv-10j")
    assert (given.measure.numerator, given.measure.denominator, given.lacks) == (1, 1, "")
    assert (held.measure.state, held.measure.value) == ("missing", None)
    assert held.measure.pending in (None, 0)
    assert "source-lacks" in held.notes
    assert figure(scorecard, "rdv-10j", "arles").lacks == ""  # no row of Arles lacks it


def test_a_date_that_only_the_old_export_lacks(tmp_path: Path) -> None:
    """The export of January lacks the day it was held, February's does not: 1 of 1 in 10 days."""
    data = write(tmp_path / "data", {
        "rendez-vous-1.csv": ["istres;1;collectivite;15/01/2018;16/01/2018;;"],
        "rendez-vous-2.csv": ["istres;2;collectivite;13/02/2018;14/02/2018;20/02/2018;"],
    })  # fmt: skip
    text = LACKS.format(register="appointments", field="tenu_le") + "files: ['*-1.csv']\n"
    held = figure(computed(data, profiled(tmp_path, "rdv", text)), "rdv-10j")
    assert (held.measure.state, held.measure.numerator, held.measure.denominator) == (
        "measured", 1, 1,
    )  # fmt: skip
    assert held.coverage.covered == 1


def test_a_month_without_a_file_does_not_lack_the_date(tmp_path: Path) -> None:
    """The one export is of January: in February nothing came, and no source is to blame."""
    data = write(tmp_path / "data", {"rendez-vous.csv": ["istres;1;collectivite;15/01/2018;;;"]})
    text = LACKS.format(register="appointments", field="tenu_le")
    sources = profiled(tmp_path, "rdv", text)

    def behind(month: str) -> Explanation:
        return explain(Request(REFERENTIEL, data, ("istres",), months(month, month),
                               indicators=("rdv-10j",), sources=sources))  # fmt: skip

    january, february = behind("2018-01"), behind("2018-02")
    assert january.figure.measure.state == february.figure.measure.state == "missing"
    assert (january.figure.lacks, february.figure.lacks) == ("La source ne le garde pas.", "")
    assert "source-lacks" not in february.figure.notes
    assert absence(january) == [
        "The source cannot give it (Jan\xa02018): La source ne le garde pas."
    ]
    assert absence(february)[:2] == [
        "The sites follow this indicator, and no register was received for it.",
        "Months without data: Feb\xa02018.",
    ]


def test_a_profile_that_cannot_be_used_is_3_and_all_is_said(tmp_path: Path) -> None:
    sources = profiled(tmp_path, "a", "label: x\nregister: calls\ncolumns: {site: s}\n")
    profiled(tmp_path, "b", "label: x\nbased_on: nobody\n")
    checked = check(Request(REFERENTIEL, overlapping(tmp_path), sources=sources))
    assert not checked.usable
    assert [(one.file, one.rule) for one in checked.findings if one.severity == "blocking"] == [
        ("profils/a.yaml", "column-not-mentioned"), ("profils/b.yaml", "unknown-source"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("based_on: plain-calls\ncolumns: [site]\n", "keys-form"),
        ("based_on: [a]\n", "text-form"),
        ("based_on: list\n", "unknown-source"),
        ("based_on: a\n", "unknown-source"),
        ("based_on: plain-calls\nrecords: [{effectif: {column: n, at: nowhere}}]\n",
         "unknown-moment"),
        ("based_on: plain-calls\nrecords: [{effectif: [{column: n, at: nowhere}]}]\n",
         "unknown-moment"),
        ("based_on: plain-mail\ncolumns: {recu_le: [{column: n, dates: [mm/yyyy]}]}\n",
         "month-without-total"),
    ],
)  # fmt: skip
def test_a_profile_of_odd_form_is_a_finding(tmp_path: Path, text: str, found: str) -> None:
    sources = profiled(tmp_path, "a", "label: x\n" + text)
    profiled(tmp_path, "list", "- x\n")
    checked = check(Request(REFERENTIEL, overlapping(tmp_path), sources=sources))
    assert found in [one.rule for one in checked.findings if one.file == "profils/a.yaml"]
    assert not checked.usable


def test_a_profile_hides_the_programs_own_of_its_name(tmp_path: Path) -> None:
    text = LATEST.replace("plain-calls", "tableur-appels")
    sources, _ = load(profiled(tmp_path, "plain-calls", text))
    assert sources.named("plain-calls") is sources.own[0]
    assert "plain-calls" not in sources.names
    assert sources.all_names.count("plain-calls") == 1


def test_of_two_profiles_the_first_reads_and_the_finding_says_so(tmp_path: Path) -> None:
    sources = profiled(tmp_path, "b", LATEST)
    profiled(tmp_path, "a", LATEST.replace("latest", "add"))
    scorecard = computed(overlapping(tmp_path), sources)
    assert len(found(scorecard, "overlap")) == 1  # read by a
    assert [one.found.values["names"] for one in found(scorecard, "several-profiles")] == [
        ["a", "b"], ["a", "b"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "name", "read"),
    [
        ("journal [1].csv", "Journal [1].csv", True),
        ("journal [1].csv", "journal 1.csv", False),
        ("journal?.csv", "journal1.csv", False),
        ("f\u00e9vrier*", "sous/fe\u0301vrier 2018.csv", True),  # as some disks write é
        ("février*", "fevrier 2018.csv", False),
        ("2018/*", "2018/a/b.csv", True),
    ],
)
def test_only_a_star_is_a_pattern(tmp_path: Path, pattern: str, name: str, read: bool) -> None:
    sources = profiled(tmp_path, "a", f"{LATEST}files: ['{pattern}']\n")
    row = CALL.format(day="01", issue="perdu", n=1)
    place = write(tmp_path / "data", {"appels.csv": [row], "appels-2.csv": []}) / "appels.csv"
    target = tmp_path / "data" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    place.rename(target)
    findings = found(computed(tmp_path / "data", sources), "unknown-file")
    assert [one.file for one in findings] == ([] if read else [name])
