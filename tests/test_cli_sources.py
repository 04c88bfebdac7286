"""`qualstat sources`, and one export on standard input."""

import io
import sys
from pathlib import Path
from typing import Any

import pytest

ROWS = "site;debut;ligne;issue;attente_s;duree_s\n" + "".join(
    f"istres;{day:02}/06/2018 10:00:00;standard;{issue};5;5\n"
    for day, issue in [(13, "repondu"), (14, "perdu"), (15, "oups"), (16, "repondu")]
)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "standard.csv"
    path.write_text(ROWS, "utf-8")
    return path


def given(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """Give the process something to read on standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


def test_list(run: Any, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("label: Le mien\nbased_on: plain-calls\n", "utf-8")
    ran = run("sources", "list", "--sources", str(tmp_path))
    assert ran.status == 0
    mine, programs = ran.out.split("Profiles of the program")
    assert "Le mien" in mine
    assert "plain-calls" in programs
    assert run("sources", "list", "--sources", str(tmp_path / "nowhere")).status == 2


def test_try_shows_the_rows_as_they_will_be_counted(run: Any, export: Path) -> None:
    ran = run("sources", "try", "plain-calls", str(export), "--rows", "3")
    assert (ran.status, ran.err) == (0, "")
    name, header, *rows, last, _ = ran.out.splitlines()
    assert name == str(export)
    assert header.split() == ["line", "site", "debut", "ligne", "issue", "attente_s", "duree_s",
                              "effectif"]  # fmt: skip
    assert rows[0].split() == ["2", "istres", "2018-06-13", "standard", "repondu", "5", "5", "1"]
    assert rows[2].split()[:4] == ["4", "issue:", "“oups”", "—"]
    assert len([row for row in rows if row.split()[0].isdecimal()]) == 3
    assert last == "In all: 4 records, 1 rejected."


def test_try_takes_the_file_of_a_profile(run: Any, export: Path, tmp_path: Path) -> None:
    profile = tmp_path / "p.yaml"
    profile.write_text("label: x\nbased_on: plain-calls\nskip: [{column: issue, is: oups}]\n")
    ran = run("sources", "try", str(profile), str(export))
    assert ran.status == 0
    assert "Rows that the profile leaves out: 1." in ran.out
    profile.write_text("label: x\nbased_on: plain-call\n")
    ran = run("sources", "try", str(profile), str(export))
    assert ran.status == 3
    assert "“plain-calls”" in ran.err


def test_try_on_a_narrow_screen_says_rows_as_sentences(
    run: Any, export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    out = run("sources", "try", "plain-calls", str(export)).out
    assert "issue repondu" in out
    assert max(map(len, out.splitlines())) <= max(50, len(str(export)))


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ("try plain-cals FILE", 2, "did you mean plain-calls?"),
        ("try plain-calls nowhere.csv", 4, "it does not exist"),
        ("try plain-mail FILE", 4, "no column reference"),
        ("try plain-calls FILE --rows 0", 2, "--rows"),
        ("draft nowhere.csv", 4, "it does not exist"),
    ],
)
def test_mistakes(run: Any, export: Path, words: str, status: int, said: str) -> None:
    ran = run("sources", *words.replace("FILE", str(export)).split())
    assert (ran.status, ran.out) == (status, "")
    assert said in ran.err


def test_a_draft_can_be_tried(run: Any, export: Path, tmp_path: Path) -> None:
    drafted = run("sources", "draft", str(export))
    assert (drafted.status, drafted.err) == (0, "")
    (tmp_path / "p.yaml").write_text(drafted.out, "utf-8")
    ran = run("sources", "try", str(tmp_path / "p.yaml"), str(export))
    assert ran.status == 0
    assert "In all: 4 records, 1 rejected." in ran.out


def test_one_export_on_standard_input(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """One lost call of the three that fit; the header tells which register it is."""
    given(monkeypatch, ROWS.encode("utf-16"))
    words = "--site istres --year 2018 --indicator appels-perdus --format csv --quiet".split()
    ran = run("compute", "--data", "-", *words)
    assert ran.status == 0
    header, line = (row.split(",") for row in ran.out.splitlines())
    held = dict(zip(header, line, strict=True))
    assert (held["numerator"], held["denominator"]) == ("1", "3")


def test_a_profile_for_standard_input(
    run: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "p.yaml").write_text(
        "label: x\nbased_on: plain-calls\ncolumns: {issue: fin}\n", "utf-8"
    )
    content = ROWS.replace("issue", "fin").encode()
    words = ["check", "--data", "-", "--sources", str(tmp_path)]
    given(monkeypatch, content)
    ran = run(*words, "--source", "p")
    assert ran.status == 0
    assert "4" in ran.out.splitlines()[-1].split()
    given(monkeypatch, content)
    assert "--source" in run(*words).err  # no register has such a header
    given(monkeypatch, content)
    assert "did you mean plain-calls?" in run(*words, "--source", "plain-cals").err
    ran = run("check", "--source", "p", "--sources", str(tmp_path))
    assert ran.status == 2


@pytest.mark.parametrize("text", ["0", "-1", "10X", "1.5GB", "99999TB", ""])
def test_a_size_that_is_none(run: Any, text: str) -> None:
    ran = run("check", "--max-unpacked", text)
    assert ran.status == 2
    assert "--max-unpacked" in ran.err


def test_what_unpacks_to_more_is_refused(run: Any, tmp_path: Path) -> None:
    import gzip

    (tmp_path / "appels.csv.gz").write_bytes(gzip.compress(ROWS.encode()))
    (tmp_path / "courriers.csv").write_bytes(b"site;reference;canal;public;nature;recu_le;"
                                             b"repondu_le;service\n")  # fmt: skip
    ran = run("check", "--data", str(tmp_path), "--max-unpacked", "100")
    assert ran.status == 4
    assert "--max-unpacked" in ran.out
    assert run("check", "--data", str(tmp_path), "--max-unpacked", "1kB").status == 0
