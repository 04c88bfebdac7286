"""Files: tables for machines, as CSV and JSON.

Takes tables; gives the text of a file, to be written as UTF-8 with its line ends as they are.
Convention owned here: names are the columns' own, nothing is localised, a number has up to six
decimals, half away from zero, without trailing zeros, what is absent is empty (JSON `null`), and
a text that a spreadsheet would run is neutralised.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from types import NoneType
from typing import Any

from msgspec import Struct

from qualstat.render.harmless import neutral
from qualstat.render.numbers import plain_ratio
from qualstat.render.tables.values import Table, Value

SCHEMA = 1
DECIMALS = 6
MEMORY = 4_096  # texts, dates and numbers: most stand in many rows
Texts = dict[type, Callable[[Any], str]]


def written(form: str, *tables: Table, sheet: int = 0) -> str:
    """Return tables in the form named: all of them as JSON, the one at `sheet` as CSV."""
    if form == "json":
        return to_json(*tables)
    return to_csv(tables[sheet], excel=form == "csv-excel")


def to_csv(table: Table, *, excel: bool = False) -> str:
    """Return a table as CSV: comma and LF, or the form French spreadsheets open."""
    names = [column.name for column in table.columns]
    return csv_text(names, ([cell.value for cell in row] for row in table.rows), excel=excel)


def csv_text(names: Sequence[str], rows: Iterable[Iterable[Value]], *, excel: bool = False) -> str:
    """Return values under their names as CSV: comma and LF, or the form of French spreadsheets."""
    form = csv_form(excel=excel)
    return form.whole(names, map(form.part, rows))


class CsvForm(Struct, frozen=True):
    """A form of CSV: what stands between cells, after a line and before all, and how cells are.

    Cells are joined here and not by the writer of `csv`, which knows no part of a line: with it,
    a figure takes 13 µs instead of 6.
    """

    separator: str
    end: str
    mark: str
    texts: Texts

    def part(self, values: Iterable[Value]) -> str:
        """Return some cells side by side."""
        texts = self.texts
        return self.separator.join([texts[type(value)](value) for value in values])

    def whole(self, names: Sequence[str], lines: Iterable[str]) -> str:
        """Return lines under their names."""
        title = self.separator.join([quoted(name, self.separator) for name in names])
        if len(names) == 1:  # else an empty cell would be no line
            lines = (line or '""' for line in lines)
        return self.mark + self.end.join([title, *lines, ""])


def csv_form(*, excel: bool) -> CsvForm:
    """Return the form of CSV: comma and LF, or that of French spreadsheets."""
    return EXCEL if excel else PLAIN


def quoted(text: str, separator: str) -> str:
    """Return a text as a cell of CSV: between quotes where it could end the cell or the line.

    >>> quoted('a "b", c', ",")
    '"a ""b"", c"'
    """
    if separator in text or any(one in text for one in '"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


def to_json(*tables: Table, schema: int = SCHEMA) -> str:
    """Return tables as one JSON object: the number of its schema, and a list of rows for each."""
    whole: dict[str, object] = {"schema": schema}
    for table in tables:
        names = [column.name for column in table.columns]
        whole[table.name] = [
            {name: _value(cell.value) for name, cell in zip(names, row, strict=True)}
            for row in table.rows
        ]
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _number(value: Fraction) -> str:
    return _plain(value.numerator, value.denominator)


@lru_cache(MEMORY)
def _plain(numerator: int, denominator: int) -> str:
    return plain_ratio(numerator, denominator, DECIMALS)


def _texts(separator: str, number: Callable[[Fraction], str]) -> Texts:
    """Return how a value stands in a cell of CSV, by its very type: there are millions of cells."""
    return {
        str: lru_cache(MEMORY)(lambda text: quoted(neutral(text), separator)),
        int: str,
        bool: lambda value: "true" if value else "false",
        Fraction: number,
        date: lru_cache(MEMORY)(date.isoformat),
        NoneType: lambda _: "",
    }


PLAIN = CsvForm(",", "\n", "", _texts(",", _number))
EXCEL = CsvForm(";", "\r\n", "\ufeff", _texts(";", lambda value: _number(value).replace(".", ",")))


def _value(value: Value) -> str | int | float | bool | None:
    """Return a value as JSON holds it."""
    if isinstance(value, Fraction):
        number = _number(value)
        return float(number) if "." in number else int(number)
    return value.isoformat() if isinstance(value, date) else value
