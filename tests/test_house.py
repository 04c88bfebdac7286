"""The house: no file that does too much, no room that nobody could name."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted(
    path
    for room in ("src", "tests", "tools", "samples", "benchmarks")
    for path in (ROOT / room).rglob("*.py")
)
NAMELESS = {"utils", "util", "common", "helpers", "helper", "misc", "manager"}
LONGEST = 300  # lines


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_has_one_clear_job(path: Path) -> None:
    assert path.stem not in NAMELESS
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST
