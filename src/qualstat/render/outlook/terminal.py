"""Outlooks on a screen or in a pipe.

Takes `Outlooks` and a console; prints. Convention owned here: under each indicator, a row a site:
the figure as counted, then sentences, the answer first; hypotheses stand apart, below.
"""

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from qualstat.outlooks import Outlooks
from qualstat.render import closing, layout
from qualstat.render import words as figure_words
from qualstat.render.brush import FACE, Brush, brush, texts
from qualstat.render.grouped import Group, groups
from qualstat.render.language import translate
from qualstat.render.layout import HEADING, INDENT, QUIET
from qualstat.render.outlook import hypotheses
from qualstat.render.outlook.answers import changed, sentences
from qualstat.render.outlook.rows import Row, entries, rows, subtitle
from qualstat.render.screen import show
from qualstat.scorecards import Figure


def render(held: Outlooks, console: Console, fewer: str = "") -> None:
    """Print outlooks; `fewer` says that only some are shown."""
    show(_lines(held, console, fewer), console)


def _lines(held: Outlooks, console: Console, fewer: str) -> Iterator[Text]:
    width, found = console.width, groups(held.scorecard)
    drawn = brush([one.figure for one in held.outlooks], console)
    yield from layout.head(closing.title(held.scorecard), (*subtitle(held), fewer), width,
                           sample=closing.sample(held.scorecard))  # fmt: skip
    if not found:
        yield from layout.wrap(Text(translate("No indicator to show.")), width)
    for group in found:
        yield Text()
        yield from _group(held, group, drawn, width)
    yield from _hypotheses(held, drawn, width)
    yield Text()
    yield from layout.entries(entries(held, found, plain=drawn.plain), width)


def _group(held: Outlooks, group: Group, drawn: Brush, width: int) -> Iterator[Text]:
    yield from layout.wrap(Text(group.label, style=HEADING), width)
    for line in group.lines:
        label = figure_words.typography(line.indicator.label)
        head = [Text(label), *texts((line.engagement, line.objective), QUIET)]
        yield from layout.flow(head, width - INDENT, indent=INDENT)
        for one in rows(held, line.indicator.id):
            yield from _row(one, drawn, width)


def _row(row: Row, drawn: Brush, width: int) -> Iterator[Text]:
    indent = 2 * INDENT
    named = Text(translate("{name}:", name=row.name) + " ") if row.name else Text()
    first = named.append_text(_result(row.held.figure, drawn))
    yield from layout.flow([first], width - indent, indent=indent)
    answer, *others = sentences(row.held) or [""]
    room = width - indent - FACE
    yield from layout.flow(texts([answer], "bold"), room, indent=indent + FACE)
    yield from layout.flow(texts(others), room, indent=indent + FACE)


def _result(figure: Figure, drawn: Brush) -> Text:
    said, counts = drawn.one_line(figure), figure_words.behind(figure)
    return said.append(f" {counts}", style=QUIET) if counts else said


def _hypotheses(held: Outlooks, drawn: Brush, width: int) -> Iterator[Text]:
    if not held.hypotheses:
        return
    yield Text()
    yield from layout.wrap(Text(translate("Hypotheses"), style=HEADING), width)
    for one in held.hypotheses:
        yield from layout.wrap(
            Text(hypotheses.title(held.scorecard, one)), width - INDENT, indent=INDENT
        )
        for name, figure in hypotheses.sides(one):
            first = Text(translate("{name}:", name=name) + " ").append_text(_result(figure, drawn))
            parts = [first, *texts(hypotheses.weight(figure), QUIET)]
            yield from layout.flow(parts, width - 2 * INDENT, indent=2 * INDENT)
        said = texts([changed(one)], "bold")
        yield from layout.flow(said, width - 2 * INDENT, indent=2 * INDENT)
    note = translate("A hypothesis changes no stored figure; each is weighed alone.")
    yield from layout.wrap(Text(note, style="italic"), width - INDENT, indent=INDENT)
