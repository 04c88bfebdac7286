"""The scorecard on a screen or in a pipe.

Takes a `Scorecard` and a console made by `screen.console`; prints. Convention owned here: a
scorecard reads from top to bottom as sentences do: what it is about, the figures by heading,
their count, by which conventions, what was left out, where they come from, and how to read them.
"""

from collections.abc import Collection, Iterator, Sequence

from rich.console import Console
from rich.text import Text

from qualstat.render import beside, closing, layout, only, single, stacked, words
from qualstat.render.brush import STYLES, Brush, brush
from qualstat.render.entries import Entry
from qualstat.render.grouped import groups
from qualstat.render.language import translate
from qualstat.render.legend import Shown
from qualstat.render.screen import show
from qualstat.scorecards import Scorecard


def render(scorecard: Scorecard, console: Console, kept: Collection[str] = ()) -> None:
    """Print a scorecard; of its figures, the `kept` ones alone."""
    show(lines(scorecard, console, kept), console)


def lines(whole: Scorecard, console: Console, kept: Collection[str] = ()) -> Iterator[Text]:
    """Yield the lines of a scorecard; of its figures, the `kept` ones alone."""
    width = console.width
    scorecard = only.narrowed(whole, kept)
    found = groups(scorecard)
    drawn = brush(scorecard.figures, console)
    alone = len(scorecard.sites) == len(scorecard.periods) == 1
    table = beside.table(scorecard, found, drawn, width) if found and not alone else None
    yield from layout.head(
        closing.title(whole), closing.subtitle(whole), width, sample=closing.sample(whole)
    )
    said = only.said(whole, kept)
    if said:
        yield from layout.wrap(Text(said), width)
    if found or not said:
        yield Text()
    if not found:
        nothing = "" if said else translate("No indicator to show.")
        yield from layout.wrap(Text(nothing), width) if nothing else ()
    elif alone:
        yield from single.lines(found, drawn, width)
    elif table:
        yield from beside.lines(scorecard, found, drawn, width, table)
    else:
        yield from stacked.lines(scorecard, found, drawn, width)
    yield Text()
    dashes = bool(found) and alone and single.wide(found, drawn, width)
    shown = Shown(plain=drawn.plain, spread=table is None, dashes=dashes)
    yield from _closing(closing.summary(whole), closing.entries(whole, found, shown), drawn, width)


def _closing(
    summary: Sequence[closing.Summary],
    entries: Sequence[Entry],
    drawn: Brush,
    width: int,
) -> Iterator[Text]:
    name = translate("Summary")
    room = layout.entry_room([name, *(one.name for one in entries)], width)
    counted = [line for one in summary for line in _summary(one, drawn, room)]
    if counted:
        yield from layout.entry(name, counted, width, room)
        yield Text()
    for one in entries:
        yield from layout.entry(one.name, layout.together(one.sentences, room), width, room)


def _summary(held: closing.Summary, drawn: Brush, width: int) -> list[Text]:
    first, *rest = (_said(one, drawn) for one in held.pieces)
    name = translate("{site}: ", site=held.name) if held.name else ""
    return layout.flow([Text(name).append_text(first), *rest], width)


def _said(said: closing.Said, drawn: Brush) -> Text:
    """Return a piece of the summary, with the face and colour of a verdict."""
    style = STYLES.get(said.verdict, "") if said.count else ""
    face = words.face(said.verdict, plain=drawn.plain)
    return Text(f"{face} {said.text}" if face else said.text, style=style)
