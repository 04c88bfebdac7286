"""The readiness for the label on a screen or in a pipe.

Takes a `Label` and a console; prints. Convention owned here: colour repeats a word; under each
module those concerned, their engagements, and what stands in the way of each.
"""

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from qualstat.labels import Label, Part, Stepping
from qualstat.render import closing, layout
from qualstat.render import words as figure_words
from qualstat.render.brush import STYLES, texts
from qualstat.render.language import translate
from qualstat.render.layout import HEADING, INDENT, QUIET
from qualstat.render.readiness import sections, supposed, words
from qualstat.render.screen import show, writes_symbols

COLOURS = {
    "met": STYLES["met"], "evidence": STYLES["met"], "near": STYLES["near"],
    "missed": STYLES["missed"], "not_measured": STYLES["missed"], "lacking": STYLES["missed"],
    "outdated": STYLES["missed"],
}  # fmt: skip


def render(held: Label, console: Console) -> None:
    """Print the readiness for the label."""
    show(_lines(held, console), console)


def _lines(held: Label, console: Console) -> Iterator[Text]:
    width, plain = console.width, not writes_symbols(console.encoding)
    yield from layout.head(sections.title(), sections.about(held), width,
                           sample=closing.sample(held.scorecard))  # fmt: skip
    for number in held.modules:
        yield Text()
        yield from layout.wrap(Text(sections.module(held, number), style=HEADING), width)
        yield from layout.wrap(Text(sections.counted(held, number)), width - INDENT, indent=INDENT)
        for group in sections.groups(held, number):
            yield from layout.wrap(Text(group.name, style="bold"), width - INDENT, indent=INDENT)
            for part in group.parts:
                yield from _part(held, part, width, plain=plain)
    yield from _steps(held, width)
    yield from _supposed(held, width)
    yield Text()
    yield from layout.entries(sections.entries(held), width)


def _part(held: Label, part: Part, width: int, *, plain: bool) -> Iterator[Text]:
    indent = 2 * INDENT
    first, style = part.rows[0], COLOURS.get(part.state, QUIET)
    name = words.assumed(words.engagement(held, part),
                         supposed=bool(first.evidence and first.evidence.assumed))  # fmt: skip
    sign = figure_words.face(part.state, plain=plain)
    said = f"{sign} {sections.state(part)}" if sign else sections.state(part)
    yield from layout.flow([Text(name), Text(said, style=style)], width - indent, indent=indent)
    for row, pieces in sections.trouble(held, part):
        line = texts(pieces, QUIET)
        line[-1].style = COLOURS.get(row.state, "")
        yield from layout.flow(line, width - indent - INDENT, indent=indent + INDENT)
    others = sections.others(part)
    if others:
        yield from layout.wrap(Text(others, style=QUIET), width - indent - INDENT,
                               indent=indent + INDENT)  # fmt: skip


def _steps(held: Label, width: int) -> Iterator[Text]:
    if not held.steps:
        return
    yield Text()
    yield from layout.wrap(Text(translate("Calendar"), style=HEADING), width)
    for one in held.steps:
        yield from _step(one, width)


def _step(one: Stepping, width: int) -> Iterator[Text]:
    name = words.assumed(words.step(one), supposed=one.step.assumed)
    late = "bold" if one.when == "under_way" else STYLES["missed"] if one.when == "past" else ""
    head = [Text(words.when(one), style="bold"), Text(name), Text(words.remaining(one), style=late)]
    yield from layout.flow(head, width - INDENT, indent=INDENT)
    needed = words.needs(one)
    if needed:
        said = translate("needs: {needs}", needs=figure_words.joined(needed))
        yield from layout.wrap(Text(said, style=QUIET), width - 2 * INDENT, indent=2 * INDENT)


def _supposed(held: Label, width: int) -> Iterator[Text]:
    if not held.hypotheses:
        return
    yield Text()
    yield from layout.wrap(Text(translate("Hypotheses"), style=HEADING), width)
    for one in held.hypotheses:
        name, *said = supposed.lines(held, one)
        yield from layout.wrap(Text(name), width - INDENT, indent=INDENT)
        for line in said:
            yield from layout.wrap(Text(line), width - 2 * INDENT, indent=2 * INDENT)
    yield from layout.wrap(Text(supposed.note(), style="italic"), width - INDENT, indent=INDENT)
