"""Comparisons as GitHub-flavoured Markdown.

Takes `Comparisons`; gives text. Convention owned here: one table a heading, in the words of the
screen.
"""

from collections.abc import Iterator

from qualstat.comparisons import Comparisons
from qualstat.render import closing, words
from qualstat.render.comparison import words as said
from qualstat.render.comparison.rows import Row, entries, objectives, rows, subtitle, titles
from qualstat.render.grouped import Group, Line, groups
from qualstat.render.language import translate
from qualstat.render.markdown import result
from qualstat.render.tables.markdown import NONE, escape, head, headed, row
from qualstat.render.tables.markdown import entries as items
from qualstat.scorecards import Figure


def to_markdown(held: Comparisons, fewer: str = "") -> str:
    """Return comparisons as Markdown; `fewer` says that only some are shown."""
    return "\n".join(_lines(held, fewer)) + "\n"


def _lines(held: Comparisons, fewer: str) -> Iterator[str]:
    yield from head(closing.title(held.scorecard), (*subtitle(held), fewer),
                    sample=closing.sample(held.scorecard))  # fmt: skip
    found = groups(held.scorecard)
    for group in found:
        yield ""
        yield from _group(held, group)
    yield ""
    shown = {line.indicator.id for group in found for line in group.lines}
    yield from items(entries(held, found, shown, plain=False))


def _group(held: Comparisons, group: Group) -> Iterator[str]:
    every = {line.indicator.id: rows(held, line.indicator.id) for line in group.lines}
    several = any(one.name for held_rows in every.values() for one in held_rows)
    header = [
        translate("Indicator"), translate("Eng."), *([translate("Site")] if several else []),
        translate("Objective"), *titles(held).values(), translate("Remarks"),
    ]  # fmt: skip
    yield from headed(group.label, header)
    for line in group.lines:
        for place, one in enumerate(every[line.indicator.id]):
            yield row(_cells(line if place == 0 else None, one, several=several))
    for note in group.footnotes:
        yield ""
        yield escape(note)


def _cells(line: Line | None, one: Row, *, several: bool) -> list[str]:
    held = one.held
    cells = [
        line.label if line else "", held.now.engagement, *([one.name] if several else []),
        objectives(held), _side(held.now), _side(held.before), words.trend(held.now) or NONE,
        said.chance(held.chance) or NONE, words.joined(said.remarked(held)) or NONE,
    ]  # fmt: skip
    return [escape(cell) for cell in cells]


def _side(figure: Figure) -> str:
    parts = (result(figure), words.behind(figure), said.printed(figure))
    return " ".join(part for part in parts if part)
