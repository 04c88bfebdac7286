"""An explanation on a screen or in a pipe.

Takes an `Explanation` and a console; prints. Convention owned here: the figure stands first, with
its face, its verdict and its counts, as on a scorecard.
"""

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from qualstat.explanations import Explanation
from qualstat.render import closing, layout, words
from qualstat.render.brush import brush, texts
from qualstat.render.explained.sections import Section, about, sections, title
from qualstat.render.layout import HEADING
from qualstat.render.screen import show
from qualstat.render.tables import screen


def render(held: Explanation, console: Console, *, ways: bool = False) -> None:
    """Print an explanation."""
    show(_lines(held, console, ways=ways), console)


def _lines(held: Explanation, console: Console, *, ways: bool) -> Iterator[Text]:
    width, figure = console.width, held.figure
    made_up = closing.sample(held.scorecard)
    yield from layout.head(title(held), about(held), width, sample=made_up)
    yield Text()
    drawn = brush([figure], console)
    said = [drawn.one_line(figure), *texts([words.behind(figure)])]
    yield from layout.flow(said, width, joint="  ")
    for section in sections(held, ways=ways):
        yield Text()
        yield from _section(section, width)


def _section(section: Section, width: int) -> Iterator[Text]:
    yield from layout.wrap(Text(section.title, style=HEADING), width)
    yield from layout.entries(section.entries, width, layout.apart)
    if section.table is not None:
        yield from screen.lines(section.table, width)
    if section.note:
        yield from layout.wrap(Text(section.note), width)
