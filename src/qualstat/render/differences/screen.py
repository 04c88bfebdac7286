"""Differences on a screen.

Takes what was compared and a console; prints. Conventions owned here: files stand one after the
other, and in each the values in the order written; a value that changed shows both texts, each with
its place.
"""

from collections.abc import Iterator
from itertools import groupby

from rich.console import Console
from rich.text import Text

from qualstat.declarations.written import Leaf, dotted
from qualstat.referentiel.differences import Difference
from qualstat.referentiel.views import Compared, View
from qualstat.render import layout, words
from qualstat.render.differences.table import table, word
from qualstat.render.language import plural, translate
from qualstat.render.layout import HEADING, INDENT, QUIET
from qualstat.render.screen import show
from qualstat.render.tables import choosing, screen

SIGNS = {"added": "+", "dropped": "-", "changed": "~"}


def render(found: Compared, view: choosing.View, console: Console) -> None:
    """Print what differs; as a plain table where columns or an order are wanted."""
    if view.asked:
        show(screen.lines(choosing.viewed(table(found), view), console.width), console)
        return
    show(_lines(found, console.width), console)


def _lines(found: Compared, width: int) -> Iterator[Text]:
    title = translate("From {before} to {after}", before=found.before.name, after=found.after.name)
    yield from layout.wrap(Text(title, style="bold"), width)
    for file, held in groupby(found.differences, key=lambda one: one.file):
        yield Text()
        yield from layout.wrap(Text(file, style=HEADING), width)
        for one in held:
            yield from _difference(found, one, width)
    yield Text()
    yield Text(_counted(found), style="bold")


def _counted(found: Compared) -> str:
    if not found.differences:
        return translate("No difference.")
    return plural("{n} difference.", "{n} differences.", len(found.differences))


def _difference(found: Compared, one: Difference, width: int) -> Iterator[Text]:
    head = f"{SIGNS[one.kind]} {dotted(one.path)}{translate(': ')}{word(one)}"
    yield from layout.wrap(Text(head), width - INDENT, indent=INDENT)
    if one.before is not None:
        yield from _side(found.before, one.file, one.before, translate("before"), width)
    if one.after is not None:
        yield from _side(found.after, one.file, one.after, translate("after"), width)


def _side(view: View, path: str, leaf: Leaf, name: str, width: int) -> Iterator[Text]:
    said = Text(f"{name}{translate(': ')}{words.typography(leaf.text)}")
    said.append(f"  {view.file(path)}:{leaf.line}", style=QUIET)
    yield from layout.wrap(said, width - 3 * INDENT, indent=3 * INDENT)
