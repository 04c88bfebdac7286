"""Blocks: cells and lines as Python's own CSV reader finds them, however the file is cut."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualstat.exports import blocks, texts
from qualstat.exports.blocks import Block, Dialect, cut
from qualstat.exports.encodings import Decoded
from qualstat.exports.layout import Layout, Wanted
from qualstat.exports.place import Place
from qualstat.exports.table import Batch, Table
from qualstat.exports.unreadable import Unreadable
from thorough import examples

Numbered = list[tuple[int, list[str]]]
WHOLE = 1 << 20
DIALECTS = [Dialect(), Dialect(","), Dialect("\t"), Dialect("|", "'"), Dialect(";", "")]
H_AND_I = Wanted(required=(frozenset({"h"}), frozenset({"i"})))


def table(path: Path, content: bytes, layout: Layout | None = None, size: int = WHOLE) -> Table:
    """Write a file and open it, by default as one of the columns `h` and `i`."""
    path.write_bytes(content)
    wanted = Wanted() if layout else H_AND_I
    return texts.table(Place(path), path.name, layout or Layout(separator=";"), wanted, size=size)


def batches(opened: Table) -> list[Batch]:
    """Return the batches of a table, every other column as plain texts."""
    places = range(len(opened.header))
    return list(opened.batches(places, places[1::2]))


def rows_of(found: list[Batch]) -> tuple[Numbered, list[tuple[int, str, list[str]]]]:
    """Return the rows of batches and the faulty ones, each with its line."""
    rows: Numbered = []
    for batch in found:
        columns = [batch.columns[place].to_pylist() for place in sorted(batch.columns)]
        read = [list(row) for row in zip(*columns, strict=True)]
        assert read == [batch.cells(row) for row in range(len(read))]
        rows += zip(batch.lines.tolist(), read, strict=True)
    faulty = [(one.line, one.fault, list(one.cells)) for batch in found for one in batch.faulty]
    return rows, faulty


def records_of(found: Iterator[Block], dialect: Dialect) -> tuple[Numbered, list[int], bytes]:
    """Return the records of blocks, the lines whose quote is not closed, and all the text."""
    records, unclosed, text = [], [], b""
    for block in found:
        for record, line in enumerate(block.lines.tolist()):
            records.append((line, dialect.cells(block.text(record))))
            unclosed += [line] if record in block.unclosed else []
            text += block.text(record).encode() + b"\n"
    return records, unclosed, text


def expected(text: str, dialect: Dialect, *, strict: bool = False) -> Numbered:
    """Return the rows of a text, each with the line it starts on, header apart."""
    rows: Numbered = []
    quoting = csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE
    found = csv.reader(
        io.StringIO(text, newline=""), delimiter=dialect.separator,
        quotechar=dialect.quote or None, quoting=quoting, strict=strict,
    )  # fmt: skip
    line = 1
    for row in found:
        rows.append((line, row))
        line = found.line_num + 1
    return rows[1:]


def is_strict(text: str, dialect: Dialect) -> bool:
    """Tell whether all quotes of a text are closed, and followed by nothing but a separator."""
    try:
        expected(text, dialect, strict=True)
    except csv.Error:
        return False
    return True


pieces = st.sampled_from(
    ["a", "b;", '"', '""', "\n", "\r\n", "\r", ";", '"x"', '"y\nz"', " ", "é", '"p;q"', "\n\n",
     "\n;", ';"', '"\n', "\u2028"]
)  # fmt: skip


@st.composite
def written(draw: st.DrawFn) -> tuple[str, Dialect]:
    """Draw a text of quotes, separators and line ends, and how these are written."""
    dialect = draw(st.sampled_from(DIALECTS))
    text = "".join(draw(st.lists(pieces, max_size=25)))
    return text.translate({ord(";"): dialect.separator, ord('"'): dialect.quote or '"'}), dialect


def folded(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


sizes = st.sampled_from([2, 3, 7, 16, 1000])


@settings(max_examples=examples(200), deadline=None)
@given(written(), sizes)
def test_cells_and_lines(drawn: tuple[str, Dialect], size: int) -> None:
    text, dialect = drawn
    data, plain = b"header\n" + text.encode(), "header\n" + folded(text)
    records, unclosed, held = records_of(
        cut(Decoded(io.BytesIO(data), size=size), dialect, after=1), dialect
    )
    assert not unclosed or not is_strict(plain, dialect)
    if not unclosed:
        assert records == expected(plain, dialect)
    # Closed or not, nothing vanishes, and where the file was cut changes nothing.
    assert held.decode().removesuffix("\n") == folded(text).removesuffix("\n")
    whole = cut(Decoded(io.BytesIO(data), size=WHOLE), dialect, after=1)
    assert (records, unclosed, held) == records_of(whole, dialect)


@settings(
    max_examples=examples(200),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(written(), sizes, st.integers(1, 4))
def test_rows_and_columns(
    tmp_path: Path, drawn: tuple[str, Dialect], size: int, width: int
) -> None:
    """Each row that is not blank is whole, or is faulty and says so."""
    text, dialect = drawn
    header = dialect.separator.join("hijk"[:width])
    layout = Layout(separator=dialect.separator, quote=dialect.quote, lines_above=0)
    found = batches(table(tmp_path / "x.csv", f"{header}\n{text}".encode(), layout, size))
    rows, faulty = rows_of(found)
    plain = f"{header}\n{folded(text)}"
    assert sum(one.size for one in found) in (len(folded(text).encode()) + n for n in (0, 1))
    if any(fault == "unclosed" for _, fault, _ in faulty):
        assert not is_strict(plain, dialect)
        whole = table(tmp_path / "x.csv", f"{header}\n{text}".encode(), layout)
        assert rows_of(batches(whole)) == (rows, faulty)
        return
    told = [one for one in expected(plain, dialect) if any(cell.strip() for cell in one[1])]
    assert rows == [(line, row) for line, row in told if len(row) == width]
    assert faulty == [(line, "width", row) for line, row in told if len(row) != width]


@pytest.mark.parametrize("size", [2, 5, 64, WHOLE])
def test_an_unclosed_quote_spoils_its_own_row(tmp_path: Path, size: int) -> None:
    """Even where the quotes of a later row would close it, as Python's reader has it."""
    content = b'h;i\n1;a\n2;"b\n3;c\n4;"d"\n5;"e;\n"6";f\n7;g\n'
    rows, faulty = rows_of(batches(table(tmp_path / "x.csv", content, size=size)))
    assert faulty == [(3, "unclosed", ['2;"b']), (6, "unclosed", ['5;"e;'])]
    assert rows == [
        (2, ["1", "a"]), (4, ["3", "c"]), (5, ["4", "d"]), (7, ["6", "f"]), (8, ["7", "g"]),
    ]  # fmt: skip


