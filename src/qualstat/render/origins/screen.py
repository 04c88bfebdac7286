"""Values and their origins, on a screen.

Takes what was asked for and a console; prints. Conventions owned here: what judges stands first, in
words, for each site; then the values file by file, each with its key, as it is to be changed, and
its line.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from qualstat.findings import N_
from qualstat.periods import month_of
from qualstat.referentiel.origins import Asked, Origin, origins
from qualstat.referentiel.sites import LocalObjective
from qualstat.render import layout, numbers, words
from qualstat.render.language import current, translate
from qualstat.render.layout import HEADING, INDENT
from qualstat.render.origins.table import table
from qualstat.render.reference_indicator import promise
from qualstat.render.screen import show
from qualstat.render.tables import Cell, Column, Table, screen
from qualstat.render.tables.choosing import View, viewed


def render(each: Sequence[Asked], view: View, console: Console) -> None:
    """Print the values of each indicator; as a plain table where columns or an order are wanted."""
    if view.asked:
        show(screen.lines(viewed(table(each), view), console.width), console)
        return
    for place, asked in enumerate(each):
        show([Text()] if place else [], console)
        show(_lines(asked, console.width), console)


def _lines(asked: Asked, width: int) -> Iterator[Text]:
    label = f"{asked.indicator.id}{translate(': ')}{words.typography(asked.indicator.label)}"
    yield from layout.wrap(Text(label, style="bold"), width)
    for site in asked.sites:
        yield from layout.wrap(Text(_judged(asked, site)), width - INDENT, indent=INDENT)
    for file, held in groupby(origins(asked), key=lambda one: one.file):
        yield Text()
        yield from layout.wrap(Text(file or translate("Not written: supposed"), style=HEADING),
                               width)  # fmt: skip
        for line in screen.lines(_table(tuple(held)), width - INDENT):
            line.pad_left(INDENT)
            yield line


def _judged(asked: Asked, site: str) -> str:
    """Return what a site is judged by, and whose objective that is."""
    day, held = asked.day, asked.held
    short = words.typography(held.sites[site].short)
    name = asked.indicator.id
    ever = day is None and held.ever_follows(site, name)
    if not (ever or (day is not None and held.follows(site, name, month_of(day)))):
        return translate("{site}: not followed", site=short)
    if day is None:
        return translate("{site}: followed", site=short)
    objective = held.own(asked.indicator, site).objective(day)
    if objective is None:
        return translate("{site}: followed, no objective on {day}", site=short, day=day)
    own = isinstance(objective, LocalObjective)
    text = (N_("{site}: judged on {day} by its own objective: {promise}") if own else
            N_("{site}: judged on {day} by everyone's objective: {promise}"))  # fmt: skip
    return translate(text, site=short, day=numbers.day(day, current()), promise=promise(objective))


def _table(held: Sequence[Origin]) -> Table:
    columns = (
        Column("what", translate("What")),
        Column("value", translate("Value")),
        Column("key", translate("Key")),
        Column("line", translate("Line"), right=True),
    )
    return Table("values", columns, tuple(_row(one) for one in held))


def _row(one: Origin) -> tuple[Cell, ...]:
    title = translate(one.said).partition(":")[0].strip(" \u00a0") if one.said else ""
    line = Cell(one.line, "" if one.line is None else str(one.line))
    return Cell(title), Cell(words.typography(one.text)), Cell(one.key), line
