"""The grid of a site: its registers and their parts by month.

Takes a `Map` and a width; gives rows of text, and lines for the screen. Conventions owned here:
an absence is a mark or a word of its own, never a blank nor a 0; `!` is an odd count and `*` one
known in part; months go on below where they do not fit.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from rich.text import Text

from qualstat.findings import N_
from qualstat.maps import Cell, Map, Row
from qualstat.render import layout
from qualstat.render.language import current, translate
from qualstat.render.layout import QUIET
from qualstat.render.mapped import names, shown

TIGHT = {
    "fr": "janv févr mars avr mai juin juil août sept oct nov déc".split(),
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
}
MARKS = {"missing": "?", "blind": "(?)", "ahead": "…", "not_monitored": "–"}
WORDS = {"no_case": N_("nil"), "not_applicable": N_("n/a")}
ODD, PARTIAL = "!", "*"
EXACT = 10_000  # counts from here on are shown in thousands
SET_IN = 1
CELL = 4  # columns of a count; the mark behind it is the gap to the next one
NAME_LEAST, NAME_MOST = 12, 44
STEPS = (24, 12, 6, 4, 3, 2, 1)  # months side by side


class Shape(Struct, frozen=True):
    """How a grid is set: the width of the names, the months side by side, and the whole width."""

    name: int
    months: int
    width: int


def cell(held: Map, row: Row, one: Cell) -> tuple[str, str]:
    """Return what a cell shows, and the mark behind it."""
    mark = ODD if _odd(held, row, one.month) else PARTIAL if one.partial and one.known else ""
    if one.state == "covered":
        return compact(one.records), mark
    return (MARKS.get(one.state) or translate(WORDS[one.state])), mark


def _odd(held: Map, row: Row, month: int) -> bool:
    odd = shown.oddity(held, row, month)
    return odd is not None and odd.rule != "scarce-cases"


def compact(count: int) -> str:
    """Return a count in four columns at most: `9876`, `13k`, `2M`.

    >>> compact(12_500)
    '13k'
    """
    if count < EXACT:
        return str(count)
    thousands = (count + 500) // 1000
    return f"{thousands}k" if thousands < 1000 else f"{(thousands + 500) // 1000}M"


def coverage(row: Row) -> str:
    """Return how many months are covered, of those asked for: `9/12`."""
    return f"{row.known}/{len(row.cells)}"


def lines(held: Map, rows: Sequence[Row], width: int) -> Iterator[Text]:
    """Yield the lines of a grid, the titles of the months above each block of them."""
    if not rows:
        return
    shape = _shape(held, rows, width)
    count = len(rows[0].cells)
    for first in range(0, count, shape.months):
        places = range(first, min(first + shape.months, count))
        yield from _titles(rows[0], places, shape)
        for row in rows:
            yield from _row(held, row, places, shape)


def _shape(held: Map, rows: Sequence[Row], width: int) -> Shape:
    wanted = min(NAME_MOST, layout.widest(_name(held, row) for row in rows))
    tail = 1 + layout.widest([translate("months"), *(coverage(row) for row in rows)])
    count = len(rows[0].cells)
    fits = [one for one in (count, *STEPS) if one <= count]
    for months in fits:
        left = width - SET_IN - months * (CELL + 1) - tail
        if left >= NAME_LEAST:
            return Shape(min(wanted, left), months, width)
    return Shape(NAME_LEAST, 1, width)


def _name(held: Map, row: Row) -> str:
    """Return the name of a row, set in below its register where it is a part of it."""
    return names.register(row) if row.whole else "  " + names.part(held, row)


def _titles(row: Row, places: range, shape: Shape) -> Iterator[Text]:
    months = [row.cells[place].month for place in places]
    years = [
        str(month // 12) if place == 0 or month % 12 == 0 else ""
        for place, month in enumerate(months)
    ]
    if len({one.month // 12 for one in row.cells}) > 1:
        yield _line("", [(one, "") for one in years], "", shape, QUIET)
    said = [(TIGHT[current()][month % 12], "") for month in months]
    yield _line("", said, translate("months"), shape, QUIET)


def _row(held: Map, row: Row, places: range, shape: Shape) -> Iterator[Text]:
    name = _name(held, row)
    if layout.widest([name]) > shape.name:  # on a line of its own
        inside = len(name) - len(name.lstrip(" "))
        room = shape.width - SET_IN - inside
        yield from layout.wrap(Text(name[inside:]), room, indent=SET_IN + inside)
        name = ""
    said = [cell(held, row, row.cells[place]) for place in places]
    yield _line(name, said, coverage(row), shape)


def _line(
    name: str, cells: Sequence[tuple[str, str]], tail: str, shape: Shape, style: str = ""
) -> Text:
    line = Text(" " * SET_IN)
    line.append(name + " " * (shape.name - layout.widest([name])), style=style)
    for said, mark in cells:
        odd = mark == ODD
        line.append(said.rjust(CELL), style="bold yellow" if odd else style)
        line.append(mark or " ", style="bold yellow" if odd else "")
    line.append(f" {tail}", style=QUIET)
    line.rstrip()
    return line


def legend(held: Map, rows: Sequence[Row]) -> list[str]:
    """Return what the marks of some rows mean, those that stand there alone."""
    cells = [(row, one) for row in rows for one in row.cells]
    states = {one.state for _, one in cells}
    marks = {cell(held, row, one)[1] for row, one in cells}
    said = [translate("A number: records, each counted for its headcount.")]
    if any(one.records >= EXACT for _, one in cells):
        said.append(translate("k: thousands; M: millions."))
    said += [
        f"{MARKS.get(state) or translate(WORDS[state])}{translate(': ')}{translate(text)}"
        for state, text in MEANINGS.items()
        if state in states
    ]
    if ODD in marks:
        said.append(translate("{mark}: odd, see “Suspicious”.", mark=ODD))
    if PARTIAL in marks:
        said.append(translate("{mark}: month asked for, or known, in part only.", mark=PARTIAL))
    said.append(translate("Last column: months covered, of those asked for."))
    return said


MEANINGS = {
    "no_case": N_("the register was kept, and holds no such record (no case)."),
    "missing": N_("no data: the register has no row of the site."),
    "blind": N_("its source lacks a date that it cannot do without."),
    "ahead": N_("after the last day that any register knows."),
    "not_monitored": N_("the site does not follow it in this month (not monitored)."),
    "not_applicable": N_("the site never follows it (not applicable)."),
}
