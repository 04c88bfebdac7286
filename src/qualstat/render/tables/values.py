"""Values: cells under named columns, for a machine and for people at once.

Takes nothing; gives `Cell`, `Column`, `Table`. Convention owned here: a cell holds the exact
value that a machine gets, None where there is none, and beside it the words that people read;
where nobody gave words, the value says itself in the language spoken.
"""

from collections.abc import Collection, Mapping
from datetime import date
from fractions import Fraction

from msgspec import Struct

from qualstat.render import numbers
from qualstat.render.language import current, translate

Value = str | int | Fraction | date | bool | None


class Cell(Struct, frozen=True):
    """A value, the words that say it to people, and their style on the screen."""

    value: Value
    said: str = ""
    style: str = ""

    @property
    def text(self) -> str:
        """What people read; empty where there is nothing to say."""
        return self.said or _said(self.value)


class Column(Struct, frozen=True):
    """A column: the stable name that machines get, its title for people, and its side."""

    name: str
    title: str
    right: bool = False


def titled(titles: Mapping[str, str], numbers: Collection[str] = ()) -> tuple[Column, ...]:
    """Return named columns, titled in the language spoken; `numbers` stand to the right."""
    return tuple(
        Column(name, translate(title), right=name in numbers) for name, title in titles.items()
    )


class Table(Struct, frozen=True):
    """Rows of cells, each as long as the columns; `name` is its key in a JSON object."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def _said(value: Value) -> str:
    if isinstance(value, bool):
        return translate("yes") if value else translate("no")
    if isinstance(value, int | Fraction):
        return numbers.number(value, current())
    if isinstance(value, date):
        return numbers.day(value, current())
    return value or ""
