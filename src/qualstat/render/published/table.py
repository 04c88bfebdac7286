"""Published figures as a table: for machines, on a screen, and in Markdown.

Takes the figures of a store, and the référentiel; gives a `Table` or text. Convention owned here:
a period is written as it is imported, `2017` or `2017-04..2017-12`.
"""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from qualstat.periods import Period, month_text, year_period
from qualstat.published import Published
from qualstat.referentiel import Referentiel
from qualstat.referentiel.sites import ALL
from qualstat.render import layout, numbers
from qualstat.render.language import current, plural, translate
from qualstat.render.published.fields import columns
from qualstat.render.screen import show
from qualstat.render.tables import Cell, Table, files, screen
from qualstat.render.tables.choosing import View, viewed
from qualstat.render.tables.markdown import escape
from qualstat.render.tables.markdown import to_markdown as table_lines
from qualstat.render.words import typography

NAME = "published"
USUAL = ("site", "label", "period", "value", "numerator", "denominator", "file")


def table(referentiel: Referentiel, held: Sequence[Published]) -> Table:
    """Return published figures in all fields, with their words."""
    return Table(NAME, columns(), tuple(_row(referentiel, one) for one in held))


def _row(referentiel: Referentiel, one: Published) -> tuple[Cell, ...]:
    declared = referentiel.indicators.get(one.indicator)
    unit = declared.unit if declared else ""
    site = referentiel.sites.get(one.site)
    named = translate("All sites") if one.site == ALL else site.short if site else ""
    said = numbers.quantity(one.value, unit, current()) if unit else ""
    return (
        Cell(one.site, named),
        Cell(one.indicator),
        Cell(declared.label if declared else None, _label(referentiel, one.indicator)),
        Cell(_period(one.period), numbers.period(one.period, current(), short=True)),
        Cell(one.value, said),
        Cell(unit or None),
        Cell(one.numerator),
        Cell(one.denominator),
        Cell(one.file),
    )


def _label(referentiel: Referentiel, name: str) -> str:
    """Return the label of an indicator, with its identifier where another one has the same."""
    known = referentiel.indicators
    if name not in known:
        return ""
    label = typography(known[name].label)
    alike = [one for one in known.values() if typography(one.label) == label]
    return label if len(alike) == 1 else f"{label} ({name})"


def _period(held: Period) -> str:
    if held == year_period(held.start.year):
        return str(held.start.year)
    if not held.whole:
        return f"{held.start}..{held.end}"
    first, last = (month_text(held.months[place]) for place in (0, -1))
    return first if first == last else f"{first}..{last}"


def render(
    referentiel: Referentiel, held: Sequence[Published], view: View, console: Console
) -> None:
    """Print published figures."""
    show(_lines(referentiel, held, view, console.width), console)


def _lines(
    referentiel: Referentiel, held: Sequence[Published], view: View, width: int
) -> Iterator[Text]:
    yield from layout.wrap(Text(_said(held), style="bold"), width)
    if held:
        yield Text()
        yield from screen.lines(_usual(referentiel, held, view), width)


def to_markdown(referentiel: Referentiel, held: Sequence[Published], view: View) -> str:
    """Return published figures as Markdown."""
    lines = [f"# {escape(_said(held))}", ""]
    lines += table_lines(_usual(referentiel, held, view)) if held else []
    return "\n".join(lines).rstrip("\n") + "\n"


def written(referentiel: Referentiel, held: Sequence[Published], view: View, form: str) -> str:
    """Return published figures as CSV or JSON."""
    return files.written(form, viewed(table(referentiel, held), view))


def _usual(referentiel: Referentiel, held: Sequence[Published], view: View) -> Table:
    return viewed(table(referentiel, held), View(view.columns or USUAL, view.sort))


def _said(held: Sequence[Published]) -> str:
    if not held:
        return translate("No published figure.")
    return plural("{n} published figure", "{n} published figures", len(held))
