"""Several sites over one period, side by side, as in the report's table.

Takes groups of figures and a width; gives lines of text. Convention owned here: each site has a
column wide enough for its longest piece; a total takes the last column, else a line of its own
under each indicator; where the sites themselves do not fit, there are no columns at all.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from rich.text import Text

from qualstat.render import layout, remarks, words
from qualstat.render.brush import FACE, Brush, texts
from qualstat.render.grouped import Group, Line
from qualstat.render.language import translate
from qualstat.render.layout import GAP, HEADING, INDENT, QUIET, Column
from qualstat.scorecards import ALL, Figure, Scorecard

LABEL_LEAST, LABEL_GOOD, LABEL_MOST = 28, 36, 48
JOINT = "  "


class Table(Struct, frozen=True):
    """The columns of a table: one for the labels, one a site, and whether a total is left."""

    label: int
    site: int
    sites: tuple[str, ...]
    total: bool

    @property
    def columns(self) -> list[Column]:
        """The columns, labels first."""
        return [Column("", self.label), *(Column(one, self.site) for one in self.sites)]


def table(scorecard: Scorecard, groups: Sequence[Group], brush: Brush, width: int) -> Table | None:
    """Return the columns that fit; None where the sites do not stand side by side."""
    if len(scorecard.periods) > 1:
        return None
    every = [line for group in groups for line in group.lines]
    figures = [one for line in every for one in line.figures.values()]
    least = max((_least(one, brush) for one in figures), default=0)
    most = max((_most(one, brush) for one in figures), default=0)
    widest = min(LABEL_MOST, layout.widest(line.label for line in every) + INDENT)
    whole = scorecard.sites
    for sites in dict.fromkeys((whole, tuple(one for one in whole if one != ALL))):
        spare = width - len(sites) * (least + GAP)
        if spare >= LABEL_LEAST:
            label = min(LABEL_GOOD, spare, widest)
            site = min(most, (width - label) // len(sites) - GAP)
            label = min(widest, width - len(sites) * (site + GAP))
            return Table(label, site, sites, total=sites != whole)
    return None


def _least(figure: Figure, brush: Brush) -> int:
    """Return the width under which a piece of a site's cell would break."""
    pieces = (words.behind(figure), words.before(figure), brush.trend(figure).plain,
              brush.months_said(figure).plain)  # fmt: skip
    return max(brush.width, FACE + layout.widest(pieces))


def _most(figure: Figure, brush: Brush) -> int:
    """Return the width over which a site's cell gains nothing."""
    head = brush.one_line(figure).plain
    counted = head + JOINT + words.behind(figure)
    return max(_least(figure, brush), layout.widest([" " * FACE + head, counted]))


def lines(
    scorecard: Scorecard, groups: Sequence[Group], brush: Brush, width: int, held: Table
) -> Iterator[Text]:
    """Yield the lines of the scorecard's body."""
    names = [
        [Text(" " * FACE + words.site_label(scorecard, one, short=True), style="bold")]
        for one in held.sites
    ]
    for place, group in enumerate(groups):
        if place:
            yield Text()
        heading = layout.wrap(Text(group.label, style=HEADING), held.label)
        yield from layout.row([heading, *names], held.columns)
        total: list[Text] = []
        for line in group.lines:
            yield from [Text()] if total else []  # a total closes its indicator
            yield from _row(scorecard, line, brush, held)
            total = list(_total(scorecard, line, brush, width)) if held.total else []
            yield from total
        yield from layout.footnotes(group.footnotes, width)


def _row(scorecard: Scorecard, line: Line, brush: Brush, held: Table) -> list[Text]:
    label = layout.wrap(Text(line.label), held.label - INDENT, indent=INDENT)
    promised = texts((line.engagement, line.objective), QUIET)
    label += layout.flow(promised, held.label - INDENT, indent=INDENT)
    found = [line.figures.get((site, scorecard.periods[0])) for site in held.sites]
    cells = [_site(one, brush, held.site) if one else [Text()] for one in found]
    return layout.row([label, *cells], held.columns)


def _site(figure: Figure, brush: Brush, width: int) -> list[Text]:
    """Return the cell of one site: result, counts, N-1, trend, months and remarks."""
    result, *partial = brush.result(figure, width)
    counts = texts([words.behind(figure)])
    if counts and layout.widest([result.plain + JOINT + counts[0].plain]) <= width:
        result = result + Text(JOINT) + counts.pop()
    parts = [*counts, *texts([words.before(figure)]), brush.trend(figure),
             brush.months_said(figure)]  # fmt: skip
    said = brush.remarks(figure, spread=False)
    room = width - FACE
    return [
        result,
        *partial,
        *(line for one in parts for line in layout.flow([one], room, indent=FACE)),
        *(line for one in said for line in layout.wrap(one, room, indent=FACE)),
    ]


def _said_above(total: Figure, line: Line) -> bool:
    """Whether a total only repeats the absence of a site."""
    states = {one.measure.state for one in line.figures.values() if one.site != ALL}
    return remarks.silent(total) and total.measure.state in states


def _total(scorecard: Scorecard, line: Line, brush: Brush, width: int) -> Iterator[Text]:
    """Yield the total where it has no column: one compact line."""
    figure = line.figures.get((ALL, scorecard.periods[0]))
    if figure is None or _said_above(figure, line):
        return
    name = translate("{site}: ", site=words.site_label(scorecard, ALL, short=True))
    said = [
        Text(name).append_text(brush.one_line(figure)),
        *texts((words.behind(figure), words.before(figure))),
        brush.trend(figure),
        brush.months_said(figure),
        *brush.remarks(figure, spread=False),
    ]
    yield from layout.flow([one for one in said if one.plain], width - INDENT, indent=INDENT)
