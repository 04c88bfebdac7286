"""Findings as text: where, what was found, what was expected, what to do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from qualstat.findings import Finding, message
from qualstat.render import language, screen
from qualstat.render.findings import counted, place, render_check, render_findings, text
from qualstat.scorecards import Account
from render_screens import Stream, flat

CELL = Finding(
    "cell", "warning", message("“{cell}” is not a date", cell="32/01/2018"),
    message("a date, as in 31/12/2018"), message("correct the export"),
    "samples/2018/istres/courriers-01.csv", 14, "recu_le", 3,
)  # fmt: skip
KEY = Finding(
    "key", "blocking", message("unknown key “{key}”", key="objectve"),
    message("objectives"), None, "referentiel/indicators/appels-perdus.yaml", 3, "5",
)  # fmt: skip
NOWHERE = Finding("none", "information", message("no register was found"))
LATER = Finding("cell", "warning", message("later"), file=CELL.file, line=200)
ACCOUNTS = (Account("calls", 21_000, 20_940, 0, 12, 48), Account("mail", 412, 380, 25, 4, 3))


@pytest.fixture(autouse=True)
def _english() -> None:
    language.set_language("en")


def shown(*found: Finding, width: int = 80, check: bool = False) -> str:
    """Return findings as a pipe of some width gets them."""
    console = screen.console(Stream(), environ={"COLUMNS": str(width)})
    if check:
        render_check(ACCOUNTS, found, console)
    else:
        render_findings(found, console)
    return console.file.getvalue()


def test_place() -> None:
    """An editor can open the place: file, line, and the column of a declaration."""
    assert place(CELL) == "samples/2018/istres/courriers-01.csv:14, column recu_le"
    assert place(KEY) == "referentiel/indicators/appels-perdus.yaml:3:5"
    assert place(NOWHERE) == ""


def test_one_line() -> None:
    """A log gets a finding on one line, its severity in words."""
    assert text(KEY) == (
        "error: referentiel/indicators/appels-perdus.yaml:3:5: unknown key “objectve”"
        " — expected: objectives"
    )
    assert text(NOWHERE) == "note: no register was found"


def test_all_is_said() -> None:
    """A finding says where, what was found and how often, what was expected, what to do."""
    assert flat(shown(CELL)) == (
        "warning: samples/2018/istres/courriers-01.csv:14, column recu_le: “32/01/2018” is not a"
        " date (3 times) expected: a date, as in 31/12/2018 to do: correct the export"
    )


def test_by_file() -> None:
    """In `check`, a file is named once, its findings in the order of its lines."""
    lines = shown(LATER, KEY, CELL, check=True).splitlines()
    assert lines.count(CELL.file) == 1
    assert lines.index("  warning, line 200: later [cell]") > lines.index(CELL.file)
    first = next(place for place, line in enumerate(lines) if "line 14, column recu_le" in line)
    assert first < lines.index("  warning, line 200: later [cell]")
    assert "  error, line 3, column 5: unknown key “objectve” [key]" in lines


def test_one_cause_is_told_once_and_errors_come_first() -> None:
    """A wrong site name in 500 rows is one finding, with its first lines and its count."""
    wrong = [
        Finding("rejected-row", "warning", message("“{cell}”", cell="istre"), message("a site"),
                file="appels.csv", line=line, column="site")
        for line in range(2, 502)
    ]  # fmt: skip
    other = replace(wrong[0], found=message("“{cell}”", cell="arle"), line=1200)
    lines = shown(other, *wrong, CELL, KEY, check=True, width=100).splitlines()
    assert [one for one in lines if "[rejected-row]" in one] == [
        "  warning, lines 2, 3, 4, …, column site: “istre” (500 times) [rejected-row]",
        "  warning, line 1200, column site: “arle” [rejected-row]",
    ]
    assert lines[0] == KEY.file
    assert "1 error, 502 warnings." in lines


def test_count() -> None:
    """Findings are counted by severity, those of none left out."""
    assert counted([]) == "No finding."
    assert counted([CELL, KEY, LATER]) == "1 error, 2 warnings."
    assert counted([NOWHERE]) == "1 note."


def test_account() -> None:
    """Rows read are those counted, superseded, rejected and outside, with their total (C10)."""
    lines = [line.split() for line in shown(check=True).splitlines()]
    assert ["Register", "read", "counted", "superseded", "rejected", "outside"] in lines
    assert ["calls", "21,000", "20,940", "0", "12", "48"] in lines
    assert ["total", "21,412", "21,320", "25", "16", "51"] in lines
    said = flat(shown(check=True))
    assert "Superseded: by a fuller version." in said
    assert "Outside: the period, or what the site follows." in said


def test_account_on_a_narrow_screen() -> None:
    """Where the table does not fit, the account is a sentence."""
    said = flat(shown(check=True, width=40))
    assert ("mail: 412 read = 380 counted + 25 superseded + 4 rejected + 3 outside") in said


@settings(max_examples=25, deadline=None)
@given(st.integers(40, 200), st.booleans())
def test_fits(width: int, check: bool) -> None:
    """No line is wider than the screen, but for a word that is."""
    for line in shown(CELL, KEY, NOWHERE, width=width, check=check).splitlines():
        longest = max((cell_len(word) for word in line.split(" ")), default=0)
        assert cell_len(line) <= width or longest + 12 > width, line


def test_colours_add_nothing() -> None:
    """A severity is a word, whatever its colour."""
    console = screen.console(Stream(terminal=True), environ={"TERM": "xterm", "COLUMNS": "80"})
    render_findings([KEY], console)
    assert "error" in console.file.getvalue()
    assert "\x1b[31m" in console.file.getvalue()
