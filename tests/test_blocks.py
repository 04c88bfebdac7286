"""Blocks: cells and lines as Python's own CSV reader finds them, however the file is cut."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualstat.reading import blocks
from qualstat.reading.blocks import cells, read
from qualstat.reading.unreadable import Unreadable

Numbered = list[tuple[int, list[str]]]


def read_all(path: Path, size: int) -> tuple[Numbered, list[int]]:
    """Return the numbered rows, and the lines whose quote is not closed."""
    rows, unclosed = [], []
    for block in read(path, size)[1]:
        for record, line in enumerate(block.lines.tolist()):
            rows.append((line, cells(block.text(record))))
            unclosed += [line] if record in block.unclosed else []
    return rows, unclosed


def expected(text: str) -> Numbered:
    """Return the rows of a text, each with the line it starts on, header apart."""
    rows: Numbered = []
    found = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    line = 1
    for row in found:
        rows.append((line, row))
        line = found.line_num + 1
    return rows[1:]


pieces = st.sampled_from(
    ["a", "b;", '"', '""', "\n", "\r\n", "\r", ";", '"x"', '"y\nz"', " ", "é", '"p;q"', "\n\n"]
)


@settings(
    max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(pieces, max_size=25).map("".join), st.sampled_from([2, 3, 7, 16, 1000]))
def test_cells_and_lines(tmp_path: Path, text: str, size: int) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"header\n" + text.encode())
    rows, unclosed = read_all(path, size)
    if not unclosed:
        folded = text.replace("\r\n", "\n").replace("\r", "\n")
        assert rows == expected("header\n" + folded)


@pytest.mark.parametrize("size", [2, 5, 64, 1 << 20])
def test_an_unclosed_quote_spoils_its_own_row(tmp_path: Path, size: int) -> None:
    path = tmp_path / "x.csv"
    path.write_text('h;i\n1;a\n2;"b\n3;c\n4;d\n')
    rows, unclosed = read_all(path, size)
    assert unclosed == [3]
    assert rows[0] == (2, ["1", "a"])
    assert rows[2:] == [(4, ["3", "c"]), (5, ["4", "d"])]


def test_an_unclosed_quote_is_given_up_after_a_while(tmp_path: Path) -> None:
    """A quote that closes hundreds of thousands of characters later opened no cell."""
    path = tmp_path / "x.csv"
    filler = "".join(f"{n};text\n" for n in range(20_000))
    path.write_text('h;i\n1;"a\n' + filler + '2;"b"\n')
    rows, unclosed = read_all(path, 1 << 12)
    assert unclosed == [2]
    assert len(rows) == 20_002
    assert rows[-1] == (20_003, ["2", "b"])


def test_byte_order_mark_and_blank_lines_before_the_header(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("\ufeff\r\n\r\nsite;x\r\na;1\r\n".encode())
    header, found = read(path)
    assert header == ["site", "x"]
    assert [one.lines.tolist() for one in found] == [[4]]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", None),
        (b"\n \n", None),
        ("h\xe9\nx".encode("latin-1"), 1),
        ("h\nx".encode("utf-16"), 1),
    ],
    ids=["nothing", "blank", "latin-1", "utf-16"],
)
def test_unreadable(tmp_path: Path, content: bytes, line: int | None) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(Unreadable) as refused:
        read(path)
    assert refused.value.line == line


def test_a_line_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"x" * 1000)
    monkeypatch.setattr(blocks, "LONGEST_RECORD", 100)
    with pytest.raises(Unreadable):
        read(path, 64)


def test_what_follows_the_header_is_not_held(tmp_path: Path) -> None:
    """Blocks are given one by one: memory does not grow with the file."""
    path = tmp_path / "x.csv"
    path.write_text("h\n" + "row\n" * 10_000)
    _, found = read(path, 64)
    assert max(len(one.data) for one in found) <= 64 + 4
