"""The figures as a plain table for people, in the columns and the order asked for.

Takes a `Scorecard` and a `View`; prints it, or gives Markdown. Conventions owned here: the fields
are those of machine output, in the words of the scorecard; where no column is named they are
those that answer first, and the one that sorts; an absence stands in the place of the result.
"""

from collections.abc import Collection, Iterator
from fractions import Fraction

from rich.console import Console
from rich.text import Text

from qualstat.findings import N_
from qualstat.render import closing, layout, namesakes, numbers, only, words
from qualstat.render.brush import STYLES
from qualstat.render.fields import columns
from qualstat.render.language import current, translate
from qualstat.render.layout import QUIET
from qualstat.render.records import figures
from qualstat.render.screen import show
from qualstat.render.tables import Cell, Table, screen
from qualstat.render.tables.choosing import View, or_usual, viewed
from qualstat.render.tables.markdown import NONE, escape, head
from qualstat.render.tables.markdown import to_markdown as table_lines
from qualstat.scorecards import Figure, Scorecard

KINDS = {
    "rate": N_("rate"), "delay": N_("mean delay"), "volume": N_("volume"),
    "score": N_("mean score"), "duration": N_("mean wait"), "ratio": N_("ratio"),
}  # fmt: skip
MEASURED = N_("measured")
NO_OBJECTIVE = "none"
USUAL = ("label", "value", "target", "verdict", "margin", "change")


def render(scorecard: Scorecard, view: View, console: Console, kept: Collection[str] = ()) -> None:
    """Print the figures of a scorecard, the `kept` ones alone."""
    show(_lines(scorecard, view, console.width, kept), console)


def _lines(scorecard: Scorecard, view: View, width: int, kept: Collection[str]) -> Iterator[Text]:
    yield from layout.head(closing.title(scorecard), closing.about(scorecard), width)
    fewer = only.said(scorecard, kept)
    yield from layout.wrap(Text(fewer), width) if fewer else ()
    lines = screen.lines(table(only.narrowed(scorecard, kept), view), width)
    if lines or not fewer:
        yield Text()
    yield from lines or ([] if fewer else [Text(translate("No indicator to show."))])


def to_markdown(scorecard: Scorecard, view: View, kept: Collection[str] = ()) -> str:
    """Return the figures of a scorecard as Markdown, the `kept` ones alone."""
    fewer = only.said(scorecard, kept)
    held = table(only.narrowed(scorecard, kept), view)
    lines = head(closing.title(scorecard), closing.about(scorecard))
    lines += ["", escape(fewer)] if fewer else []
    lines += ["", *table_lines(held)] if held.rows else []
    return "\n".join(lines) + "\n"


def table(scorecard: Scorecard, view: View) -> Table:
    """Return the figures in the columns and the order asked for, with their words."""
    held = figures(scorecard.figures, lambda one: said(scorecard, one))
    usual = ["site"] if len(scorecard.sites) > 1 else []
    usual += ["period_start", "period_end"] if len(scorecard.periods) > 1 else []
    return viewed(held, or_usual(view, columns(), [*usual, *USUAL]))


def said(scorecard: Scorecard, figure: Figure) -> dict[str, Cell]:
    """Return the cells that have words of their own."""
    fields = _words(scorecard, figure)
    exact = {
        "site": figure.site, "label": figure.indicator.label, "kind": figure.indicator.kind,
        "state": figure.measure.state, "value": figure.measure.value, "verdict": figure.verdict,
        "trend": figure.trend, "previous_value": figure.previous.value,
        "previous_verdict": figure.previous.verdict, **_numbers(figure),
    }  # fmt: skip
    style = STYLES.get(figure.verdict or "", "")
    styles = {"value": style or (QUIET if figure.measure.value is None else ""), "verdict": style}
    return {
        name: Cell(value, fields[name], styles.get(name, ""))
        for name, value in exact.items()
        if fields[name]
    }


def _numbers(figure: Figure) -> dict[str, Fraction | None]:
    held, promised = figure.measure, figure.objective
    low, high = figure.interval or (None, None)
    return {
        "median": held.median, "p90": held.p90,
        "interval_low": None if low is None else Fraction(low),
        "interval_high": None if high is None else Fraction(high),
        "target": promised.target if promised else None,
        "tolerance": promised.allowance if promised else None,
        "margin": figure.margin, "change": figure.change,
    }  # fmt: skip


def _words(scorecard: Scorecard, figure: Figure) -> dict[str, str]:
    before = figure.previous
    unit, trend = figure.indicator.unit, figure.trend
    said = {
        "site": words.site_label(scorecard, figure.site, short=True),
        "label": namesakes.label(scorecard, figure),
        "kind": translate(KINDS[figure.indicator.kind]),
        "state": words.state(figure) or translate(MEASURED),
        "value": words.value(figure) or words.state(figure),
        "verdict": _verdict(figure.verdict),
        "trend": words.direction(figure.indicator, trend) if trend else "",
        "previous_value": words.before_value(figure),
        "previous_verdict": _verdict(before.verdict),
    }
    for name, value in _numbers(figure).items():
        said[name] = "" if value is None else _number(name, value, unit)
    return said | {"target": words.objective(figure.objective)}


def _verdict(code: str | None) -> str:
    return NONE if code == NO_OBJECTIVE else words.verdict(code)  # the objective's own cell says it


def _number(name: str, value: Fraction, unit: str) -> str:
    if name in ("margin", "change"):
        return numbers.change(value, unit, current())
    if name == "tolerance":
        return numbers.change(value, unit, current()).lstrip("+±")
    return numbers.quantity(value, unit, current())
