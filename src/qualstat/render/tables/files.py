"""Files: tables for machines, as CSV and JSON.

Takes tables; gives the text of a file, to be written as UTF-8 with its line ends as they are.
Convention owned here: names are the columns' own, nothing is localised, a number has up to six
decimals, half away from zero, without trailing zeros, what is absent is empty (JSON `null`), and
a text that a spreadsheet would run is neutralised.
"""

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from types import NoneType
from typing import Any

from qualstat.render.harmless import neutral
from qualstat.render.numbers import plain
from qualstat.render.tables.values import Table, Value

SCHEMA = 1
DECIMALS = 6
BYTE_ORDER_MARK = "\ufeff"
MEMORY = 4_096  # texts and dates: most stand in many rows
Texts = dict[type, Callable[[Any], str]]
CRLF = "\r\n"


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
    lines = _Lines()
    # each line is written with CRLF, so that a cell holding either is quoted
    writer = csv.writer(lines, delimiter=";" if excel else ",", lineterminator=CRLF)
    writer.writerow(names)
    texts: Texts = {**TEXTS, Fraction: _with_comma} if excel else TEXTS
    writer.writerows([texts[type(value)](value) for value in row] for row in rows)
    end = CRLF if excel else "\n"
    return (BYTE_ORDER_MARK if excel else "") + "".join(line[:-2] + end for line in lines)


class _Lines(list[str]):
    """The lines that a writer of CSV hands over, one by one."""

    write = list.append


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
    return plain(value, DECIMALS)


def _with_comma(value: Fraction) -> str:
    return _number(value).replace(".", ",")


# How a value stands in a cell of CSV, by its very type: of 300 sites there are millions of cells.
TEXTS: Texts = {
    str: lru_cache(MEMORY)(neutral),
    int: str,
    bool: lambda value: "true" if value else "false",
    Fraction: _number,
    date: lru_cache(MEMORY)(date.isoformat),
    NoneType: lambda _: "",
}


def _value(value: Value) -> str | int | float | bool | None:
    """Return a value as JSON holds it."""
    if isinstance(value, Fraction):
        number = _number(value)
        return float(number) if "." in number else int(number)
    return value.isoformat() if isinstance(value, date) else value
