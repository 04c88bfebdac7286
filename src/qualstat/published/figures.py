"""Figures: what a file of published figures gives to keep.

Takes a `Sheet`; gives one `Published` for each figure. Conventions owned here: the line with most
decimals says a figure that stands on several; the line of a year says it rather than the N-1 of
the year after.
"""

from qualstat.published.values import VALUE, Key, Printed, Published, Row, Sheet

Held = dict[Key, tuple[Published, Row, str]]


def figures(sheet: Sheet) -> Held:
    """Return each figure of a file, with the line and the column it stands in."""
    best: dict[Key, Printed] = {}
    for one in sheet.printed:
        held = best.get(one.key)
        if held is None or _rank(one) > _rank(held):
            best[one.key] = one
    return {key: (_published(sheet, one), one.row, one.column) for key, one in best.items()}


def _rank(one: Printed) -> tuple[bool, int]:
    return one.column == VALUE, one.amount.decimals


def _published(sheet: Sheet, one: Printed) -> Published:
    own = one.column == VALUE
    return Published(
        *one.key,
        one.amount.number,
        one.row.numerator if own else None,
        one.row.denominator if own else None,
        sheet.file,
    )
