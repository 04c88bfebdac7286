"""Files: tables for machines, as CSV and JSON.

Takes tables; gives the text of a file, to be written as UTF-8 with its line ends as they are.
Convention owned here: names are the columns' own, nothing is localised, a number has up to six
decimals, half away from zero, without trailing zeros, what is absent is empty (JSON `null`), and
a text that a spreadsheet would run is neutralised.
"""

import csv
import json
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from qualstat.render.harmless import neutral
from qualstat.render.numbers import plain
from qualstat.render.tables.values import Table, Value

SCHEMA = 1
DECIMALS = 6
BYTE_ORDER_MARK = "\ufeff"
CRLF = "\r\n"


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
    writer.writerows(
        [None if value is None else _text(value, comma=excel) for value in row] for row in rows
    )
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


def _text(value: str | int | Fraction | date, *, comma: bool) -> str:
    """Return a value as a cell of CSV."""
    if isinstance(value, str):
        return neutral(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Fraction):
        number = plain(value, DECIMALS)
        return number.replace(".", ",") if comma else number
    return value.isoformat()


def _value(value: Value) -> str | int | float | bool | None:
    """Return a value as JSON holds it."""
    if isinstance(value, Fraction):
        number = plain(value, DECIMALS)
        return float(number) if "." in number else int(number)
    return value.isoformat() if isinstance(value, date) else value
