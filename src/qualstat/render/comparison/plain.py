"""Comparisons as a plain table for people, in the columns and the order asked for.

Takes `Comparisons` and a `View`; prints, or gives Markdown. Convention owned here: `fewer` says
above the table that only some are shown.
"""

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from qualstat.comparisons import Comparisons
from qualstat.render import closing, layout, words
from qualstat.render.brush import texts
from qualstat.render.comparison.rows import subtitle
from qualstat.render.comparison.table import worded
from qualstat.render.language import translate
from qualstat.render.screen import show
from qualstat.render.tables import screen
from qualstat.render.tables.choosing import View
from qualstat.render.tables.markdown import escape
from qualstat.render.tables.markdown import to_markdown as table_lines


def render(held: Comparisons, view: View, console: Console, fewer: str = "") -> None:
    """Print comparisons as a table."""
    show(_lines(held, view, console.width, fewer), console)


def _lines(held: Comparisons, view: View, width: int, fewer: str) -> Iterator[Text]:
    yield from layout.wrap(Text(closing.title(held.scorecard), style="bold"), width)
    yield from layout.flow(texts(_about(held, fewer)), width)
    yield Text()
    yield from screen.lines(worded(held, view), width)


def to_markdown(held: Comparisons, view: View, fewer: str = "") -> str:
    """Return comparisons as a table of Markdown."""
    said = [escape(part) for part in _about(held, fewer)]
    lines = [f"# {escape(closing.title(held.scorecard))}", "", words.joined(said), ""]
    return "\n".join([*lines, *table_lines(worded(held, view))]) + "\n"


def _about(held: Comparisons, fewer: str) -> list[str]:
    sample = translate(closing.SAMPLE) if held.scorecard.source.sample else ""
    return [part for part in (*subtitle(held), sample, fewer) if part]
