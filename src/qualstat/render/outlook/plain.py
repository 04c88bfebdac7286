"""Outlooks as a plain table for people, in the columns and the order asked for.

Takes `Outlooks` and a `View`; prints, or gives Markdown. Convention owned here: `fewer` says above
the table that only some are shown.
"""

from rich.console import Console

from qualstat.outlooks import Outlooks
from qualstat.render import closing
from qualstat.render.outlook.rows import subtitle
from qualstat.render.outlook.table import worded
from qualstat.render.tables import markdown, screen
from qualstat.render.tables.choosing import View


def render(held: Outlooks, view: View, console: Console, fewer: str = "") -> None:
    """Print outlooks as a table."""
    title = closing.title(held.scorecard)
    screen.page(title, _about(held, fewer), worded(held, view), console)


def to_markdown(held: Outlooks, view: View, fewer: str = "") -> str:
    """Return outlooks as a table of Markdown."""
    return markdown.page(closing.title(held.scorecard), _about(held, fewer), worded(held, view))


def _about(held: Outlooks, fewer: str) -> tuple[str, ...]:
    return *subtitle(held), closing.sample(held.scorecard), fewer
