"""Comparisons as a plain table for people, in the columns and the order asked for.

Takes `Comparisons` and a `View`; prints, or gives Markdown. Convention owned here: `fewer` says
above the table that only some are shown.
"""

from rich.console import Console

from qualstat.comparisons import Comparisons
from qualstat.render import closing
from qualstat.render.comparison.rows import subtitle
from qualstat.render.comparison.table import worded
from qualstat.render.tables import markdown, screen
from qualstat.render.tables.choosing import View


def render(held: Comparisons, view: View, console: Console, fewer: str = "") -> None:
    """Print comparisons as a table."""
    title = closing.title(held.scorecard)
    screen.page(title, _about(held, fewer), worded(held, view), console)


def to_markdown(held: Comparisons, view: View, fewer: str = "") -> str:
    """Return comparisons as a table of Markdown."""
    return markdown.page(closing.title(held.scorecard), _about(held, fewer), worded(held, view))


def _about(held: Comparisons, fewer: str) -> tuple[str, ...]:
    return *subtitle(held), closing.sample(held.scorecard), fewer
