"""Tables on a screen.

Takes a table and a width, or a console; gives lines of text, or prints them. Convention owned
here: columns of words give way to the width by breaking between words, never under a width that
still reads well; where that is not enough, each row is a short paragraph that names what it says.
"""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace
from rich.console import Console
from rich.text import Text

from qualstat.render import layout
from qualstat.render.harmless import one_line
from qualstat.render.language import translate
from qualstat.render.layout import INDENT, QUIET
from qualstat.render.screen import show
from qualstat.render.tables.values import Cell, Column, Table

LEAST = 16  # columns of the screen that a column of words keeps, however many it has to fill


def page(title: str, about: Iterable[str], table: Table, console: Console) -> None:
    """Print a page of one table."""
    top = layout.head(title, about, console.width)
    show([*top, Text(), *lines(table, console.width)], console)


def lines(table: Table, width: int) -> list[Text]:
    """Return the lines of a table, the titles first; none where it has no row."""
    if not table.rows:
        return []
    columns = _fitted(table, width)
    if columns is None:
        return [line for row in table.rows for line in _paragraph(table.columns, row, width)]
    titles = [
        layout.wrap(Text(one.title, style=QUIET), held.width)
        for one, held in zip(table.columns, columns, strict=True)
    ]
    found = layout.row(titles, columns)
    for row in table.rows:
        cells = [
            layout.wrap(_drawn(cell), held.width) for cell, held in zip(row, columns, strict=True)
        ]
        found += layout.row(cells, columns)
    return found


def _drawn(cell: Cell) -> Text:
    return Text(one_line(cell.text), style=cell.style)


def _fitted(table: Table, width: int) -> list[layout.Column] | None:
    """Return the columns as wide as they stand side by side; None where they cannot."""
    said = [[one.title, *(one_line(row[place].text) for row in table.rows)]
            for place, one in enumerate(table.columns)]  # fmt: skip
    held = [
        layout.Column(one.title, layout.widest(texts), one.right)
        for one, texts in zip(table.columns, said, strict=True)
    ]
    least = [replace(one, width=_least(one, texts)) for one, texts in zip(held, said, strict=True)]
    if layout.total(least) > width:
        return None
    while (over := layout.total(held) - width) > 0:
        # the widest goes down to the next one at once: a long text costs a few steps, not hundreds
        spare = [one.width - kept.width for one, kept in zip(held, least, strict=True)]
        able = [place for place, left in enumerate(spare) if left]
        widest = max(able, key=lambda place: held[place].width)
        others = (held[place].width for place in able if place != widest)
        step = min(max(1, held[widest].width - max(others, default=0)), over, spare[widest])
        held[widest] = replace(held[widest], width=held[widest].width - step)
    return held


def _least(column: layout.Column, texts: list[str]) -> int:
    """Return the width under which a column does not go: that of a number, or of its words."""
    if column.right:
        return layout.widest(texts)
    words = (word for text in texts for word in text.split(" "))
    return min(max(LEAST, layout.widest(words)), layout.widest(texts))


def _paragraph(columns: tuple[Column, ...], row: tuple[Cell, ...], width: int) -> Iterator[Text]:
    """Yield what a row says, one piece after the other, each with its title."""
    parts = [
        Text.assemble(
            (translate("{name}:", name=one.title) + " ", QUIET), (one_line(cell.text), cell.style)
        )
        for one, cell in zip(columns, row, strict=True)
        if cell.text
    ]
    for place, line in enumerate(layout.flow(parts, width - INDENT)):
        line.pad_left(INDENT if place else 0)
        yield line
