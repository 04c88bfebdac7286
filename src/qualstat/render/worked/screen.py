"""Worked cases on a screen.

Takes worked cases and a console; prints. Conventions owned here: a case that holds is one line; one
that does not shows what it gives, in what that differs, and where each of its records counts.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from qualstat.pipeline.working import Told, Worked
from qualstat.render import layout, numbers, words
from qualstat.render.explained import listing
from qualstat.render.findings import said
from qualstat.render.language import current, plural, translate
from qualstat.render.layout import HEADING, INDENT, QUIET
from qualstat.render.screen import show
from qualstat.render.tables import Cell, Column, Table, screen
from qualstat.render.tables.choosing import View, viewed
from qualstat.render.worked.table import given, table


def render(each: Sequence[Worked], view: View, console: Console, *, unread: bool = False) -> None:
    """Print the cases; as a plain table where columns or an order are wanted.

    `unread`: others hold a mistake, and were not worked.
    """
    if view.asked:
        show(screen.lines(viewed(table(each), view), console.width), console)
        return
    show(_lines(each, console.width, unread=unread), console)


def _lines(each: Sequence[Worked], width: int, *, unread: bool) -> Iterator[Text]:
    for indicator, held in groupby(each, key=lambda one: one.filed.indicator):
        yield Text(indicator, style=HEADING)
        for one in held:
            yield from _case(one, width)
    if each:
        yield Text()
    if each or not unread:
        yield Text(counted(each), style="bold")
    if unread:
        said = translate("Cases that hold a mistake were not checked.")
        yield from layout.wrap(Text(said, style="bold"), width)


def counted(each: Sequence[Worked]) -> str:
    """Return how many cases hold, and how many do not."""
    wrong = sum(not one.holds for one in each)
    if not each:
        return translate("No worked case.")
    if not wrong:
        return plural("{n} case, which holds.", "{n} cases, which all hold.", len(each))
    return plural("{n} case of {all} does not hold.", "{n} cases of {all} do not hold.", wrong,
                  all=len(each))  # fmt: skip


def _case(one: Worked, width: int) -> Iterator[Text]:
    case = one.filed.case
    mark = translate("holds") if one.holds else translate("DOES NOT HOLD")
    head = Text(f"{mark}{translate(': ')}{words.typography(case.case)}")
    if not one.holds:
        head.stylize("red", 0, len(mark))
    head.append(f" — {words.typography(case.expected.text)}", style=QUIET)
    yield from layout.wrap(head, width - INDENT, indent=INDENT)
    if not one.holds:
        told = [translate("{place} gives {given}", place=f"{one.filed.file}:{one.filed.line}",
                          given=given(one)),
                *(translate(unlike) for unlike in one.unlike)]  # fmt: skip
        for text in told:
            yield from layout.wrap(Text(text), width - 2 * INDENT, indent=2 * INDENT)
        for line in screen.lines(_records(one), width - 2 * INDENT):
            line.pad_left(2 * INDENT)
            yield line


def _records(one: Worked) -> Table:
    columns = (
        Column("line", translate("Line"), right=True),
        Column("record", translate("Record")),
        Column("days", translate("Days"), right=True),
        Column("counts", translate("Where it counts")),
    )
    return Table("records", columns, tuple(_record(one, told) for told in one.records))


def _record(one: Worked, told: Told) -> tuple[Cell, ...]:
    row = told.row
    days = "" if row is None or row.days is None else numbers.number(row.days, current())
    return (
        Cell(told.record.line, str(told.record.line)),
        Cell(told.record.text),
        Cell(row.days if row else None, days),
        Cell(where(one, told)),
    )


def where(one: Worked, told: Told) -> str:
    """Return where a record counts, in words."""
    if told.refused is not None:
        return translate("refused: {reason}", reason=" — ".join(said(told.refused)))
    if told.row is None:
        return translate("nowhere: outside the scope or the period, or replaced by another row")
    return listing.role(one.figure.indicator, told.row.role)
