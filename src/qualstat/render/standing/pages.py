"""How a store stands, for people: a screen, and Markdown.

Takes a `Standing` and a `View`; prints, or gives text. Convention owned here: the table first,
then what is missing and whom to ask, then what became of the files.
"""

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from qualstat.render import layout
from qualstat.render.language import translate
from qualstat.render.layout import HEADING, INDENT
from qualstat.render.screen import show
from qualstat.render.standing import sentences
from qualstat.render.standing.table import worded
from qualstat.render.tables import screen
from qualstat.render.tables.choosing import View
from qualstat.render.tables.markdown import escape, head
from qualstat.render.tables.markdown import to_markdown as table_lines
from qualstat.store.standing import Standing


def render(held: Standing, view: View, console: Console) -> None:
    """Print how a store stands."""
    show(_lines(held, view, console.width), console)


def to_markdown(held: Standing, view: View) -> str:
    """Return how a store stands as Markdown."""
    lines = head(sentences.title(held), sentences.about(held))
    if held.sources:
        lines += ["", *table_lines(worded(held, view))]
    for title, said in _sections(held):
        lines += ["", f"## {escape(title)}", "", *(f"- {escape(one)}" for one in said)]
    return "\n".join(lines) + "\n"


def _lines(held: Standing, view: View, width: int) -> Iterator[Text]:
    yield from layout.head(sentences.title(held), sentences.about(held), width)
    if held.sources:
        yield Text()
        yield from screen.lines(worded(held, view), width)
    for title, said in _sections(held):
        yield Text()
        yield Text(title, style=HEADING)
        for one in said:
            yield from layout.wrap(Text(one), width - INDENT, indent=INDENT)


def _sections(held: Standing) -> Iterator[tuple[str, list[str]]]:
    """Yield titles and the sentences under them."""
    missing = sentences.missing(held)
    if missing:
        holders = sentences.unknown_holders(held)
        yield translate("What is missing"), [*missing, *([holders] if holders else [])]
    title = translate("Files of {folder}", folder=held.folder) if held.folder else ""
    yield title or translate("Files"), list(sentences.changes(held))
