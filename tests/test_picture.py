"""The picture of the README: what the program prints today, and nothing from elsewhere."""

import re
import subprocess
import sys
import xml.dom.minidom

from cli_runs import ROOT, bare

TOOL = ROOT / "tools" / "picture.py"
PICTURE = ROOT / "docs" / "tableau-de-bord-istres-2018.svg"


def test_it_is_what_the_program_prints() -> None:
    ran = subprocess.run(
        [sys.executable, str(TOOL), "--check"], env={**bare(), "NO_COLOR": "1", "COLUMNS": "50"},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stdout + ran.stderr


def test_it_is_whole_and_names_no_host() -> None:
    text = PICTURE.read_text("utf-8")
    xml.dom.minidom.parseString(text)  # noqa: S318  # our own file
    assert re.findall(r"[a-z]+://[^\"\s]*", text) == ["http://www.w3.org/2000/svg"]
    assert "@font-face" not in text
    assert "exemple fictif" in text
    assert not {"🙂", "😐", "🙁"} & set(text)  # drawn, for fonts differ


def test_it_holds_the_published_figures() -> None:
    said = re.sub(r"<[^>]*>", "", PICTURE.read_text("utf-8")).replace("&#160;", "\u00a0")
    for figure in ("12,83", "0,79", "58,33", "55,21", "87,6", "313/2", "7/12"):
        assert figure in said