@pytest.mark.parametrize("size", [1 << 12, WHOLE])
def test_an_unclosed_quote_is_given_up_after_a_while(tmp_path: Path, size: int) -> None:
    """A quote that closes hundreds of thousands of characters later opened no cell."""
    filler = "".join(f"{n};text\n" for n in range(20_000))
    content = 'h;i\n1;"a\n' + filler + '2;"b"\n'
    rows, faulty = rows_of(batches(table(tmp_path / "x.csv", content.encode(), size=size)))
    assert faulty == [(2, "unclosed", ['1;"a'])]
    assert rows[:-1] == [(n + 3, [str(n), "text"]) for n in range(20_000)]
    assert rows[-1] == (20_003, ["2", "b"])


@pytest.mark.parametrize(
    ("above", "names"),
    [('h;i;"n\n', ["h", "i", "n"]), ('"Exported today\nh;i;n\n', ["h", "i", "n"])],
    ids=["in the header", "above it"],
)
def test_an_unclosed_quote_of_the_head_hides_no_row(
    tmp_path: Path, above: str, names: list[str]
) -> None:
    opened = table(tmp_path / "x.csv", (above + "1;a;x\n2;b;y\n").encode())
    assert [one.strip('"') for one in opened.header] == names
    first = above.count("\n") + 1
    rows, faulty = rows_of(batches(opened))
    assert rows == [(first, ["1", "a", "x"]), (first + 1, ["2", "b", "y"])]
    assert faulty == []


