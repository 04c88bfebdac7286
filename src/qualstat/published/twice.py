"""Twice: figures that stand on several lines of one file.

Takes a `Sheet`; gives pairs. Convention owned here: the first line of a figure is held against
each later one of the same column; N-1 against the figure of its year has a rule of its own.
"""

from collections.abc import Iterator

from qualstat.published.amounts import agree
from qualstat.published.values import Amount, Key, Printed, Sheet


def twice(sheet: Sheet) -> Iterator[tuple[Printed, Printed]]:
    """Yield the first printing of a figure with each later one."""
    first: dict[tuple[str, Key], Printed] = {}
    for one in sheet.printed:
        held = first.setdefault((one.column, one.key), one)
        if held is not one and held.row.line != one.row.line:
            yield held, one


def cut_from(one: Amount, other: Amount) -> bool:
    """Whether the coarser of two numbers is the finer one cut, rather than rounded."""
    fine, coarse = sorted((one, other), key=lambda held: -held.decimals)
    power = 10**coarse.decimals
    return not agree(one, other) and fine.number * power // 1 == coarse.number * power
