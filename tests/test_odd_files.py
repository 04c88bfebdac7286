"""Odd files and odd quotes: each is said, and what can be counted is."""

import gzip
import os
import stat
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualstat.errors import RegisterError, UsageError
from qualstat.findings import Finding
from qualstat.periods import parse_day, parse_month, parse_quarter, year_period
from qualstat.pipeline import Request, check, compute
from qualstat.reading.files import SourceFile, find
from qualstat.sources.loader import load
from registers_by_hand import MAIL, REFERENTIEL, computed, figure, found, write
from thorough import examples

LETTER = "istres;{n};courriel;usager;demande;02/01/2018;03/01/2018;{service}"
CALL = "istres;02/01/2018 09:00;standard;repondu;;;"


def listed(folder: Path) -> tuple[list[SourceFile], list[Finding]]:
    """Return the files of a folder that the program's own profiles read, and the findings."""
    return find(folder, load(None)[0])


@settings(max_examples=examples(25), deadline=None)
@given(
    st.lists(st.sampled_from(["b", '"b', '"b c"', '"b\nc"', '"b ""c"""']), min_size=1, max_size=9)
)
def test_no_row_vanishes_behind_an_unclosed_quote(services: list[str]) -> None:
    """Each row is read; the one whose quote is not closed is rejected, alone."""
    import tempfile

    rows = [LETTER.format(n=n, service=service) for n, service in enumerate(services)]
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder), {"courriers.csv": rows})
        (account,) = check(Request(REFERENTIEL, path)).accounts
    assert account.read == len(services)
    assert account.rejected == services.count('"b')


def test_a_cell_of_any_width(tmp_path: Path) -> None:
    """An ignored cell may be as wide as it likes, whatever the form of the row's date."""
    header = "site;arrivee;motif;teleprocedure;satisfaction;effectif;note\n"
    rows = [f"istres;2018-05-0{n}{time};information;;;1;{'x' * 200_000}\n"
            for n, time in ((1, ""), (2, "T10:00Z"))]  # fmt: skip
    for name in ("visites-1.csv", "visites-2.csv"):
        (tmp_path / name).write_text(header + "".join(rows) + f"istres;{name};;;;;\n")
    scorecard = computed(tmp_path, {})
    assert figure(scorecard, "pn-infos").measure.value == 4
    assert len(found(scorecard, "overlap")) == 1


def test_one_endless_line_is_no_register(tmp_path: Path) -> None:
    (tmp_path / "appels-x.csv").write_text("a" * 200_000)
    scorecard = computed(tmp_path, {"appels.csv": [CALL]})
    assert [one.file for one in found(scorecard, "missing-column")] == ["appels-x.csv"]
    assert figure(scorecard, "appels-perdus").measure.denominator == 1


def test_a_pipe_and_a_folder_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "visites.csv")
    (tmp_path / "courriers.csv").mkdir()
    (tmp_path / "appels-lost.csv").symlink_to(tmp_path / "nowhere")
    scorecard = computed(tmp_path, {"appels.csv": [CALL]})
    assert [one.file for one in found(scorecard, "not-a-file")] == ["courriers.csv", "visites.csv"]
    assert [one.file for one in found(scorecard, "unreadable")] == ["appels-lost.csv"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read(tmp_path: Path) -> None:
    write(tmp_path, {"appels.csv": [CALL], "sub/appels-2.csv": [CALL]})
    (tmp_path / "sub").chmod(0)
    files, findings = listed(tmp_path)
    (tmp_path / "sub").chmod(stat.S_IRWXU)
    assert [one.name for one in files] == ["appels.csv"]
    assert [(one.file, one.severity) for one in findings] == [("sub", "blocking")]


def test_of_a_folder_and_a_link_to_it_the_first_counts(tmp_path: Path) -> None:
    write(tmp_path, {"b/appels.csv": [CALL]})
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "c").symlink_to(tmp_path / "b")
    assert [one.name for one in listed(tmp_path)[0]] == ["a/appels.csv"]


def test_files_that_are_not_read_are_named(tmp_path: Path) -> None:
    for name in ("standard.csv", "RDV.xlsx", "note.txt"):
        (tmp_path / name).write_text("x")
    scorecard = computed(tmp_path, {"APPELS-1.CSV".lower(): [CALL]})
    assert {one.file for one in found(scorecard, "unknown-file")} == {"RDV.xlsx", "standard.csv"}


def test_capitals_in_the_name_of_a_file(tmp_path: Path) -> None:
    write(tmp_path, {"appels.csv": [CALL]})
    (tmp_path / "appels.csv").rename(tmp_path / "APPELS 2018.CSV")
    assert [one.name for one in listed(tmp_path)[0]] == ["APPELS 2018.CSV"]


@pytest.mark.parametrize(("asked", "year"), [(date(2019, 1, 31), 2018), (date(2017, 5, 1), 2017)])
def test_the_last_year_is_one_that_a_register_reaches(
    tmp_path: Path, asked: date, year: int
) -> None:
    letters = [
        LETTER.format(n=1, service=""),
        LETTER.replace("2018", "2017").format(n=2, service=""),
    ]
    folder = write(tmp_path, {"appels.csv": [CALL], "courriers.csv": letters})
    scorecard = compute(Request(REFERENTIEL, folder, as_of=asked))
    assert scorecard.periods == (year_period(year),)
    assert len(found(scorecard, "as-of-beyond")) == (asked.year == 2019)


def test_registers_of_another_age_choose_no_year(tmp_path: Path) -> None:
    rows = ["istres;30/12/9999 09:00;standard;repondu;;;", "istres;31/12/9999 09:00;svi;perdu;;;"]
    folder = write(tmp_path, {"appels.csv": rows})
    assert compute(Request(REFERENTIEL, folder)).periods == ()


def test_what_can_be_asked_for_lies_within_two_centuries() -> None:
    for parse, text in (
        (parse_month, "1899-12"),
        (parse_day, "2101-01-01"),
        (parse_quarter, "9999Q4"),
    ):
        with pytest.raises(UsageError):
            parse(text)


def test_mail_of_any_header_order_is_one(tmp_path: Path) -> None:
    """The same columns in another order, with another case, give the same figures."""
    names = MAIL.split(";")
    row = LETTER.format(n=1, service="").split(";")
    (tmp_path / "courriers.csv").write_text(
        ";".join(name.upper() for name in reversed(names)) + "\n" + ";".join(reversed(row)) + "\n"
    )
    assert figure(computed(tmp_path, {}), "courriels-5j").measure.numerator == 1


@pytest.mark.parametrize("name", ["nowhere", "file"])
def test_a_folder_that_is_none_is_one_message(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(RegisterError) as refused:
        compute(Request(REFERENTIEL, tmp_path / name))
    (finding,) = refused.value.findings
    assert finding.rule == "no-register"


def test_d2_the_same_content_packed_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, {"appels-1.csv": [CALL]})
    content = (tmp_path / "appels-1.csv").read_bytes()
    (tmp_path / "appels-2.csv.gz").write_bytes(gzip.compress(content))
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr("2018/appels.csv", content)
        archive.writestr("2018/appels-3.csv", content.replace(b"repondu", b"perdu"))
    scorecard = computed(tmp_path, {})
    named = [one.file for one in found(scorecard, "same-content")]
    assert named == ["appels-2.csv.gz", "export.zip/2018/appels.csv"]
    assert figure(scorecard, "appels-perdus").measure.denominator == 2
