"""One site over one period: the scorecard of the report, line by line.

Takes groups of figures and a width; gives lines of text. Convention owned here: where all the
columns fit they stand in one table; elsewhere the label, engagement, objective and result stay
in columns, and on the narrowest screens nothing does; the rest follows in words that read in
order.
"""

from collections.abc import Iterator, Sequence

from rich.text import Text

from qualstat.render import layout, remarks, words
from qualstat.render.brush import Brush, texts
from qualstat.render.grouped import Group, Line
from qualstat.render.language import translate
from qualstat.render.layout import HEADING, INDENT, QUIET, Column
from qualstat.scorecards import Figure

LABEL_GOOD, LABEL_WIDE, LABEL_NARROW = 40, 32, 26  # the least room a label keeps
LABEL_MOST = 60
NONE = "–"


def lines(groups: Sequence[Group], brush: Brush, width: int) -> Iterator[Text]:
    """Yield the lines of the scorecard's body."""
    every = [line for group in groups for line in group.lines]
    wide = _wide_columns(every, brush, width)
    columns = wide or _narrow_columns(every, brush, width)
    if columns:
        yield from layout.row([[Text(one.header, style=QUIET)] for one in columns], columns)
    for place, group in enumerate(groups):
        if place:
            yield Text()
        yield from layout.wrap(Text(group.label, style=HEADING), width)
        apart = False  # on a narrow screen a blank line closes an indicator of several lines
        for line in group.lines:
            if apart:
                yield Text()
            if columns:
                cells = _cells(line, brush, columns)
                yield from layout.row(cells[: len(columns)], columns)
            else:
                yield from _paragraph(line, brush, width)
            below = list(_below(line.first, brush, width, wide=wide is not None))
            yield from below
            apart = wide is None and len(below) > 1
        yield from layout.footnotes(group.footnotes, width)


def wide(groups: Sequence[Group], brush: Brush, width: int) -> bool:
    """Whether everything has a column, N-1 too."""
    every = [line for group in groups for line in group.lines]
    return _wide_columns(every, brush, width) is not None


def _common(lines: Sequence[Line], brush: Brush) -> list[Column]:
    commitments = [translate("Eng."), *(one.engagement for one in lines)]
    promised = [translate("Objective"), *(one.objective for one in lines)]
    return [
        Column(commitments[0], layout.widest(commitments)),
        Column(promised[0], layout.widest(promised)),
        Column("   " + translate("Result"), brush.width),
    ]


def _with_label(
    columns: list[Column], lines: Sequence[Line], width: int, least: int
) -> list[Column] | None:
    left = width - layout.total(columns) - layout.GAP
    room = min(LABEL_MOST, layout.widest(line.label for line in lines) + INDENT, left)
    return [Column(translate("Indicator"), room), *columns] if room >= least else None


def _fitted(
    columns: list[Column], lines: Sequence[Line], brush: Brush, width: int, label: int
) -> list[Column] | None:
    """Return columns whose results are as wide as the labels allow: « 2511 (avril-déc.) »."""
    whole = {layout.widest([brush.result(line.first, width)[0].plain]) for line in lines}
    for result in sorted(whole, reverse=True):
        if result > brush.width:
            roomy = [*columns[:2], Column(columns[2].header, result), *columns[3:]]
            fitted = _with_label(roomy, lines, width, label)
            if fitted:
                return fitted
    return _with_label(columns, lines, width, LABEL_WIDE)


def _wide_columns(lines: Sequence[Line], brush: Brush, width: int) -> list[Column] | None:
    figures = [line.first for line in lines]
    rest = (
        (translate("Counts"), [words.behind(one) for one in figures]),
        (words.before_name(figures[0]), [words.previous(one) or NONE for one in figures]),
        (translate("Change"), [brush.trend(one).plain for one in figures]),
        (translate("Months"), [brush.months(one).plain for one in figures]),
    )
    more = [Column(header, layout.widest([header, *said])) for header, said in rest]
    return _fitted([*_common(lines, brush), *more], lines, brush, width, LABEL_GOOD)


def _narrow_columns(lines: Sequence[Line], brush: Brush, width: int) -> list[Column] | None:
    columns = _common(lines, brush)
    return _fitted(columns, lines, brush, width, LABEL_WIDE) or _with_label(
        columns, lines, width, LABEL_NARROW
    )


def _cells(line: Line, brush: Brush, columns: Sequence[Column]) -> list[list[Text]]:
    figure = line.first
    return [
        layout.wrap(Text(line.label), columns[0].width - INDENT, indent=INDENT),
        [Text(line.engagement)],
        [Text(line.objective, style="" if figure.objective else QUIET)],
        brush.result(figure, columns[3].width),
        [Text(words.behind(figure))],
        [Text(words.previous(figure)) if words.previous(figure) else Text(NONE, style=QUIET)],
        [brush.trend(figure)],
        [brush.months(figure)],
    ]


def _paragraph(line: Line, brush: Brush, width: int) -> Iterator[Text]:
    """Yield label, engagement and objective, result: a screen too narrow for columns."""
    yield from layout.wrap(Text(line.label), width - INDENT, indent=INDENT)
    promised = texts((line.engagement, line.objective), QUIET)
    yield from layout.flow(promised, width - 2 * INDENT, indent=2 * INDENT)
    for one in layout.wrap(brush.one_line(line.first), width - 2 * INDENT):
        one.pad_left(2 * INDENT)
        yield one


def _below(figure: Figure, brush: Brush, width: int, *, wide: bool) -> Iterator[Text]:
    """Yield what has no column: counts, N-1 and trend on a narrow screen, remarks, months."""
    room = width - 2 * INDENT
    said = brush.remarks(figure)
    if wide:
        said += texts([remarks.months_range(figure)], QUIET)
        yield from layout.flow(said, room, indent=2 * INDENT)
        return
    figures = texts((words.behind(figure), words.before(figure)))
    yield from layout.flow([*figures, brush.trend(figure), *said], room, indent=2 * INDENT)
    bars = brush.months(figure)
    parts = [bars, *texts([remarks.months_range(figure)], QUIET)]
    yield from layout.flow([one for one in parts if one.plain], room, indent=2 * INDENT, joint="  ")
