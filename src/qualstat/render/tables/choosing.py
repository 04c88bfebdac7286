"""Choosing: the columns of a table and the order of its rows, as they were asked for.

Takes a table and names as they were typed; gives a table. Conventions owned here: a column
answers to its machine name and to its title, without case and accents; an order is that of the
exact values, French alphabetical order for texts (accents, case and hyphens forgiven, numbers
within by their size), what has no value last whichever the sense, and equals keep their places.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from qualstat.errors import UsageError
from qualstat.findings import N_, Finding, cut, meant, message
from qualstat.render.tables.values import Column, Table, Value
from qualstat.spelling import fold, nearest

SORT, COLUMNS = "--sort", "--columns"
LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"})
NUMBERS = re.compile(r"([0-9]{1,18})")
BETWEEN = re.compile(r"[\W_]+")
Key = tuple[int, tuple[tuple[Fraction | int, str], ...]]


class Sort(Struct, frozen=True):
    """The column that orders the rows, and whether its greatest values come first."""

    column: str
    descending: bool = False


class View(Struct, frozen=True):
    """How a table is wanted: the columns in their order, all when none is named, and a sort."""

    columns: tuple[str, ...] = ()
    sort: Sort | None = None

    @property
    def asked(self) -> bool:
        """Whether anything is wanted that the table is not already."""
        return bool(self.columns or self.sort)


def check(columns: Iterable[Column], view: View) -> None:
    """Refuse a view that names no column of these, before they are filled.

    Raises `UsageError`, with the nearest right spelling.
    """
    known = tuple(columns)
    if view.sort:
        _places(known, [view.sort.column], SORT)
    _places(known, view.columns, COLUMNS)


def named(columns: Sequence[Column], name: str) -> str:
    """Return the machine name of the column that a name means.

    Raises `UsageError`, with the nearest right spelling.
    """
    (place,) = _places(columns, [name], SORT)
    return columns[place].name


def or_usual(view: View, columns: Sequence[Column], usual: Iterable[str]) -> View:
    """Return a view that names columns: where it has none, the usual ones and the one that sorts.

    Raises `UsageError`, with the nearest right spelling.
    """
    if view.columns:
        return view
    names = [*usual, *([named(columns, view.sort.column)] if view.sort else [])]
    return replace(view, columns=tuple(dict.fromkeys(names)))


def viewed(table: Table, view: View) -> Table:
    """Return a table as it is wanted: ordered, even by a column that is then left out."""
    if view.sort:
        table = ordered(table, view.sort.column, descending=view.sort.descending)
    return selected(table, view.columns) if view.columns else table


def selected(table: Table, names: Sequence[str]) -> Table:
    """Return the columns of these names, in this order, each once.

    Raises `UsageError`, with the nearest right spelling.
    """
    places = list(dict.fromkeys(_places(table.columns, names, COLUMNS)))
    return replace(
        table,
        columns=tuple(table.columns[place] for place in places),
        rows=tuple(tuple(row[place] for place in places) for row in table.rows),
    )


def ordered(table: Table, name: str, *, descending: bool = False) -> Table:
    """Return the rows in the order of a column.

    Raises `UsageError`, with the nearest right spelling.
    """
    (place,) = _places(table.columns, [name], SORT)
    held = [row for row in table.rows if not _blank(row[place].value)]
    blank = [row for row in table.rows if _blank(row[place].value)]
    held.sort(key=lambda row: _key(row[place].value), reverse=descending)
    return replace(table, rows=(*held, *blank))


def _blank(value: Value) -> bool:
    return value is None or value == ""


def _key(value: Value) -> Key:
    """Return where a value stands: numbers, then days, then texts."""
    if isinstance(value, int | Fraction):
        return 0, ((value, ""),)
    if isinstance(value, date):
        return 1, ((value.toordinal(), ""),)
    return 2, alphabetical(value or "")


def alphabetical(text: str) -> tuple[tuple[int, str], ...]:
    """Return where a text stands among others.

    >>> sorted(["zèle", "Évaluation", "E10", "e3", "Œuvre"], key=alphabetical)
    ['e3', 'E10', 'Évaluation', 'Œuvre', 'zèle']
    """
    letters = unicodedata.normalize("NFKD", text.translate(LIGATURES))
    plain = "".join(one for one in letters if not unicodedata.combining(one)).casefold()
    parts = NUMBERS.split(BETWEEN.sub(" ", plain).strip())
    return tuple((int(one), "") if place % 2 else (-1, one) for place, one in enumerate(parts))


def _places(columns: Sequence[Column], names: Sequence[str], option: str) -> list[int]:
    """Return where the columns of these names stand."""
    known: dict[str, int] = {}
    for spelling in ([one.name for one in columns], [one.title for one in columns]):
        for place, text in enumerate(spelling):
            known.setdefault(_plain(text), place)
    findings = [_unknown(name, columns, option) for name in names if _plain(name) not in known]
    if findings:
        raise UsageError(findings)
    return [known[_plain(name)] for name in names]


def _plain(text: str) -> str:
    return fold(text.replace("\u00a0", " "))


def _unknown(name: str, columns: Sequence[Column], option: str) -> Finding:
    names = [one.name for one in columns]
    likely = nearest(name, names) or nearest(name, [one.title for one in columns])
    found = message(N_("“{name}” is not a column"), name=cut(name))
    allowed = [f"{one.name} ({one.title})" if one.title else one.name for one in columns]
    expected = message(N_("one of {allowed}, by name or title"), allowed=allowed)
    return Finding("usage", "blocking", found, expected, meant(likely), file=option)
