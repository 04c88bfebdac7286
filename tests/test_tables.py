"""Tables: the same rows for machines and for people, chosen and ordered by name."""

import json
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest
from rich.cells import cell_len

from qualstat.errors import UsageError
from qualstat.render.language import set_language
from qualstat.render.tables import Cell, Column, Table, files, markdown, screen
from qualstat.render.tables.choosing import Sort, View, check, ordered, selected, viewed

COLUMNS = (
    Column("site", "Site"),
    Column("value", "Résultat", right=True),
    Column("day", "Connu jusqu'au"),
    Column("certain", "Concluant"),
)
ROWS = (
    (Cell("istres", "Istres"), Cell(Fraction(2, 3), "0,67 %", "red"), Cell(date(2018, 12, 31)),
     Cell(True)),
    (Cell("=1+1"), Cell(None, "aucun cas", "dim"), Cell(None), Cell(None)),
    (Cell("a|b, c"), Cell(-1000), Cell(date(2018, 2, 1)), Cell(False)),
)  # fmt: skip
TABLE = Table("lines", COLUMNS, ROWS)


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    set_language("fr")
    yield
    set_language("en")


def one(*values: str | Fraction | int | date | None) -> Table:
    """Return a table of one column."""
    return Table("t", (Column("x", "X"),), tuple((Cell(value),) for value in values))


def values(table: Table) -> list[object]:
    """Return the values of the first column."""
    return [row[0].value for row in table.rows]


def test_csv() -> None:
    """2/3 to six decimals, half away from zero: 0.666667."""
    assert files.to_csv(TABLE) == (
        "site,value,day,certain\n"
        "istres,0.666667,2018-12-31,true\n"
        "'=1+1,,,\n"
        '"a|b, c",-1000,2018-02-01,false\n'
    )


def test_csv_for_french_spreadsheets() -> None:
    assert files.to_csv(TABLE, excel=True) == (
        "\ufeffsite;value;day;certain\r\n"
        "istres;0,666667;2018-12-31;true\r\n"
        "'=1+1;;;\r\n"
        "a|b, c;-1000;2018-02-01;false\r\n"
    )


def test_json_holds_one_list_a_table() -> None:
    whole = json.loads(files.to_json(TABLE, one(Fraction(4, 2))))
    assert whole == {
        "schema": 1,
        "lines": [
            {"site": "istres", "value": 0.666667, "day": "2018-12-31", "certain": True},
            {"site": "=1+1", "value": None, "day": None, "certain": None},
            {"site": "a|b, c", "value": -1000, "day": "2018-02-01", "certain": False},
        ],
        "t": [{"x": 2}],
    }


def test_markdown_escapes_and_names_blanks() -> None:
    assert markdown.to_markdown(TABLE) == [
        "| Site | Résultat | Connu jusqu'au | Concluant |",
        "| --- | ---: | --- | --- |",
        "| Istres | 0,67 % | 31/12/2018 | oui |",
        "| =1+1 | aucun cas | – | – |",
        "| a\\|b, c | −1\u202f000 | 01/02/2018 | non |",
    ]


def test_columns_side_by_side() -> None:
    lines = screen.lines(TABLE, 80)
    assert [line.plain for line in lines] == [
        "Site     Résultat  Connu jusqu'au  Concluant",
        "Istres     0,67 %  31/12/2018      oui",
        "=1+1    aucun cas",
        "a|b, c     −1\u202f000  01/02/2018      non",
    ]


def test_styles_are_kept() -> None:
    for width in (80, 20):
        drawn = screen.lines(TABLE, width)
        (styled,) = (
            (line.plain[span.start : span.end], line)
            for line in drawn for span in line.spans if span.style == "red"
        )  # fmt: skip
        assert styled[0].strip() == "0,67 %"


def test_words_give_way_before_numbers() -> None:
    """A text takes two lines, at a space; the number beside it keeps its width."""
    table = Table(
        "t", (Column("a", "A"), Column("n", "N", right=True)),
        ((Cell("taux de réponse aux courriers"), Cell(123)),),
    )  # fmt: skip
    assert [line.plain for line in screen.lines(table, 25)] == [
        "A                       N",
        "taux de réponse aux   123",
        "courriers",
    ]


