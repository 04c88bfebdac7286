"""The readiness for the label as a plain table for people, in the columns and the order asked for.

Takes a `Label` and a `View`; prints, or gives Markdown. Convention owned here: what is left out is
said above the table, with how many rows there are.
"""

from collections.abc import Collection

from rich.console import Console

from qualstat.labels import Label
from qualstat.render.language import plural
from qualstat.render.readiness import sections, table
from qualstat.render.tables import Table, markdown, screen
from qualstat.render.tables.choosing import View


def render(held: Label, view: View, only: Collection[str], console: Console) -> None:
    """Print the rows wanted as a table."""
    kept = table.worded(held, view, only)
    screen.page(sections.title(), _about(held, kept), kept, console)


def to_markdown(held: Label, view: View, only: Collection[str]) -> str:
    """Return the rows wanted as a table of Markdown."""
    kept = table.worded(held, view, only)
    return markdown.page(sections.title(), _about(held, kept), kept)


def _about(held: Label, kept: Table) -> list[str]:
    shown, every = len(kept.rows), len(held.rows) + len(held.hypotheses)
    fewer = plural("{n} row of {all}", "{n} rows of {all}", shown, all=every)
    return [*table.about(held), *([fewer] if shown < every else [])]
