"""Trends as GitHub-flavoured Markdown.

Takes `Trends`; gives text. Convention owned here: the words and their order are the screen's; the
chart stands in a block of code, as wide as a printed page.
"""

from collections.abc import Iterator

from qualstat.render import closing
from qualstat.render.language import translate
from qualstat.render.tables.choosing import View
from qualstat.render.tables.markdown import entries, escape, head, page
from qualstat.render.tables.markdown import to_markdown as table_lines
from qualstat.render.trend import chart, months, sheet
from qualstat.render.trend.records import worded
from qualstat.trends import Trends

WIDTH = 80


def to_markdown(held: Trends, *, charts: bool = True) -> str:
    """Return trends as Markdown; `charts`: with a chart for each."""
    return "\n".join(_lines(held, charts=charts)) + "\n"


def plain_table(held: Trends, view: View) -> str:
    """Return the months of trends as a table of Markdown."""
    return page(closing.title(held.scorecard), sheet.whole(held), worded(held, view))


def _lines(held: Trends, *, charts: bool) -> Iterator[str]:
    for trend in held.trends:
        yield from head(sheet.title(held, trend), sheet.about(held, trend),
                        sample=closing.sample(held.scorecard))  # fmt: skip
        yield ""
        drawn = chart.lines(trend, WIDTH, plain=False) if charts else []
        if drawn:
            yield from ("```text", *drawn, "", *sheet.legend(trend, WIDTH, plain=False), "```", "")
        yield from table_lines(months.table(trend, plain=False))
        yield ""
        yield from entries(sheet.entries(trend))
        yield ""
    if not held.trends:
        yield from (escape(translate("No indicator to show.")), "")
    yield from entries(sheet.last(held))
