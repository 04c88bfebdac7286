"""Misprints: findings on the lines of a file of published figures.

Takes a row and what is wrong with it; gives a `Finding`. Convention owned here: a finding names
the site and the indicator of its line, as its file may be read in a spreadsheet.
"""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from qualstat.findings import N_, Finding, Message, Severity, cut, message
from qualstat.published.values import Row, Sheet

T = TypeVar("T")


def misprint(  # noqa: PLR0913, PLR0917  # what a finding says
    rule: str,
    severity: Severity,
    sheet: Sheet,
    row: Row,
    column: str,
    found: Message,
    expected: Message | None = None,
    advice: Message | None = None,
) -> Finding:
    """Return the finding of a row."""
    said = message(
        N_("{site}, {indicator}: {found}"), site=row.site, indicator=row.indicator.id, found=found
    )
    name = sheet.columns.get(column, column)
    return Finding(rule, severity, said, expected, advice, sheet.file, row.line, name)


def many_ways(  # noqa: PLR0913, PLR0917  # as above
    rule: str, sheet: Sheet, line: int, column: str, ways: Sequence[str], expected: Message
) -> Finding:
    """Return the finding of a file that writes the same thing in several ways."""
    found = message(N_("the same thing is written in several ways: {ways}"),
                    ways=[quote(one) for one in ways])  # fmt: skip
    name = sheet.columns.get(column, column)
    return Finding(rule, "information", found, expected, None, sheet.file, line, name)


def quote(text: str) -> Message:
    """Return a cell between quotation marks, or that it is empty."""
    return message(N_("“{text}”"), text=cut(text)) if text else message(N_("an empty cell"))


def before_any(row: Row, day: date) -> bool:
    """Tell whether the objectives of a line's indicator all began later: nothing tells the former.

    A référentiel declares what is in force since it was written.
    """
    declared = row.indicator.objectives
    return bool(declared) and all(one.valid_from > day for one in declared)


def groups(rows: Sequence[Row], *, by: str) -> list[list[Row]]:
    """Return rows in groups, in order: the lines of a `site`, or the sites of an `indicator`."""
    found: dict[object, list[Row]] = {}
    for row in rows:
        found.setdefault((getattr(row, by), row.period) if by == "site"
                         else (row.indicator.id, row.period), []).append(row)  # fmt: skip
    return list(found.values())
