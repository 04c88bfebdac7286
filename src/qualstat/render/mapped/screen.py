"""A map on a screen or in a pipe.

Takes a `Map` and a console; prints. Convention owned here: below the grid of each site stand why
cells are empty, what to ask for, and what is suspicious, so that one look answers all three.
"""

from collections.abc import Collection, Iterator, Sequence

from rich.console import Console
from rich.text import Text

from qualstat.maps import Map
from qualstat.render import closing, layout, words
from qualstat.render.language import translate
from qualstat.render.layout import HEADING
from qualstat.render.mapped import grid, shown
from qualstat.render.mapped.sections import about, closed, sites, subtitle
from qualstat.render.mapped.table import worded
from qualstat.render.screen import show
from qualstat.render.tables import screen
from qualstat.render.tables.choosing import View


def render(held: Map, console: Console, *, files: bool = False) -> None:
    """Print a map; `files` adds the files behind each cell."""
    show(lines(held, console.width, files=files), console)


def lines(held: Map, width: int, *, files: bool = False) -> Iterator[Text]:
    """Yield the lines of a map."""
    yield from _title(held, width)
    for site in sites(held):
        rows = shown.rows(held, site)
        yield Text()
        if len(sites(held)) > 1:  # else the title names it
            label = words.site_label(held.scorecard, site)
            yield from layout.wrap(Text(label, style=HEADING), width)
        yield from grid.lines(held, rows, width)
        yield from layout.entries(about(held, site, files=files), width, _hanging)
    yield Text()
    yield from layout.entries(closed(held), width, _hanging)


def _title(held: Map, width: int) -> Iterator[Text]:
    whole = held.scorecard
    return layout.head(closing.title(whole), subtitle(held), width, sample=closing.sample(whole))


def _hanging(sentences: Sequence[str], room: int) -> list[Text]:
    """Return sentences one below the other, all their lines but the first set in."""
    found = []
    for one in sentences:
        first, *rest = layout.wrap(Text(one), room - layout.INDENT)
        for line in rest:
            line.pad_left(layout.INDENT)
        found += [first, *rest]
    return found


def render_table(held: Map, view: View, only: Collection[str], console: Console) -> None:
    """Print cells as a plain table."""
    nothing = layout.wrap(Text(translate("No month is in this case.")), console.width)
    found = screen.lines(worded(held, view, only), console.width)
    show([*_title(held, console.width), Text(), *(found or nothing)], console)
