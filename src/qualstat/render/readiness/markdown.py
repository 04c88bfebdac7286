"""The readiness for the label as GitHub-flavoured Markdown.

Takes a `Label`; gives text. Convention owned here: a table a module, a row for each figure and each
piece of evidence, in the words of the screen; the calendar is a table of its own.
"""

from collections.abc import Iterator

from qualstat.labels import Label, Row
from qualstat.render import closing
from qualstat.render import words as figure_words
from qualstat.render.language import translate
from qualstat.render.readiness import sections, supposed, words
from qualstat.render.tables.markdown import NONE, entries, escape, head, headed, row


def to_markdown(held: Label) -> str:
    """Return the readiness as Markdown."""
    return "\n".join(_lines(held)) + "\n"


def _lines(held: Label) -> Iterator[str]:
    yield from head(sections.title(), sections.about(held), sample=closing.sample(held.scorecard))
    for number in held.modules:
        yield ""
        yield from _module(held, number)
    yield from _steps(held)
    for one in held.hypotheses:
        yield from ("", f"## {escape(translate('Hypothesis'))}", "")
        yield from (f"- {escape(line)}" for line in supposed.lines(held, one))
        yield from ("", escape(supposed.note()))
    yield ""
    yield from entries(sections.entries(held))


def _module(held: Label, number: int) -> Iterator[str]:
    titles = [
        translate("Concerned"), translate("Engagement"), translate("State"), translate("Label"),
        translate("Result"), translate("In the way"),
    ]  # fmt: skip
    top, *others = headed(sections.module(held, number), titles)
    yield from (top, "", escape(sections.counted(held, number)), *others)
    for group in sections.groups(held, number):
        name = group.name
        for part in group.parts:
            cells = [name, words.engagement(held, part), sections.state(part)]
            for one in part.rows:
                said = (cell or NONE for cell in _row(held, one))
                yield row(escape(cell) for cell in (*cells, *said))
                cells = ["", "", ""]
            name = ""


def _row(held: Label, one: Row) -> tuple[str, str, str]:
    supposed_ = bool(one.evidence and one.evidence.assumed)
    said = (words.result(one), figure_words.face(one.state))
    return (
        words.assumed(words.label(one), supposed=supposed_),
        " ".join(part for part in said if part),
        words.obstacle(held, one),
    )


def _steps(held: Label) -> Iterator[str]:
    if not held.steps:
        return
    titles = [translate("When"), translate("Step"), translate("Days"), translate("Needs")]
    yield ""
    yield from headed(translate("Calendar"), titles)
    for one in held.steps:
        name = words.assumed(words.step(one), supposed=one.step.assumed)
        needs = figure_words.joined(words.needs(one))
        cells = (words.when(one), name, words.remaining(one), needs)
        yield row(escape(cell) or NONE for cell in cells)
