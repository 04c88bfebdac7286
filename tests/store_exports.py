"""Exports of a store, changed by hand: what each gives is to be refused, or read."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

Rows = list[list[str]]


def changed(path: Path, change: Callable[[Rows], Any]) -> None:
    """Change the rows of a file, its header being the first."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream, delimiter=";"))
    change(rows)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, delimiter=";", lineterminator="\n").writerows(rows)


def cell(line: int, column: str, value: str) -> Callable[[Rows], Any]:
    """Return what puts a value into a cell."""
    return lambda rows: rows[line - 1].__setitem__(rows[0].index(column), value)


def without(column: str) -> Callable[[Rows], Any]:
    """Return what takes a column out."""

    def taken(rows: Rows) -> None:
        place = rows[0].index(column)
        for row in rows:
            del row[place]

    return taken