def test_paragraphs_where_columns_do_not_fit() -> None:
    lines = [line.plain for line in screen.lines(TABLE, 30)]
    assert lines == [
        "Site\u00a0: Istres",
        "  Résultat\u00a0: 0,67 %",
        "  Connu jusqu'au\u00a0: 31/12/2018",
        "  Concluant\u00a0: oui",
        "Site\u00a0: =1+1",
        "  Résultat\u00a0: aucun cas",
        "Site\u00a0: a|b, c",
        "  Résultat\u00a0: −1\u202f000",
        "  Connu jusqu'au\u00a0: 01/02/2018",
        "  Concluant\u00a0: non",
    ]


@pytest.mark.parametrize("width", range(40, 130, 7))
def test_nothing_is_cut_at_any_width(width: int) -> None:
    texts = ["Taux de réponse aux courriers dans les 15 jours", "Saint-Sébastien", "x" * 30]
    table = Table(
        "t", tuple(Column(f"c{n}", f"Titre {n}") for n in range(3)),
        tuple(tuple(Cell(texts[(n + m) % 3]) for n in range(3)) for m in range(3)),
    )  # fmt: skip
    lines = [line.plain for line in screen.lines(table, width)]
    assert max(cell_len(line) for line in lines) <= width
    said = " ".join(lines).split()
    assert all(said.count(word) >= 3 for text in texts for word in text.split())


def test_no_row_is_no_line() -> None:
    assert screen.lines(Table("t", COLUMNS, ()), 80) == []


@pytest.mark.parametrize("names", [["value", "site"], ["RESULTAT", "Site "], ["Résultat", "site"]])
def test_columns_by_name_or_title_in_the_order_asked(names: list[str]) -> None:
    held = selected(TABLE, names)
    assert [column.name for column in held.columns] == ["value", "site"]
    assert [cell.value for cell in held.rows[0]] == [Fraction(2, 3), "istres"]


def test_a_column_asked_twice_stands_once() -> None:
    assert [one.name for one in selected(TABLE, ["site", "day", "Site"]).columns] == ["site", "day"]


@pytest.mark.parametrize(("typed", "near"), [("valeu", "value"), ("resulta", "Résultat")])
def test_an_unknown_column_is_answered_with_the_nearest(typed: str, near: str) -> None:
    for view in (View((typed,)), View((), Sort(typed))):
        with pytest.raises(UsageError) as refused:
            check(COLUMNS, view)
        (found,) = refused.value.findings
        assert found.advice is not None
        assert found.advice.values["likely"] == near
        assert found.file in ("--columns", "--sort")


def test_every_unknown_column_is_named() -> None:
    with pytest.raises(UsageError) as refused:
        selected(TABLE, ["site", "quoi", "ça"])
    assert [one.found.values["name"] for one in refused.value.findings] == ["quoi", "ça"]


def test_exact_values_order_and_blanks_stand_last() -> None:
    """1/3 is above 0.3333 and below 0.3334, which two decimals would make one."""
    third = Fraction(1, 3)
    table = one(Fraction(3334, 10_000), None, third, -2, Fraction(3333, 10_000))
    rising = [-2, Fraction(3333, 10_000), third, Fraction(3334, 10_000)]
    assert values(ordered(table, "x")) == [*rising, None]
    assert values(ordered(table, "x", descending=True)) == [*rising[::-1], None]


def test_texts_stand_in_french_alphabetical_order() -> None:
    texts = ["Étude", "zèle", "E10", "œuf", "etage", "E3", "Ourse", "ONU", "Aix", "à part"]
    assert values(ordered(one(*texts), "x")) == [
        "à part", "Aix", "E3", "E10", "etage", "Étude", "œuf", "ONU", "Ourse", "zèle",
    ]  # fmt: skip


def test_equals_keep_their_places_both_ways() -> None:
    table = one("Été", "ete", "b", "ÉTÉ")
    assert values(ordered(table, "x")) == ["b", "Été", "ete", "ÉTÉ"]
    assert values(ordered(table, "x", descending=True)) == ["Été", "ete", "ÉTÉ", "b"]


def test_days_stand_in_order() -> None:
    days = [date(2018, 12, 1), date(2018, 2, 28), date(2017, 12, 31)]
    assert values(ordered(one(*days), "x")) == sorted(days)


def test_a_column_left_out_may_order() -> None:
    held = viewed(TABLE, View(("site",), Sort("value", descending=True)))
    assert values(held) == ["istres", "a|b, c", "=1+1"]
    assert len(held.columns) == 1


def test_a_line_end_in_a_cell_stays_in_its_column() -> None:
    table = Table("t", (Column("a", "A"), Column("b", "B")), ((Cell("x\ny"), Cell("z")),))
    assert [line.plain for line in screen.lines(table, 80)] == ["A    B", "x\ufffdy  z"]
