"""Headers of workbooks: the same line and the same names as in the same table as CSV."""

import csv
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from qualstat.exports.layout import Layout, Wanted
from qualstat.exports.opening import opened
from qualstat.exports.place import Place

AS_SEEN = Layout()
WANTED = Wanted((frozenset({"site"}), frozenset({"recu_le"})), (frozenset({"canal"}),))
HEADER = ["Site", "Reçu  le", "Canal"]
TITLES = [["Registre du courrier"], ["Année", "2018"], [], [" "]]
ROWS = [["aix", "02/01/2018", "courriel"], ["istres", "03/01/2018", ""], [], ["aix", "", "x"]]
MOMENT = datetime.fromisoformat("2018-01-02T09:00:00")
DATED = [[one, MOMENT, "b"] for one in ("aix", "istres", "berre")]
MISSPELT, GAP = ["Site", "Reçu l", "Canal"], ["Nom", "", "Date"]
TWO = [["Site", "Appels", ""], [], ["", "reçus", "perdus"]]
NAMED_BY_TWO = ["Site", "Appels reçus", "Appels perdus"]
OTHERS = Wanted(others=(frozenset({"site"}), frozenset({"canal"}), frozenset({"appels_recus"})))


def written(folder: Path, rows: list[list[Any]]) -> list[Path]:
    """Write the same rows as a CSV file and as a workbook."""
    paths = [folder / "a.csv", folder / "a.xlsx"]
    with paths[0].open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    options = {"default_date_format": "dd/mm/yyyy hh:mm:ss"}
    with xlsxwriter.Workbook(paths[1], options) as workbook:
        sheet = workbook.add_worksheet("F")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return paths


@pytest.mark.parametrize(
    ("content", "layout", "wanted", "expected"),
    [
        ([*TITLES, HEADER, *ROWS], AS_SEEN, WANTED, (5, HEADER)),
        ([*TITLES, MISSPELT, *ROWS], AS_SEEN, WANTED, (5, MISSPELT)),  # two of three are known
        ([*TITLES, HEADER, *ROWS], AS_SEEN, OTHERS, (5, HEADER)),
        ([*TITLES, HEADER, *ROWS], AS_SEEN, Wanted(), (5, HEADER)),  # no other has three names
        ([*TITLES, HEADER, *DATED], AS_SEEN, Wanted(), (5, HEADER)),
        ([*TITLES[:1], GAP, *ROWS], AS_SEEN, Wanted(), (2, GAP)),
        ([["", *one] for one in [*TITLES, HEADER, *ROWS]], AS_SEEN, Wanted(), (5, HEADER)),
        ([*TITLES, *TWO, *ROWS], Layout(header_lines=2), OTHERS, (5, NAMED_BY_TWO)),
        ([*TITLES, [], *TWO, *ROWS], Layout(header_lines=2, lines_above=4), WANTED,
         (6, NAMED_BY_TWO)),
        ([HEADER, [], *TITLES, *ROWS], Layout(lines_above=1), WANTED, (3, TITLES[0])),
        ([["x", "y", "z"]] * 59 + [HEADER], AS_SEEN, WANTED, (60, HEADER)),
        ([["x", "y", "z"]] * 60 + [HEADER], AS_SEEN, WANTED, (1, ["x", "y", "z"])),
        ([[], *[["x", "y", "z"], []] * 30, HEADER], AS_SEEN, WANTED, (2, ["x", "y", "z"])),
        ([*TITLES, *ROWS], Layout(header_lines=0), WANTED, (0, [])),
    ],
)  # fmt: skip
def test_the_same_header_as_csv_and_as_xlsx(
    tmp_path: Path, content: list[list[Any]], layout: Layout, wanted: Wanted,
    expected: tuple[int, list[str]],
) -> None:  # fmt: skip
    line, names = expected
    width = max(map(len, content))
    for rows in (content, [[*one, *[""] * (width - len(one))] for one in content]):
        for path in written(tmp_path, rows):
            (table,) = opened(Place(path), path.name, layout, wanted).tables
            assert table.seen.header_line == line, path
            assert [name for name in table.header if name] == [name for name in names if name]
