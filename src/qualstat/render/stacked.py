"""Several sites or several periods, one below the other under each indicator.

Takes groups of figures and a width; gives lines of text. Convention owned here: a row keeps its
name, result and counts in columns, and the rest where it fits, else on a line below, never cut;
rows in a row that say the same absence and nothing else are one.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from rich.text import Text

from qualstat.periods import Period
from qualstat.render import layout, numbers, remarks, words
from qualstat.render.brush import FACE, Brush, texts
from qualstat.render.following import runs
from qualstat.render.grouped import Group, Line
from qualstat.render.language import current
from qualstat.render.layout import HEADING, INDENT, QUIET, Column
from qualstat.render.sparkline import sparkline
from qualstat.scorecards import Figure, Scorecard

NAME_MOST = 24
BARS_FROM = 3  # fewer periods say it better than bars


class Row(Struct, frozen=True):
    """A row: its name and its figure, the first of those that say the same absence."""

    name: str
    figure: Figure


class Sheet(Struct, frozen=True):
    """What every row shares: the brush, the width, the indent of rows and their columns."""

    scorecard: Scorecard
    brush: Brush
    width: int
    columns: tuple[Column, ...] = ()

    @property
    def nested(self) -> bool:
        """Whether rows stand under the name of a site."""
        return len(self.scorecard.sites) > 1 and len(self.scorecard.periods) > 1

    @property
    def indent(self) -> int:
        """The indent of a row."""
        return 3 * INDENT if self.nested else 2 * INDENT

    def flow(self, parts: Sequence[Text], indent: int, joint: str = layout.JOINT) -> list[Text]:
        """Return parts one after the other, set in."""
        return layout.flow(parts, self.width - indent, indent=indent, joint=joint)


def lines(
    scorecard: Scorecard, groups: Sequence[Group], brush: Brush, width: int
) -> Iterator[Text]:
    """Yield the lines of the scorecard's body."""
    bare = Sheet(scorecard, brush, width)
    every = [row for group in groups for line in group.lines for row in _rows(scorecard, line)]
    sheet = Sheet(scorecard, brush, width, tuple(_columns(every, bare)))
    for place, group in enumerate(groups):
        if place:
            yield Text()
        yield from layout.wrap(Text(group.label, style=HEADING), width)
        for line in group.lines:
            yield from _line(line, sheet)
        yield from layout.footnotes(group.footnotes, width)


def _line(line: Line, sheet: Sheet) -> Iterator[Text]:
    head = [Text(line.label), *texts((line.engagement, line.objective), QUIET)]
    yield from sheet.flow(head, INDENT)
    rows = _rows(sheet.scorecard, line)
    for site in sheet.scorecard.sites if sheet.nested else ("",):
        name = words.site_label(sheet.scorecard, site, short=True) if site else ""
        figures = [one for one in line.figures.values() if not site or one.site == site]
        if not figures:  # only some are shown
            continue
        above = [Text(name, style="underline"), _bars(figures, sheet)]
        yield from sheet.flow(above, 2 * INDENT, joint="  ")
        for row in rows:
            if not site or row.figure.site == site:
                yield from _row(row, line, sheet)


def _bars(figures: Sequence[Figure], sheet: Sheet) -> Text:
    """Return one bar a period; none under three periods, nor where only some are shown."""
    if len(figures) < len(sheet.scorecard.periods) or len(sheet.scorecard.periods) < BARS_FROM:
        return Text()
    values = [one.measure.value for one in figures]
    return Text(sparkline(values, plain=sheet.brush.plain), style=QUIET)


def _rows(scorecard: Scorecard, line: Line) -> list[Row]:
    """Return the rows of an indicator, equal absences in a row made one."""

    def follows(last: Figure, one: Figure) -> bool:
        return _alike(scorecard, last, one) and _next(scorecard, last, one)

    found = runs(line.figures.values(), follows)
    return [Row(_name(scorecard, run), run[0]) for run in found]


def _alike(scorecard: Scorecard, one: Figure, other: Figure) -> bool:
    """Whether two rows in a row say the same absence and nothing else."""
    same = one.measure.state == other.measure.state and one.objective == other.objective
    silent = remarks.silent(one) and remarks.silent(other)
    return same and silent and (len(scorecard.periods) == 1 or one.site == other.site)


def _next(scorecard: Scorecard, one: Figure, other: Figure) -> bool:
    """Whether no period stands between two rows, as it may where only some are shown."""
    return len(scorecard.periods) == 1 or (other.period.start - one.period.end).days == 1


def _name(scorecard: Scorecard, run: Sequence[Figure]) -> str:
    if len(scorecard.periods) > 1:
        span = Period(run[0].period.start, run[-1].period.end)
        return numbers.period(span, current(), short=True)
    # every site says the same absence: the total's name stands for them all
    named = run[-1:] if len(run) == len(scorecard.sites) else run
    return ", ".join(words.site_label(scorecard, one.site, short=True) for one in named)


def _columns(rows: Sequence[Row], sheet: Sheet) -> list[Column]:
    """Return the columns that fit, the least important dropped first."""
    room = sheet.width - sheet.indent
    words_wide = layout.widest(word for one in rows for word in one.name.split(" "))
    name = min(NAME_MOST, layout.widest(one.name for one in rows), sheet.width // 3)
    name = max(name, words_wide)  # a word is never cut
    for most in (sheet.width, sheet.brush.width):
        columns = [Column("name", name), Column("result", _result_width(rows, sheet.brush, most))]
        if layout.total(columns) <= room:
            break
    else:
        return []
    cells = [_cells(one.figure, sheet.brush) for one in rows]
    for header in cells[0] if cells else ():
        wanted = Column(header, layout.widest(one[header].plain for one in cells))
        if layout.total([*columns, wanted]) > room:
            break
        columns.append(wanted)
    return columns


def _result_width(rows: Sequence[Row], brush: Brush, width: int) -> int:
    return layout.widest(line.plain for one in rows for line in brush.result(one.figure, width))


def _cells(figure: Figure, brush: Brush) -> dict[str, Text]:
    """Return the cells of a row that may have a column, by priority."""
    return {
        "counts": Text(words.behind(figure)),
        "previous": Text(words.before(figure)),
        "trend": brush.trend(figure),
    }


def _row(row: Row, line: Line, sheet: Sheet) -> Iterator[Text]:
    held = {one.header: one for one in sheet.columns}
    cells = _cells(row.figure, sheet.brush)
    if held:
        name = layout.wrap(Text(row.name), held["name"].width)
        result = sheet.brush.result(row.figure, held["result"].width)
        rest = [[text] for header, text in cells.items() if header in held]
        yield from layout.row([name, result, *rest], sheet.columns, indent=sheet.indent)
    else:
        yield from sheet.flow([Text(row.name), sheet.brush.one_line(row.figure)], sheet.indent)
    said = [text for header, text in cells.items() if header not in held]
    if len(line.objectives) > 1:
        said += texts([words.objective(row.figure.objective)], QUIET)
    said += sheet.brush.remarks(row.figure)
    if len(sheet.scorecard.periods) == 1:  # else the bars of the periods stand above, once
        said.append(sheet.brush.months_said(row.figure))
    yield from sheet.flow(said, sheet.indent + FACE)
