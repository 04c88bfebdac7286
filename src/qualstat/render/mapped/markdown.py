"""A map as GitHub-flavoured Markdown.

Takes a `Map`; gives text. Convention owned here: a table a site, in the words of the screen, all
its months side by side.
"""

from collections.abc import Collection, Iterator, Sequence

from qualstat.maps import Map, Row
from qualstat.render import closing, numbers, words
from qualstat.render.entries import Entry
from qualstat.render.language import current, translate
from qualstat.render.mapped import grid, names, shown
from qualstat.render.mapped.sections import about, closed, sites, subtitle
from qualstat.render.mapped.table import worded
from qualstat.render.tables.choosing import View
from qualstat.render.tables.markdown import LEFT, RIGHT, escape, head, row
from qualstat.render.tables.markdown import to_markdown as table_lines


def to_markdown(held: Map, *, files: bool = False) -> str:
    """Return a map as Markdown; `files` adds the files behind each cell."""
    return "\n".join(_lines(held, files=files)) + "\n"


def table(held: Map, view: View, only: Collection[str]) -> str:
    """Return the cells of a map as a table of Markdown."""
    found = worded(held, view, only)
    said = table_lines(found) if found.rows else [translate("No month is in this case.")]
    return "\n".join([*_title(held), "", *said]) + "\n"


def _lines(held: Map, *, files: bool) -> Iterator[str]:
    yield from _title(held)
    for site in sites(held):
        yield from ("", f"## {escape(words.site_label(held.scorecard, site))}", "")
        yield from _grid(held, shown.rows(held, site))
        for section in about(held, site, files=files):
            yield from _section(section)
    for section in closed(held):
        yield from _section(section)


def _title(held: Map) -> list[str]:
    made_up = closing.sample(held.scorecard)
    return head(closing.title(held.scorecard), subtitle(held), sample=made_up)


def _section(section: Entry) -> Iterator[str]:
    yield from ("", f"**{escape(section.name)}**", "")
    yield from (f"- {escape(one)}" for one in section.sentences)


def _grid(held: Map, rows: Sequence[Row]) -> Iterator[str]:
    if not rows:
        return
    months = [one.month for one in rows[0].cells]
    several = len({month // 12 for month in months}) > 1
    titles = [numbers.month(one, current(), short=True, year=several) for one in months]
    yield row([translate("Register"), *titles, translate("Months covered")])
    yield row([LEFT, *[RIGHT] * (len(months) + 1)])
    for one in rows:
        said = ["".join(grid.cell(held, one, cell)) for cell in one.cells]
        yield row(escape(text) for text in (names.row(held, one), *said, grid.coverage(one)))
