"""Files: tables for machines, as CSV and JSON.

Takes tables; gives the text of a file, to be written as UTF-8 with its line ends as they are.
Convention owned here: names are the columns' own, nothing is localised, a number has up to six
decimals, half away from zero, without trailing zeros, what is absent is empty (JSON `null`), and
a text that a spreadsheet would run is neutralised.
"""

import csv
import io
import json
from datetime import date
from fractions import Fraction

from qualstat.render.harmless import neutral
from qualstat.render.numbers import plain
from qualstat.render.tables.values import Table, Value

SCHEMA = 1
DECIMALS = 6
BYTE_ORDER_MARK = "\ufeff"


def to_csv(table: Table, *, excel: bool = False) -> str:
    """Return a table as CSV: comma and LF, or the form French spreadsheets open."""
    rows = [[column.name for column in table.columns]]
    rows += [[_text(cell.value, comma=excel) for cell in row] for row in table.rows]
    return (BYTE_ORDER_MARK if excel else "") + "".join(_row(one, excel=excel) for one in rows)


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


def _text(value: Value, *, comma: bool) -> str:
    """Return a value as a cell of CSV."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction | int):
        number = plain(Fraction(value), DECIMALS)
        return number.replace(".", ",") if comma else number
    if isinstance(value, date):
        return value.isoformat()
    return neutral(value)


def _row(cells: list[str], *, excel: bool) -> str:
    """Return a line of CSV; written with CRLF, so that a cell holding either is quoted."""
    target = io.StringIO()
    csv.writer(target, delimiter=";" if excel else ",", lineterminator="\r\n").writerow(cells)
    return target.getvalue().removesuffix("\r\n") + ("\r\n" if excel else "\n")


def _value(value: Value) -> str | int | float | bool | None:
    """Return a value as JSON holds it."""
    if isinstance(value, Fraction):
        number = plain(value, DECIMALS)
        return float(number) if "." in number else int(number)
    return value.isoformat() if isinstance(value, date) else value
