"""Workbooks: sheets, headers and cells of small workbooks made here, read as text with lines."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table as OdfTable
from odf.table import TableCell, TableRow
from odf.text import P
from xlsxwriter.worksheet import Worksheet

from qualstat.exports import book, workbooks
from qualstat.exports.layout import Layout, Wanted
from qualstat.exports.place import Place
from qualstat.exports.table import Opened, Table

LIMIT = 64 << 20
WANTED = Wanted((frozenset({"site"}), frozenset({"recu_le"})), (frozenset({"canal"}),))
AS_SEEN = Layout()
HEADER = ["Site", "Reçu  le", "Canal"]
Fill = Callable[..., None]
moment = datetime.fromisoformat


def made(path: Path, /, *, date_1904: bool = False, **sheets: Fill | list[list[Any]]) -> Path:
    """Make a workbook of sheets, each given as its rows from A1, or by what fills it."""
    options = {"date_1904": date_1904, "default_date_format": "dd/mm/yyyy hh:mm:ss"}
    with xlsxwriter.Workbook(path, options) as workbook:
        for name, content in sheets.items():
            sheet = workbook.add_worksheet(name)
            if callable(content):
                content(workbook, sheet)
            else:
                for at, row in enumerate(content):
                    sheet.write_row(at, 0, row)
    return path


def opened(path: Path, layout: Layout = AS_SEEN, wanted: Wanted = WANTED) -> Opened:
    return workbooks.tables(Place(path, limit=LIMIT), f"2018/{path.name}", layout, wanted)


def rows(table: Table, *plain: int) -> dict[int, list[str]]:
    """Return the rows by line; the columns and the cells must say the same."""
    found: dict[int, list[str]] = {}
    for batch in table.batches(range(len(table.header)), plain):
        held = [batch.columns[place] for place in range(len(table.header))]
        for place, column in enumerate(held):
            texts = [] if place in plain else column.dictionary.to_pylist()
            assert len(texts) == len(set(texts))
        columns = [column.to_pylist() for column in held]
        for at, (line, *cells) in enumerate(zip(batch.lines.tolist(), *columns, strict=True)):
            assert batch.cells(at) == cells
            found[line] = cells
    return found


def only(path: Path, layout: Layout = AS_SEEN, wanted: Wanted = WANTED) -> Table:
    (table,) = opened(path, layout, wanted).tables
    return table


def test_a_sheet_is_rows_of_text_with_their_lines(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx", Feuil1=[HEADER, ["aix", "02/01/2018", "courriel"]])
    table = only(path)
    assert table.name == "2018/a.xlsx"
    assert table.header == ("Site", "Reçu  le", "Canal")
    assert (table.seen.kind, table.seen.sheet, table.seen.header_line) == ("workbook", "Feuil1", 1)
    assert rows(table) == {2: ["aix", "02/01/2018", "courriel"]}
    assert rows(table, 1) == {2: ["aix", "02/01/2018", "courriel"]}  # again, a column as texts


def test_cells_as_text(tmp_path: Path) -> None:
    def fill(workbook: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        clock = workbook.add_format({"num_format": "hh:mm"})
        length = workbook.add_format({"num_format": "[h]:mm:ss"})
        sheet.write_row("A1", HEADER)
        sheet.write_column("A2", [5, 5.5, 0.0000001, -0.0, 2**53, 1e22, 0.1])
        sheet.write_string("A9", "5")
        for line, text in enumerate(["007", "5", "a\x07b\nc", "VRAI"], 2):
            sheet.write_string(f"B{line}", text)
        sheet.write_boolean("B6", True)
        sheet.write_number("B7", 1)
        sheet.write_boolean("B8", False)
        sheet.write_datetime("C2", moment("2018-01-02T14:04:59.999"))
        sheet.write_datetime("C3", date(2018, 12, 31))
        sheet.write_datetime("C4", time(9, 5), clock)
        sheet.write_datetime("C5", timedelta(hours=26, minutes=3), length)
        sheet.write_formula("C6", "=1+1", None, 2)
        sheet.write_formula("C7", "=NA()", None, "#N/A")
        sheet.write_datetime("C8", moment("2018-12-31T23:59:59.600"))

    assert rows(only(made(tmp_path / "a.xlsx", F=fill))) == {
        2: ["5", "007", "2018-01-02T14:05:00"],
        3: ["5.5", "5", "2018-12-31T00:00:00"],
        4: ["0.0000001", "a\x07b\nc", "09:05:00"],
        5: ["0", "VRAI", "26:03:00"],
        6: ["9007199254740992", "true", "2"],
        7: ["10000000000000000000000", "1", ""],  # calamine gives errors as blanks
        8: ["0.1", "false", "2019-01-01T00:00:00"],
        9: ["5", "", ""],
    }


@pytest.mark.parametrize("date_1904", [False, True])
def test_both_calendars_of_excel(tmp_path: Path, date_1904: bool) -> None:
    content = [HEADER, ["aix", moment("2018-03-01T08:30:00"), ""]]
    path = made(tmp_path / "a.xlsx", date_1904=date_1904, F=content)
    assert b"date1904" in zipfile.ZipFile(path).read("xl/workbook.xml") or not date_1904
    assert rows(only(path)) == {2: ["aix", "2018-03-01T08:30:00", ""]}


def test_lines_and_places_are_those_of_the_spreadsheet(tmp_path: Path) -> None:
    """The table starts at C4; line 6 is blank, line 7 holds blanks only, line 8 a note aside."""

    def fill(_: object, sheet: Worksheet) -> None:
        sheet.write_row("C4", HEADER)
        sheet.write_row("C5", ["aix", "d1", "x"])
        sheet.write_row("C7", [" ", "", "\t"])
        sheet.write("H8", "note")
        sheet.write_row("C9", ["", 0])

    table = only(made(tmp_path / "a.xlsx", F=fill))
    assert table.header == ("", "", *HEADER)
    assert table.seen.header_line == 4
    assert rows(table) == {5: ["", "", "aix", "d1", "x"], 9: ["", "", "", "0", ""]}


def test_the_header_is_the_first_line_of_all_the_names_required(tmp_path: Path) -> None:
    titles = [["Registre du courrier"], ["Site", "2018"], [], ["Site", "recu_le"], HEADER, HEADER]
    assert only(made(tmp_path / "a.xlsx", F=titles)).seen.header_line == 4
    below = [["x", "y"]] * 60 + [HEADER, ["aix"]]
    assert only(made(tmp_path / "b.xlsx", F=below)).seen.header_line == 1
    unfit = [["Registre"], [], ["Nom", "Date"], ["a", "b"]]
    assert only(made(tmp_path / "c.xlsx", F=unfit)).header == ("Nom", "Date")
    assert only(made(tmp_path / "d.xlsx", F=[[], ["Nom"], ["a"]])).header == ("Nom",)


def test_declared_lines_win(tmp_path: Path) -> None:
    content = [HEADER, ["a", "b"], ["aix", "d1"], ["istres", "d2"], [], ["Total", 2], ["", "fin"]]
    path = made(tmp_path / "a.xlsx", F=content)
    table = only(path, Layout(lines_above=1, lines_below=2))
    assert table.header == ("a", "b")
    assert rows(table) == {3: ["aix", "d1"], 4: ["istres", "d2"]}
    table = only(path, Layout(header_lines=0, lines_above=2, names=("s", "d"), lines_below=1))
    assert (table.header, table.seen.header_line) == (("s", "d", ""), 0)
    assert list(rows(table)) == [3, 4, 6]
    assert list(rows(only(path, Layout(header_lines=0)))) == [1, 2, 3, 4, 6, 7]
    table = only(path, Layout(header_lines=0, lines_above=5, names=("s", "d", "", "z")))
    assert rows(table) == {6: ["Total", "2", "", ""], 7: ["", "fin", "", ""]}


def merged(_: object, sheet: Worksheet) -> None:
    """Site | Appels (2) | Durée, over nothing | reçus, perdus | s."""
    sheet.merge_range("A1:A2", "Site")
    sheet.merge_range("B1:C1", "Appels")
    sheet.write_row("B2", ["reçus", "perdus", "s"])
    sheet.write("D1", " Durée ")
    sheet.write_row("A3", ["aix", 1, 2, 3])


def test_merged_cells_of_a_header(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx", F=merged)
    two = only(path, Layout(header_lines=2), Wanted((frozenset({"appels_recus"}),)))
    assert two.header == ("Site", "Appels reçus", "Appels perdus", "Durée s")
    assert rows(two) == {3: ["aix", "1", "2", "3"]}
    second = only(path, wanted=Wanted((frozenset({"site"}), frozenset({"perdus"}))))
    assert (second.header, second.seen.header_line) == (("Site", "reçus", "perdus", "s"), 2)
    first = only(path, Layout(lines_above=0))
    assert first.header == ("Site", "Appels", "", "Durée")


def test_the_sheets_that_fit_are_read(tmp_path: Path) -> None:
    months = {month: [HEADER, [month]] for month in ("janvier", "mars")}
    path = made(tmp_path / "a.xlsx", Notice=[["Lisez-moi"]], Vide=[], **months)
    found = opened(path)
    assert [table.name for table in found.tables] == ["2018/a.xlsx/janvier", "2018/a.xlsx/mars"]
    assert found.unread_sheets == ("Notice",)
    first, second = found.tables
    assert rows(second) == {2: ["mars", "", ""]}  # in another order than they stand
    assert rows(first) == {2: ["janvier", "", ""]}
    sizes = [batch.size for table in found.tables for batch in table.batches([0], [])]
    assert sum(sizes) == path.stat().st_size


def test_without_a_fit_the_first_sheet_is_read(tmp_path: Path) -> None:
    def hidden(_: object, sheet: Worksheet) -> None:
        sheet.write_row("A1", HEADER)
        sheet.hide()

    path = made(tmp_path / "a.xlsx", Vide=[], A=[["Nom", "Date"]], B=[["x"]], Listes=hidden)
    found = opened(path)
    assert [(one.name, one.header) for one in found.tables] == [("2018/a.xlsx/A", ("Nom", "Date"))]
    assert found.unread_sheets == ("B", "Listes")
    path = made(tmp_path / "b.xlsx", A=[["Nom"]], Vide=[], Listes=hidden)
    assert (only(path).name, opened(path).unread_sheets) == ("2018/b.xlsx", ("Listes",))


def test_declared_sheets_are_read(tmp_path: Path) -> None:
    def charted(workbook: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.write_row("A1", HEADER)
        chart = workbook.add_chart({"type": "line"})
        chart.add_series({"values": "=Juin!$A$1:$A$2"})
        workbook.add_chartsheet("Graphe").set_chart(chart)

    path = made(tmp_path / "a.xlsx", Mars=[HEADER], Mai=[["x"]], Vide=[], Juin=charted)
    found = opened(path, Layout(sheets=("mA*",)))
    assert [table.name for table in found.tables] == ["2018/a.xlsx/Mars", "2018/a.xlsx/Mai"]
    assert found.unread_sheets == ("Vide", "Juin")
    for name in ("MARS", "Màrs", "M*rs"):  # compared like names of columns
        found = opened(path, Layout(sheets=(name,)))
        assert [table.name for table in found.tables] == ["2018/a.xlsx/Mars"]
    found = opened(path, Layout(sheets=("MARS",)))
    assert [table.name for table in found.tables] == ["2018/a.xlsx/Mars"]
    assert found.unread_sheets == ("Mai", "Vide", "Juin")
    path = made(tmp_path / "b.xlsx", Vide=[], Mars=[HEADER])
    found = opened(path, Layout(sheets=("mars",)))
    assert ([table.name for table in found.tables], found.unread_sheets) == (["2018/b.xlsx"], ())


def test_an_ods(tmp_path: Path) -> None:
    def text(value: str) -> TableCell:
        cell = TableCell(valuetype="string")
        cell.addElement(P(text=value))
        return cell

    document, table = OpenDocumentSpreadsheet(), OdfTable(name="F")
    for cells in (
        [],
        [text("Appels"), TableCell(), text("Site")],
        [text("reçus"), text("perdus")],
        [
            TableCell(valuetype="date", datevalue="2018-01-02T09:00:17"),
            TableCell(valuetype="time", timevalue="PT26H03M00S"),
            TableCell(valuetype="time", timevalue="PT02H03M00S"),
        ],
        [TableCell(valuetype="float", value="5", numbercolumnsrepeated="2")],
    ):
        row = TableRow()
        for cell in cells:
            row.addElement(cell)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    document.save(tmp_path / "a.ods")
    read = only(tmp_path / "a.ods", Layout(header_lines=2), Wanted((frozenset({"site"}),)))
    assert read.header == ("Appels reçus", "Appels perdus", "Site")
    assert rows(read) == {4: ["2018-01-02T09:00:17", "26:03:00", "02:03:00"], 5: ["5", "5", ""]}


def test_an_xls_and_an_xlsx_under_its_name(tmp_path: Path) -> None:
    xlwt = pytest.importorskip("xlwt")
    old = xlwt.Workbook()
    sheet = old.add_sheet("F")
    for place, value in enumerate(["site", "recu_le", "canal"]):
        sheet.write(1, place, value)
    style = xlwt.easyxf(num_format_str="dd/mm/yyyy hh:mm:ss")
    sheet.write(2, 0, 7)
    sheet.write(2, 1, moment("2018-01-02T09:00:17"), style)
    old.save(str(tmp_path / "a.xls"))
    assert rows(only(tmp_path / "a.xls")) == {3: ["7", "2018-01-02T09:00:17", ""]}
    assert rows(only(made(tmp_path / "b.xls", F=[HEADER, ["aix"]]))) == {2: ["aix", "", ""]}


def test_a_workbook_with_macros(tmp_path: Path) -> None:
    assert rows(only(made(tmp_path / "a.xlsm", F=[HEADER, ["aix"]]))) == {2: ["aix", "", ""]}


def test_bytes_out_of_an_archive(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx", F=[HEADER, ["aix"]])
    packed = tmp_path / "a.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(path, "a.xlsx")
    (table,) = workbooks.tables(Place(packed, "a.xlsx"), "a.zip/a.xlsx", AS_SEEN, WANTED).tables
    (batch,) = table.batches([0], [])
    assert (batch.cells(0), batch.size) == (["aix", "", ""], packed.stat().st_size)


def test_batches_follow_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 7 rows, 3 at a time: lines 2 to 8, one blank; the last two are totals."""
    content = [
        HEADER,
        *([f"s{n % 2}", n] for n in range(3)),
        [],
        *([f"s{n % 2}", n] for n in range(3)),
    ]
    path = made(tmp_path / "a.xlsx", F=content)
    monkeypatch.setattr(book, "ROWS_AT_ONCE", 3)
    table = only(path, Layout(lines_below=2))
    batches = list(table.batches([0], []))
    assert [batch.lines.tolist() for batch in batches] == [[2], [3, 4], [6]]
    assert [batch.columns[0].to_pylist() for batch in batches] == [["s0"], ["s1", "s0"], ["s0"]]
    assert sum(batch.size for batch in batches) == path.stat().st_size
