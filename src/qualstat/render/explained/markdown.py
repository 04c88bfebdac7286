"""An explanation as GitHub-flavoured Markdown.

Takes an `Explanation`; gives text. Convention owned here: the words and their order are the
screen's; text from registers and declarations is escaped.
"""

from collections.abc import Iterator

from qualstat.explanations import Explanation
from qualstat.render import closing, words
from qualstat.render.explained.sections import Section, about, sections, title
from qualstat.render.tables.markdown import entries, escape, head
from qualstat.render.tables.markdown import to_markdown as table_lines


def to_markdown(held: Explanation, *, ways: bool = False) -> str:
    """Return an explanation as Markdown."""
    return "\n".join(_lines(held, ways=ways)) + "\n"


def _lines(held: Explanation, *, ways: bool) -> Iterator[str]:
    yield from head(title(held), about(held), sample=closing.sample(held.scorecard))
    yield ""
    figure = held.figure
    result = words.value(figure) or words.state(figure)
    said = (words.face(figure.verdict), result, words.verdict(figure.verdict), words.behind(figure))
    yield escape(" ".join(part for part in said if part))
    for section in sections(held, ways=ways):
        yield ""
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    yield f"## {escape(section.title)}"
    yield ""
    yield from entries(section.entries)
    if section.table is not None and section.table.rows:
        yield from table_lines(section.table)
    if section.note:
        yield from ([""] if section.entries or section.table else [])
        yield escape(section.note)
