"""Outlooks as GitHub-flavoured Markdown.

Takes `Outlooks`; gives text. Convention owned here: one table a heading, in the words of the
screen; hypotheses are a table of their own.
"""

from collections.abc import Iterator

from qualstat.outlooks import Outlooks
from qualstat.render import closing, words
from qualstat.render.grouped import Group, groups
from qualstat.render.language import translate
from qualstat.render.markdown import result
from qualstat.render.outlook import hypotheses
from qualstat.render.outlook.answers import changed, sentences
from qualstat.render.outlook.rows import Row, entries, rows, subtitle
from qualstat.render.tables.markdown import NONE, escape, head, headed, row
from qualstat.render.tables.markdown import entries as items
from qualstat.scorecards import Figure


def to_markdown(held: Outlooks, fewer: str = "") -> str:
    """Return outlooks as Markdown; `fewer` says that only some are shown."""
    return "\n".join(_lines(held, fewer)) + "\n"


def _lines(held: Outlooks, fewer: str) -> Iterator[str]:
    yield from head(closing.title(held.scorecard), (*subtitle(held), fewer),
                    sample=closing.sample(held.scorecard))  # fmt: skip
    found = groups(held.scorecard)
    for group in found:
        yield ""
        yield from _group(held, group)
    yield from _hypotheses(held)
    yield ""
    yield from items(entries(held, found, plain=False))


def _group(held: Outlooks, group: Group) -> Iterator[str]:
    several = len(held.scorecard.sites) > 1
    header = [
        translate("Indicator"), translate("Eng."), *([translate("Site")] if several else []),
        translate("Objective"), translate("Result"), translate("Outlook"),
    ]  # fmt: skip
    yield from headed(group.label, header)
    for line in group.lines:
        label = words.typography(line.indicator.label)
        for place, one in enumerate(rows(held, line.indicator.id)):
            yield row(_cells("" if place else label, one, several=several))


def _cells(label: str, one: Row, *, several: bool) -> list[str]:
    figure = one.held.figure
    cells = [
        label, figure.engagement, *([one.name] if several else []),
        words.objective(figure.objective), _side(figure),
        words.joined(sentences(one.held)) or NONE,
    ]  # fmt: skip
    return [escape(cell) for cell in cells]


def _side(figure: Figure) -> str:
    return " ".join(part for part in (result(figure), words.behind(figure)) if part)


def _hypotheses(held: Outlooks) -> Iterator[str]:
    if not held.hypotheses:
        return
    yield ""
    header = [translate("Hypothesis"), translate("as counted"), translate("hypothesis")]
    yield from headed(translate("Hypotheses"), header)
    for one in held.hypotheses:
        sides = [words.joined([_side(figure), *hypotheses.weight(figure)])
                 for _, figure in hypotheses.sides(one)]  # fmt: skip
        sides[-1] = words.joined(part for part in (sides[-1], changed(one)) if part)
        yield row(escape(cell) for cell in (hypotheses.title(held.scorecard, one), *sides))
    yield ""
    yield escape(translate("A hypothesis changes no stored figure; each is weighed alone."))
