"""Worked cases as a table, and a figure as an officer would say it.

Takes worked cases; gives tables and text. Convention owned here: a figure is said as cases are
written, what is counted, of how many, and what that gives.
"""

from collections.abc import Sequence

from qualstat.findings import Message, message
from qualstat.pipeline.working import Worked
from qualstat.render import numbers, words
from qualstat.render.language import current, translate
from qualstat.render.tables import Cell, Table, files
from qualstat.render.tables.choosing import View, viewed
from qualstat.render.tables.markdown import to_markdown as lines
from qualstat.render.worked.fields import columns


def written(each: Sequence[Worked], view: View, form: str) -> str:
    """Return the cases as a file of a form."""
    return files.written(form, viewed(table(each), view))


def to_markdown(each: Sequence[Worked], view: View) -> str:
    """Return the cases as a Markdown table."""
    return "\n".join(lines(viewed(table(each), view))) + "\n"


def table(each: Sequence[Worked]) -> Table:
    """Return one row a case."""
    return Table("cases", columns(), tuple(_row(one) for one in each))


def given(one: Worked) -> str:
    """Return the figure that a case gives: `2 of 3 = 66.7%`, or the word for its absence."""
    held, value = one.figure.measure, words.value(one.figure)
    if held.value is None:
        return words.state(one.figure)
    if held.denominator is None:
        return value
    if one.figure.indicator.kind != "rate":  # a mean or a ratio is a division, not a part
        top, base = (numbers.number(n or 0, current()) for n in (held.numerator, held.denominator))
        return f"{top} / {base} = {value}"
    return translate("{numerator} of {denominator} = {value}", numerator=held.numerator,
                     denominator=held.denominator, value=value)  # fmt: skip


def said(one: Worked) -> Message:
    """Return the figure that a case gives, as a finding tells it."""
    return message("{said}", said=given(one))


def _row(one: Worked) -> tuple[Cell, ...]:
    filed = one.filed
    return (
        Cell(filed.indicator),
        Cell(filed.case.case),
        Cell(one.holds, translate("yes") if one.holds else translate("no")),
        Cell(filed.case.expected.text),
        Cell(given(one)),
        Cell(filed.file),
        Cell(filed.line, str(filed.line)),
    )
