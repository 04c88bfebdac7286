"""Looks: what the columns of a table hold, as far as their first rows tell.

Takes a table; gives a `Sample`, with a `Look` for each column. Conventions owned here: a look
names every kind that the texts fit, the most telling first, and is never surer than they are;
texts are kept where they are few and short, and of the others only their number.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from qualstat.drafts.date_looks import Reading, clocks, readings
from qualstat.exports.layout import Seen, folded
from qualstat.exports.table import Faulty, Table
from qualstat.registers.record import DAY_FORM
from qualstat.sources import numbers
from qualstat.sources.dates import Order, day_order

Kind = Literal["blank", "date", "epoch", "time", "duration", "whole", "decimal", "code", "text"]
ROWS = 2_000  # looked at
FEW, SHORT = 30, 40  # distinct texts of a column of codes, and the characters of each
DURATIONS = ("h:mm:ss", "mm:ss")
# Texts that stand for nothing, as spreadsheets and databases write them.
BLANKS = (
    "-", "--", "---", "n/a", "#n/a", "na", "néant", "null", "none", "nan", "nil", "s/o",
    "sans objet", "non renseigné", "(vide)",
)  # fmt: skip
NOTHING = {folded(one): one for one in BLANKS}
SUMS = ("total", "cumul", "moyenne", "somme", "sous_total", "average", "sum")


class Look(Struct, frozen=True):
    """What a column holds: `position` counts from 1, `blank` are the rows that say nothing.

    `texts` are its distinct texts with the number of their rows, where they are few and short;
    `distinct` is how many there are. `readings` are the ways in which they are dates, `order`
    which number comes first in them; `blanks` the words that stand for nothing; `sums` the rows
    of totals. `decimals` are the marks with which they are numbers: two where both would do.
    """

    name: str
    position: int
    rows: int = 0
    blank: int = 0
    distinct: int = 0
    texts: Mapping[str, int] | None = None
    kinds: tuple[Kind, ...] = ("blank",)
    readings: tuple[Reading, ...] = ()
    order: Order = "none"
    clocks: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    decimals: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()
    sums: int = 0
    plain: bool = True  # a date, or a number, that needs no form

    @property
    def kind(self) -> Kind:
        """The most telling kind."""
        return self.kinds[0]


class Sample(Struct, frozen=True):
    """The first rows of a table: the looks of its columns, and their texts, row by row.

    `lacking` and `surplus` are the rows with too few cells, and with too many that are not blank;
    `trailing` those whose surplus cells are blank. `sheets` are the sheets that are not this one.
    """

    looks: tuple[Look, ...]
    columns: tuple[Sequence[str], ...]
    seen: Seen
    lacking: int = 0
    surplus: int = 0
    trailing: int = 0
    sheets: tuple[str, ...] = ()
    ragged: bool = False

    @property
    def rows(self) -> int:
        """The number of rows looked at."""
        return len(self.columns[0]) if self.columns else 0


def looked(table: Table, *, most: int = ROWS) -> Sample:
    """Return the looks of a table's columns over its first rows."""
    places = range(len(table.header))
    columns: list[list[str]] = [[] for _ in places]
    seen, faulty = table.seen, list[Faulty]()
    for batch in table.batches(places, places):
        seen = batch.seen
        for place in places:
            room = most - len(columns[place])
            columns[place] += batch.columns[place].slice(0, room).to_pylist()
        full = bool(columns) and len(columns[0]) >= most
        last = batch.lines[-1] if full else math.inf
        faulty += [one for one in batch.faulty if one.fault == "width" and one.line <= last]
        if full:
            break
    wide = [one.cells[len(places) :] for one in faulty if len(one.cells) > len(places)]
    surplus = sum(any(cell.strip() for cell in cells) for cells in wide)
    return Sample(
        tuple(
            look(name, place + 1, columns[place]) for place, name in enumerate(table.header)
        ),
        tuple(columns), seen, len(faulty) - len(wide), surplus, len(wide) - surplus,
    )  # fmt: skip


def look(name: str, position: int, texts: Sequence[str]) -> Look:
    """Return the look of a column.

    >>> look("Reçu le", 1, ["13/01/2018", "", "14/01/2018"]).readings[0].forms
    ('jj/mm/aaaa',)
    """
    given = Counter(" ".join(text.split()) for text in texts)
    nothing = [text for text in given if not text or folded(text) in NOTHING]
    blanks = dict.fromkeys(NOTHING[folded(text)] for text in nothing if text)
    blank = sum(given.pop(text) for text in nothing)
    if not given:
        return Look(name, position, len(texts), blank, blanks=tuple(blanks))
    sums = [text for text in given if folded(text).startswith(SUMS)]
    dated = readings({text: rows for text, rows in given.items() if text not in sums})
    times, (decimals, whole) = clocks(given), _decimals(list(given))
    units = tuple(one for one in DURATIONS if _all(given, one))
    few = len(given) <= FEW and all(len(text) <= SHORT for text in given)
    fits: list[tuple[Kind, object]] = [
        ("epoch", dated and dated[0].lead == "count"),
        ("date", dated and dated[0].lead != "count"),
        ("time", times), ("duration", units),
        ("whole", decimals and whole), ("decimal", decimals and not whole), ("code", few),
    ]  # fmt: skip
    kinds = tuple(kind for kind, fit in fits if fit) or ("text",)
    return Look(
        name, position, len(texts), blank, len(given), given if few else None, kinds, dated,
        day_order(given), times, units, decimals, tuple(blanks),
        sum(given[text] for text in sums) if dated else 0,
        _is_plain(texts, dated=bool(dated)),
    )  # fmt: skip


def _all(texts: Mapping[str, int], unit: str) -> bool:
    return all(numbers.seconds(text, unit) is not None for text in texts)


def _decimals(texts: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """Return the decimal marks with which texts are numbers, and whether these are whole.

    Two marks where both would do, and not mean the same.
    """
    read = {}
    for mark in ",.":
        found = [numbers.number(text, decimal=mark) for text in texts]
        if all(one is not None for one in found):
            read[mark] = found
    if len(read) == 2 and read[","] == read["."]:
        del read["."]
    whole = not any(mark in text for text in texts for mark in ",.")
    return tuple(read), whole


def _is_plain(texts: Sequence[str], *, dated: bool) -> bool:
    """Tell whether the register itself reads the texts that say something."""
    form = DAY_FORM if dated else numbers.FREE
    return all(
        form.fullmatch(text) for text in dict.fromkeys(texts)
        if text.strip() and folded(text) not in NOTHING
        and not folded(text).startswith(SUMS)
    )  # fmt: skip
