"""Trends on a screen or in a pipe.

Takes `Trends` and a console; prints. Convention owned here: a trend reads from its chart to its
months and to what they say; colours repeat what signs and words say.
"""

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from qualstat.render import closing, layout
from qualstat.render.brush import texts
from qualstat.render.language import translate
from qualstat.render.layout import QUIET
from qualstat.render.screen import show, writes_symbols
from qualstat.render.tables import screen
from qualstat.render.tables.choosing import View
from qualstat.render.trend import chart, months, sheet
from qualstat.render.trend.records import worded
from qualstat.trends import Trend, Trends

COLOURS = {"month": "bold", "provisional": "bold", "rolling": "cyan", "objective": "yellow",
           "mark": "magenta", "interval": "dim"}  # fmt: skip


def render(held: Trends, console: Console, *, charts: bool = True) -> None:
    """Print trends; `charts`: with a chart for each."""
    show(_lines(held, console, charts=charts), console)


def _lines(held: Trends, console: Console, *, charts: bool) -> Iterator[Text]:
    plain = not writes_symbols(console.encoding)
    for trend in held.trends:
        yield from layout.head(sheet.title(held, trend), sheet.about(held, trend), console.width,
                               sample=closing.sample(held.scorecard))  # fmt: skip
        if charts:
            yield from _chart(trend, console.width, plain=plain)
        yield Text()
        yield from screen.lines(months.table(trend, console.width, plain=plain), console.width)
        yield Text()
        yield from layout.entries(sheet.entries(trend), console.width)
        yield Text()
    if not held.trends:
        yield from layout.wrap(Text(translate("No indicator to show.")), console.width)
    yield from layout.entries(sheet.last(held), console.width)


def plain_table(held: Trends, view: View, console: Console) -> None:
    """Print the months of trends as a table in the columns and the order asked for."""
    screen.page(closing.title(held.scorecard), sheet.whole(held), worded(held, view), console)


def _chart(trend: Trend, width: int, *, plain: bool) -> Iterator[Text]:
    drawn = chart.lines(trend, width, plain=plain)
    if not drawn:
        return
    yield Text()
    signs = {sign: COLOURS[name] for name, sign in chart.SIGNS.items()}  # the plain have none
    edge = max(one.find(chart.CORNER) for one in drawn)
    for one in drawn:
        line = Text(one)
        for place in range(edge + 1, len(one) - 1):
            if one[place] in signs:
                line.stylize(signs[one[place]], place, place + 1)
        yield line
    yield from layout.flow(
        texts(sheet.legend(trend, width, plain=plain), QUIET), width, joint="   "
    )
