"""Comparisons on a screen or in a pipe.

Takes `Comparisons` and a console; prints. Convention owned here: under each indicator, a row a
site and pair of periods: the later figure, the earlier one, the change and whether it is chance,
side by side where all rows fit, else one after the other; what qualifies them stands below.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace
from rich.console import Console
from rich.text import Text

from qualstat.comparisons import Comparisons
from qualstat.render import closing, layout, numbers
from qualstat.render import words as figure_words
from qualstat.render.brush import FACE, Brush, brush, texts
from qualstat.render.comparison import words
from qualstat.render.comparison.rows import Row, entries, objectives, rows, subtitle, titles
from qualstat.render.grouped import Group, Line, groups
from qualstat.render.language import current, translate
from qualstat.render.layout import HEADING, INDENT, QUIET, Column
from qualstat.render.screen import show
from qualstat.scorecards import Figure

NAME_MOST = 20


class Sheet(Struct, frozen=True):
    """What every row shares: what is compared, the brush, the width, the columns if they fit."""

    rows: Mapping[str, Sequence[Row]]  # by indicator
    titles: Mapping[str, str]  # of the columns
    brush: Brush
    width: int
    columns: tuple[Column, ...] = ()


def render(held: Comparisons, console: Console, fewer: str = "") -> None:
    """Print comparisons; `fewer` says that only some are shown."""
    show(lines(held, console, fewer), console)


def lines(held: Comparisons, console: Console, fewer: str = "") -> Iterator[Text]:
    """Yield the lines of comparisons."""
    width, found = console.width, groups(held.scorecard)
    figures = [side for one in held.comparisons for side in (one.now, one.before)]
    shown = {line.indicator.id for group in found for line in group.lines}
    every = {one: rows(held, one) for one in shown}
    bare = Sheet(every, titles(held), brush(figures, console), width)
    sheet = replace(bare, columns=tuple(_columns(bare)))
    yield from layout.head(closing.title(held.scorecard), (*subtitle(held), fewer), width,
                           sample=closing.sample(held.scorecard))  # fmt: skip
    if not found:
        yield from layout.wrap(Text(translate("No indicator to show.")), width)
    if sheet.columns:
        heads = [[Text(sheet.titles.get(one.header, ""), style=QUIET)] for one in sheet.columns]
        yield from layout.row(heads, sheet.columns, indent=2 * INDENT)
    for group in found:
        yield Text()
        yield from _group(group, sheet)
    yield Text()
    yield from layout.entries(entries(held, found, shown, plain=sheet.brush.plain), width)


def _group(group: Group, sheet: Sheet) -> Iterator[Text]:
    yield from layout.wrap(Text(group.label, style=HEADING), sheet.width)
    for line in group.lines:
        yield from _line(line, sheet)
    yield from layout.footnotes(group.footnotes, sheet.width)


def _line(line: Line, sheet: Sheet) -> Iterator[Text]:
    head = [Text(line.label), *texts((line.engagement, line.objective), QUIET)]
    yield from layout.flow(head, sheet.width - INDENT, indent=INDENT)
    for row in sheet.rows[line.indicator.id]:
        yield from _row(row, line, sheet)


def _row(row: Row, line: Line, sheet: Sheet) -> Iterator[Text]:
    one, cells, indent = row.held, _cells(row, sheet.brush), 2 * INDENT
    if sheet.columns:
        held = [layout.wrap(cells[column.header], column.width) for column in sheet.columns]
        yield from layout.row(held, sheet.columns, indent=indent)
    else:
        named = [cells["name"], _named(one.now, cells["now"]), _named(one.before, cells["before"]),
                 cells["change"], cells["chance"]]  # fmt: skip
        for place, part in enumerate(layout.flow(named, sheet.width - indent - FACE)):
            part.pad_left(indent + (FACE if place else 0))  # only the name of a site stands out
            yield part
    said = texts(words.remarked(one), QUIET)
    promised = objectives(one)
    if len(line.objectives) > 1 or promised != figure_words.objective(one.now.objective):
        said += texts([translate("objective: {objective}", objective=promised)], QUIET)
    yield from layout.flow(said, sheet.width - indent - FACE, indent=indent + FACE)


def _named(figure: Figure, result: Text) -> Text:
    """Return a result behind the name of its period."""
    name = numbers.period(figure.period, current(), short=True)
    return Text(translate("{name}:", name=name) + " ").append_text(result)


def _cells(row: Row, drawn: Brush) -> dict[str, Text]:
    one = row.held
    return {
        "name": Text(row.name),
        "now": _result(one.now, drawn),
        "before": _result(one.before, drawn),
        "change": drawn.trend(one.now),
        "chance": Text(words.chance(one.chance)),
    }


def _result(figure: Figure, brush: Brush) -> Text:
    said = brush.one_line(figure)
    printed = words.printed(figure)
    counts = figure_words.behind(figure)
    for one in (counts, printed):
        said = said.append(f" {one}", style=QUIET) if one else said
    return said


def _columns(sheet: Sheet) -> list[Column]:
    """Return the columns of all rows; none where they do not fit."""
    cells = [_cells(row, sheet.brush) for rows in sheet.rows.values() for row in rows]
    names = [cell["name"].plain for cell in cells]
    words_wide = layout.widest(word for one in names for word in one.split(" "))
    columns = [Column("name", max(words_wide, min(NAME_MOST, layout.widest(names))))]
    columns += [
        Column(header, layout.widest([title, *(one[header].plain for one in cells)]))
        for header, title in sheet.titles.items()
    ]
    kept = [one for one in columns if one.width]
    return kept if layout.total(kept) <= sheet.width - 2 * INDENT else []
