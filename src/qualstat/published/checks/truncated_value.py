"""`truncated-value`: a figure that lost decimals without being rounded.

Takes a `Sheet`; gives findings. Convention owned here: a figure is rounded half up where it is
shown (C9); cut decimals are not that.
"""

from collections.abc import Iterator

from qualstat.findings import N_, Finding, message
from qualstat.published.amounts import rounded
from qualstat.published.misprints import misprint
from qualstat.published.telling import quoted
from qualstat.published.twice import cut_from, twice
from qualstat.published.values import Sheet


def check(sheet: Sheet) -> Iterator[Finding]:
    """Yield a finding for each figure that another line gives with decimals it lost."""
    for first, later in twice(sheet):
        if cut_from(first.amount, later.amount):
            fine, coarse = sorted((first, later), key=lambda one: -one.amount.decimals)
            right = rounded(fine.amount.number, coarse.amount.decimals)
            yield misprint(
                "truncated-value", "warning", sheet, coarse.row, coarse.column,
                message(N_("“{text}” is the “{fine}” of line {line}, cut and not rounded"),
                        text=coarse.amount.text, fine=fine.amount.text, line=fine.row.line),
                message(N_("{value}, or the decimals of the other line"),
                        value=quoted(right, coarse.row.indicator)),
            )  # fmt: skip
