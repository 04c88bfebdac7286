"""Cells: what the cells of a spreadsheet say, as text and as columns.

Takes cells as calamine gives them; gives texts. Conventions owned here: a whole number is
written without a point, none with an exponent; a moment is `YYYY-MM-DDTHH:MM:SS`, rounded to
the second since spreadsheets keep fractions of days; a time or duration is `HH:MM:SS`, beyond
24 hours too.
"""

import marshal
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

import numpy as np
import pyarrow as pa

from qualstat.exports import arrow

Cell = str | float | bool | date | datetime | time | timedelta
Plain = str | float | bool  # what two processes exchange at little cost
SECOND = timedelta(seconds=1)
HALF = SECOND / 2
SIMPLE = {str, int, float, bool}
PLAINEST = 2  # the version of marshal that does not look for what stands twice
LONG_TIME = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S", re.ASCII)


def text(cell: Cell) -> str:
    """Return a cell as text.

    >>> text(5.0), text(1e-7), text(timedelta(hours=26.5)), text(date(2018, 1, 2)), text(True)
    ('5', '0.0000001', '26:30:00', '2018-01-02T00:00:00', 'true')
    """
    return _WRITERS[type(cell)](cell)


def _number(number: float) -> str:
    """Return the shortest decimal that means this number, without an exponent."""
    shortest = repr(number + 0.0)  # no minus before nought
    if "e" in shortest:
        shortest = format(Decimal(shortest), "f")
    return shortest.removesuffix(".0")


def _moment(moment: datetime) -> str:
    """Return a moment to the nearest second."""
    if moment.microsecond:
        late = moment.microsecond * 2 >= 1_000_000
        moment = moment.replace(microsecond=0)
        if late and moment < datetime.max.replace(microsecond=0):  # noqa: DTZ901  # as cells are
            moment += SECOND
    return moment.isoformat()


def _duration(length: timedelta) -> str:
    """Return a duration to the nearest second."""
    seconds = (abs(length) + HALF) // SECOND
    sign = "-" if length < timedelta() and seconds else ""
    return f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _time(moment: time) -> str:
    """Return a time of day, which may be a duration below 24 hours."""
    return _duration(
        timedelta(
            hours=moment.hour, minutes=moment.minute, seconds=moment.second,
            microseconds=moment.microsecond,
        )
    )  # fmt: skip


_WRITERS: dict[type, Callable[[Any], str]] = {
    str: str,
    bool: lambda yes: "true" if yes else "false",
    int: str,
    float: _number,
    datetime: _moment,
    date: lambda day: f"{day.isoformat()}T00:00:00",
    time: _time,
    timedelta: _duration,
}


def long_time(cell: Cell) -> Cell:
    """Return a duration that OpenDocument writes in words of its own, as such.

    >>> long_time("PT26H03M00S")
    datetime.timedelta(days=1, seconds=7380)
    """
    if isinstance(cell, str) and (found := LONG_TIME.fullmatch(cell)):
        hours, minutes, seconds = map(int, found.groups())
        return timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return cell


def blank(cell: Cell) -> bool:
    """Tell whether a cell holds nothing that one can see."""
    return isinstance(cell, str) and not cell.strip()


def packed(column: Sequence[Cell]) -> bytes:
    """Return a column as few bytes to be sent; what is no text and no number is written out."""
    sent: Any = column
    try:
        return marshal.dumps(sent, PLAINEST)
    except ValueError:  # it holds a date or a time
        # Midnight is a day where no cell of the column has a time, and a time where one has.
        day = _WRITERS[date] if datetime in set(map(type, sent)) else date.isoformat
        sent = [
            # Nearly all of a column's dates are these; the check is what they cost beside.
            cell.isoformat()
            if (kind := type(cell)) is datetime and not cell.microsecond
            else cell
            if kind in SIMPLE
            else day(cell)
            if kind is date
            else _WRITERS[kind](cell)
            for cell in sent
        ]
        return marshal.dumps(sent, PLAINEST)


def unpacked(column: bytes) -> Sequence[Plain]:
    """Return the column that `packed` packed."""
    cells: Sequence[Plain] = marshal.loads(column)  # noqa: S302  # our own child wrote it
    return cells


def texts(column: Sequence[Plain]) -> pa.StringArray:
    """Return a column as plain texts."""
    return arrow.strings(list(map(text, column)))


def coded(column: Sequence[Plain]) -> pa.DictionaryArray:
    """Return a column as a dictionary of its texts, each once: 5 and "5" are the same.

    A table of the distinct cells spares writing each number again at every row.
    """
    distinct = dict.fromkeys(column)
    if (0 in distinct or 1 in distinct) and bool in set(map(type, column)):  # False is 0 to Python
        distinct = dict.fromkeys(column := list(map(text, column)))
    written = list(map(text, distinct))
    kept = list(dict.fromkeys(written))
    codes = dict(zip(distinct, count(), strict=False))
    if len(kept) < len(written):
        places = dict(zip(kept, count(), strict=False))
        codes = dict(zip(distinct, map(places.__getitem__, written), strict=True))
    found = np.fromiter(map(codes.__getitem__, column), np.int32, len(column))
    return pa.DictionaryArray.from_arrays(arrow.small(found), arrow.strings(kept))
