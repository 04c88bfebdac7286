"""Workbooks that are refused: none at all, locked, damaged, or made to fill the memory."""

import gc
import gzip
import io
import os
import sys
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineSheet, CalamineWorkbook

from qualstat.exports import book, workbooks
from qualstat.exports.layout import Layout, Wanted
from qualstat.exports.place import Place
from qualstat.exports.table import Opened
from qualstat.exports.unreadable import Unreadable

LIMIT = 64 << 20
WANTED = Wanted((frozenset({"site"}),))
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
BEGINS = b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12)  # the first record of an xls


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture(autouse=True)
def no_child_left(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Whatever happens, no process and no word on the screen remain."""
    yield
    gc.collect()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
    assert capfd.readouterr() == ("", "")


def opened(data: bytes, layout: Layout | None = None, limit: int = LIMIT) -> Opened:
    path = Path("a.xls")
    path.write_bytes(data)
    return workbooks.tables(Place(path, limit=limit), "a.xls", layout or Layout(), WANTED)


def refused(data: bytes, layout: Layout | None = None, limit: int = LIMIT) -> Unreadable:
    with pytest.raises(Unreadable) as raised:
        opened(data, layout, limit)
    return raised.value


def made(*cells: tuple[str, str], sheets: tuple[str, ...] = ("F",), notice: str = "") -> bytes:
    """Make a workbook with the same cells on each of its sheets, behind a notice."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as workbook:
        if notice:
            workbook.add_worksheet("Notice").write("A1", notice)
        for name in sheets:
            sheet = workbook.add_worksheet(name)
            for place, text in cells:
                sheet.write(place, text)
    return held.getvalue()


def archive(**members: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/").replace("_", "."), content)
    return held.getvalue()


def altered(data: bytes, old: bytes, new: bytes) -> bytes:
    """Replace some bytes in the members of an archive."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as file, zipfile.ZipFile(held, "w") as other:
        for name in file.namelist():
            other.writestr(name, file.read(name).replace(old, new))
    return held.getvalue()


def opendocument(rows: bytes) -> bytes:
    """Make an ods of the XML of its rows."""
    content = b"<office:document-content><table:table table:name='F'>%s</table:table>"
    return archive(
        mimetype=b"application/vnd.oasis.opendocument.spreadsheet",
        **{"META-INF__manifest_xml": b"<manifest:manifest></manifest:manifest>"},
        content_xml=content % rows + b"</office:document-content>",
    )


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"site;recu_le\naix;02/01/2018\n", "a text file"),
        ("site;reçu".encode("utf-16"), "a text file"),
        (b"\n<!DOCTYPE html><html><body><table>", "a web page"),
        (b"<HTML xmlns:x='urn:schemas-microsoft-com:office:excel'>", "a web page"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook>", "an XML document"),
        (b"%PDF-1.7", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "a file of another kind"),
        (archive(notes_txt=b"site"), "an archive of other files"),
    ],
)
def test_what_is_no_workbook_is_named(data: bytes, kind: str) -> None:
    assert str(refused(data).found) == f"it is no workbook but {kind}"


def test_a_text_file_is_no_workbook_but_may_be_read() -> None:
    assert ".csv" in str(refused(b"site;recu_le").advice)
    assert str(refused(b"").found) == "the file is empty"


@pytest.mark.parametrize(
    "data",
    [
        COMPOUND + "EncryptedPackage".encode("utf-16-le"),
        COMPOUND + BEGINS + b"\x2f\x00\x36\x00",
        archive(
            mimetype=b"application/vnd.oasis.opendocument.spreadsheet",
            content_xml=b"?",
            **{"META-INF__manifest_xml": b"<manifest:encryption-data/>"},
        ),
    ],
    ids=["xlsx", "xls", "ods"],
)
def test_a_password_is_asked_for(data: bytes) -> None:
    assert "password" in str(refused(data).found)


@pytest.mark.parametrize(
    "data",
    [
        COMPOUND + BEGINS,
        b"PK\x03\x04" + bytes(100),
        made(("A1", "site"))[:-100],
        altered(made(("A1", "site")), b"</row>", b"<row"),
        altered(made(("A1", "site")), b'r="A1"', b'r="?"'),
        opendocument(b"<table:table-row><text:p/></table:table-row>"),
    ],
    ids=["xls", "archive", "cut", "xml", "place", "ods"],
)
def test_a_damaged_workbook(data: bytes) -> None:
    assert str(refused(data).found).startswith("the workbook is damaged")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="it does not exist"):
        workbooks.tables(Place(tmp_path / "a.xlsx"), "a.xlsx", Layout(), WANTED)


def test_more_bytes_than_allowed_are_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")  # here, where what is called can be seen
    monkeypatch.delattr(book, "CalamineWorkbook")
    assert "1000 bytes" in str(refused(made(("A1", "site")), limit=1000).found)


@pytest.mark.skipif(sys.platform != "linux", reason="only a fork bounds the memory")
def test_what_is_packed_is_unpacked_apart() -> None:
    path = Path("a.xlsx.gz")
    path.write_bytes(gzip.compress(b"PK\x03\x04" + bytes(100 << 20), 1))
    tracemalloc.start()
    with pytest.raises(Unreadable) as raised:
        workbooks.tables(Place(path, limit=LIMIT), path.name, Layout(), WANTED)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 4 << 20
    assert (raised.value.rule, raised.value.found.values) == ("too-large", {"limit": LIMIT})


@pytest.mark.skipif(sys.platform != "linux", reason="only a fork bounds the memory")
def test_two_cells_far_apart_fill_no_memory() -> None:
    """2^14 columns of 2^20 rows, 32 bytes a cell: 512 GiB."""
    assert "far more than" in str(refused(made(("A1", "site"), ("XFD1048576", "x"))).found)


def test_a_cell_repeated_fills_no_memory(tmp_path: Path) -> None:
    cell = (
        b"<table:table-row table:number-rows-repeated='1048576'>"
        b"<table:table-cell table:number-columns-repeated='16384' office:value='1'/>"
        b"</table:table-row>"
    )
    path = tmp_path / "a.ods"
    path.write_bytes(opendocument(cell))
    with pytest.raises(Unreadable, match="far more than"):
        workbooks.tables(Place(path, limit=LIMIT), "a.ods", Layout(), WANTED)


@pytest.mark.skipif(sys.platform != "linux", reason="only a fork bounds the time")
def test_a_workbook_that_never_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """Calamine awaits the end of the table for ever."""
    monkeypatch.setattr(workbooks, "LEAST_SECONDS", 1)
    lost = altered(opendocument(b"<table:table-row></table:table-row>"), b"</table:table>", b"")
    assert "too long" in str(refused(lost).found)


def test_no_sheet_of_that_name() -> None:
    refusal = refused(made(("A1", "site"), sheets=("Mai", "Juin")), Layout(sheets=("2018*", "x")))
    assert str(refusal.found) == "no sheet is called 2018*, x"
    assert str(refusal.expected) == "a sheet of the workbook: Mai, Juin"


def test_nothing_on_any_sheet() -> None:
    assert str(refused(made()).found) == "no sheet to be read holds anything"
    assert str(refused(made(), Layout(sheets=("f",))).found) == "no sheet to be read holds anything"


def test_who_reads_no_row_or_one_batch_leaves_no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "ROWS_AT_ONCE", 1)
    data = made(("A1", "site"), ("A2", "aix"), ("A3", "istres"), sheets=("a", "b"))
    opened(data)
    first, _ = opened(data).tables
    batches = first.batches([0], [])
    assert next(batches).lines.tolist() == [2]
    batches.close()  # type: ignore[attr-defined]  # it is a generator
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")
def test_a_workbook_is_opened_once(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = opened(made(("A1", "site"), ("A2", "aix"), sheets=("a", "b"))).tables
    monkeypatch.delattr(os, "fork")
    assert [len(one.lines) for table in tables for one in table.batches([0], [])] == [1, 1]
    with pytest.raises(ChildProcessError):  # the last one is read: nobody waits
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.parametrize(("kept", "again"), [(4, []), (3, ["b"])])
def test_a_sheet_is_opened_once(
    monkeypatch: pytest.MonkeyPatch, kept: int, again: list[str]
) -> None:
    """The first sheet does not fit, and is not kept; the two others hold two cells each."""

    class Counted:
        def __init__(self, file: io.BytesIO) -> None:
            self.real = CalamineWorkbook.from_object(file)
            self.sheets_metadata = self.real.sheets_metadata

        def get_sheet_by_name(self, name: str) -> CalamineSheet:
            opens.append(name)
            return self.real.get_sheet_by_name(name)

        from_object = classmethod(lambda cls, file: cls(file))

    opens: list[str] = []
    monkeypatch.setattr(sys, "platform", "win32")  # here, where what is called can be seen
    monkeypatch.setattr(book, "CalamineWorkbook", Counted)
    monkeypatch.setattr(book, "KEPT", kept)
    data = made(("A1", "site"), ("A2", "aix"), sheets=("a", "b"), notice="Lisez-moi")
    for table in opened(data).tables:
        assert [one.lines.tolist() for one in table.batches([0], [])] == [[2]]
    assert opens == ["Notice", "a", "b", *again]


def test_without_a_fork_the_same_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.delattr(os, "fork")
    (table,) = opened(made(("A1", "site"), ("A2", "aix"))).tables
    for _ in range(2):
        assert [batch.cells(0) for batch in table.batches([0], [])] == [["aix"]]
