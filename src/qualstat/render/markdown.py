"""The scorecard as GitHub-flavoured Markdown.

Takes a `Scorecard`; gives text. Convention owned here: one table a heading and, for several
sites or periods, one row each; the words are the screen's; text from registers and
declarations is escaped, so that a label can neither break a table nor become markup.
"""

from collections.abc import Collection, Iterator

from qualstat.render import closing, numbers, only, remarks, words
from qualstat.render.grouped import Group, groups
from qualstat.render.language import current, translate
from qualstat.render.legend import Shown
from qualstat.render.sparkline import sparkline
from qualstat.render.tables.markdown import NONE, entries, escape, head, headed, named, row
from qualstat.scorecards import Figure, Scorecard


def to_markdown(scorecard: Scorecard, kept: Collection[str] = ()) -> str:
    """Return a scorecard as Markdown; of its figures, the `kept` ones alone."""
    return "\n".join(_lines(scorecard, kept)) + "\n"


def _lines(whole: Scorecard, kept: Collection[str]) -> Iterator[str]:
    scorecard = only.narrowed(whole, kept)
    made_up = closing.sample(scorecard)
    yield from head(closing.title(scorecard), closing.subtitle(scorecard), sample=made_up)
    if said := only.said(whole, kept):
        yield ""
        yield escape(said)
    found = groups(scorecard)
    for group in found:
        yield ""
        yield from _group(scorecard, group)
    yield ""
    for one in closing.summary(whole):
        yield named(translate("Summary"), _summary(one))
    yield from entries(closing.entries(whole, found, Shown()))


def _summary(held: closing.Summary) -> str:
    name = translate("{site}: ", site=held.name) if held.name else ""
    said = (f"{words.face(one.verdict)} {one.text}".strip() for one in held.pieces)
    return name + words.joined(said)


def _group(scorecard: Scorecard, group: Group) -> Iterator[str]:
    several = len(scorecard.sites) > 1
    spread = len(scorecard.periods) > 1
    header = [
        translate("Indicator"), translate("Eng."),
        *([translate("Site")] if several else []), *([translate("Period")] if spread else []),
        translate("Objective"), translate("Result"), translate("Counts"),
        translate("Previous year") if spread else words.before_name(group.lines[0].first),
        translate("Change"), *([] if spread else [translate("Months")]), translate("Remarks"),
    ]  # fmt: skip
    yield from headed(group.label, header)
    for line in group.lines:
        for place, figure in enumerate(line.figures.values()):
            label = escape(line.label) if place == 0 else ""
            where = [words.site_label(scorecard, figure.site, short=True)] if several else []
            when = [numbers.period(figure.period, current())] if spread else []
            yield row([label, *_cells(figure, [*where, *when], months=not spread)])
    for note in group.footnotes:
        yield ""
        yield escape(note)


def _cells(figure: Figure, names: list[str], *, months: bool) -> list[str]:
    bars = f"{sparkline(figure.months)} {remarks.telling_month(figure)}".strip()
    said = [
        figure.engagement, *names, words.objective(figure.objective), result(figure),
        words.behind(figure) or NONE, words.previous(figure) or NONE,
        words.trend(figure) or NONE, *([bars or NONE] if months else []),
        words.joined(remarks.remarks(figure)) or NONE,
    ]  # fmt: skip
    return [escape(one) for one in said]


def result(figure: Figure) -> str:
    """Return face, value, word and partial period, or the absence."""
    if figure.measure.value is None:
        return words.state(figure)
    period = words.partial(figure)
    parts = (words.face(figure.verdict), words.value(figure), words.verdict(figure.verdict),
             f"({period})" if period else "")  # fmt: skip
    return " ".join(part for part in parts if part)