def test_rows_without_any_column_asked_for(tmp_path: Path) -> None:
    opened = table(tmp_path / "x.csv", b"h;i\n1;a\n;\n;b\n1;2;3\n")
    (batch,) = opened.batches([], [])
    assert (batch.lines.tolist(), dict(batch.columns), batch.cells(1)) == ([2, 4], {}, ["", "b"])
    assert [one.line for one in batch.faulty] == [5]


def test_a_header_of_two_lines_in_one_cell(tmp_path: Path) -> None:
    opened = table(tmp_path / "x.csv", b'h;i;"n\nm"\n1;a;x\n')
    assert [" ".join(one.split()) for one in opened.header] == ["h", "i", "n m"]
    assert rows_of(batches(opened)) == ([(3, ["1", "a", "x"])], [])


def test_byte_order_mark_and_blank_lines_before_the_header(tmp_path: Path) -> None:
    opened = table(tmp_path / "x.csv", "\ufeff\r\n\r\nh;i\r\na;1\r\n".encode())
    assert (opened.header, opened.seen.header_line) == (("h", "i"), 3)
    assert rows_of(batches(opened)) == ([(4, ["a", "1"])], [])


@pytest.mark.parametrize(
    ("content", "line"),
    [(b"", None), (b"\n \n", None), ("hé;ü\na;b\n".encode().replace(b";", b"\xe9;", 1), 1)],
    ids=["nothing", "blank", "no text in the header"],
)
def test_unreadable(tmp_path: Path, content: bytes, line: int | None) -> None:
    with pytest.raises(Unreadable) as refused:
        table(tmp_path / "x.csv", content)
    assert refused.value.line == line


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16", "utf-16-le"])
def test_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    opened = table(tmp_path / "x.csv", "h;i;é\n1;à;x\n".encode(encoding))
    assert opened.header == ("h", "i", "é")
    assert rows_of(batches(opened)) == ([(2, ["1", "à", "x"])], [])


@pytest.mark.parametrize("header", ["", "h;i\n"])
def test_a_line_without_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, header: str
) -> None:
    monkeypatch.setattr(blocks, "LONGEST_RECORD", 100)
    with pytest.raises(Unreadable) as refused:
        batches(table(tmp_path / "x.csv", header.encode() + b"x" * 1000, size=64))
    assert refused.value.line == header.count("\n") + 1


def test_what_follows_the_header_is_not_held(tmp_path: Path) -> None:
    """Batches are given one by one: memory does not grow with the file."""
    opened = table(tmp_path / "x.csv", b"h;i\n" + b"r;o\n" * 10_000, size=64)
    found = batches(opened)
    assert max(one.size for one in found) <= 64 + 4
    assert sum(one.size for one in found) == 40_000


def test_no_more_is_read_than_is_given() -> None:
    stream = io.BytesIO(b"row\n" * 100_000)
    found = cut(Decoded(stream, size=64), Dialect())
    given = 0
    for block in found:
        given += len(block.data)
        assert stream.tell() <= max(given + 2 * 64, 4096)
    assert given == 400_000


@settings(max_examples=examples(100), deadline=None)
@given(st.lists(st.sampled_from(["a", "", '"b\nc"', " "]), max_size=9), sizes, st.integers(1, 3))
def test_lines_below_are_left_out(cells: list[str], size: int, below: int) -> None:
    """The last records that hold something, and what is blank below them."""
    data = "\n".join(cells).encode()
    rows, _, _ = records_of(cut(Decoded(io.BytesIO(data), size=size), Dialect(), below=below),
                            Dialect())  # fmt: skip
    told = [one for one in expected("\n" + data.decode(), Dialect()) if "".join(one[1]).strip()]
    assert [one for one in rows if "".join(one[1]).strip()] == [
        (line - 1, row) for line, row in told[: max(len(told) - below, 0)]
    ]


def test_a_row_of_blank_cells_below_is_not_counted(tmp_path: Path) -> None:
    """It is no row, as in a workbook."""
    layout = Layout(separator=";", lines_below=1)
    opened = table(tmp_path / "x.csv", b"h;i\n1;a\nTotal;1\n;\n \n", layout)
    assert rows_of(batches(opened)) == ([(2, ["1", "a"])], [])
