"""A map on a screen or in a pipe.

Takes a `Map` and a console; prints. Convention owned here: below the grid of each site stand why
cells are empty, what to ask for, and what is suspicious, so that one look answers all three.
"""

from collections.abc import Collection, Iterator, Sequence

from rich.console import Console
from rich.text import Text

from qualstat.maps import Map
from qualstat.periods import Period
from qualstat.render import closing, layout, numbers, words
from qualstat.render.entries import Entry, told
from qualstat.render.language import current, translate
from qualstat.render.layout import HEADING
from qualstat.render.mapped import grid, sentences, shown
from qualstat.render.mapped.table import worded
from qualstat.render.screen import show
from qualstat.render.tables import screen
from qualstat.render.tables.choosing import View
from qualstat.scorecards import ALL


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


def sites(held: Map) -> list[str]:
    """Return the sites of a map, in their order."""
    return [one for one in held.scorecard.sites if one != ALL] if held.rows else []


def about(held: Map, site: str, *, files: bool) -> list[Entry]:
    """Return what stands below the grid of a site, the empty sections left out."""
    return told((
        (translate("Empty because"), sentences.absences(held, site)),
        (translate("To ask for"), sentences.asks(held, site)),
        (translate("Suspicious"), sentences.suspicious(held, site)),
        (translate("Breaks declared"), sentences.declared(held, site)),
        (translate("Files"), sentences.files(held, site) if files else ()),
    ))  # fmt: skip


def closed(held: Map) -> list[Entry]:
    """Return what closes a map."""
    rows = [row for site in sites(held) for row in shown.rows(held, site)]
    return told((
        (translate("Tests"), sentences.tests(held)),
        (translate("Reading"), grid.legend(held, rows) if rows else ()),
        (translate("Source"), closing.source(held.scorecard)),
    ))  # fmt: skip


def subtitle(held: Map) -> list[str]:
    """Return the period, and the day of a replay."""
    periods = held.scorecard.periods
    if not periods:
        return []
    whole = Period(periods[0].start, periods[-1].end)
    period = numbers.period(whole, current())
    return [translate("Map of the registers, {period}", period=period)]


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

    def drawn() -> Iterator[Text]:
        yield from _title(held, console.width)
        yield Text()
        table = worded(held, view, only)
        if not table.rows:
            yield from layout.wrap(Text(translate("No month is in this case.")), console.width)
        yield from screen.lines(table, console.width)

    show(drawn(), console)
