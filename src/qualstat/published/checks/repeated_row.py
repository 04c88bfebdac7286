"""`repeated-row`: one figure on two lines.

Takes a `Sheet`; gives findings. Convention owned here: the line with most decimals is kept.
"""

from collections.abc import Iterator

from qualstat.findings import N_, Finding, message
from qualstat.published.amounts import agree
from qualstat.published.misprints import misprint
from qualstat.published.twice import twice
from qualstat.published.values import Sheet


def check(sheet: Sheet) -> Iterator[Finding]:
    """Yield a finding for each line that repeats an earlier one."""
    for first, later in twice(sheet):
        if agree(first.amount, later.amount):
            yield misprint(
                "repeated-row", "information", sheet, later.row, later.column,
                message(N_("“{text}”, the figure of line {line} once more"),
                        text=later.amount.text, line=first.row.line),
                message(N_("one line for a site, an indicator and a period")),
            )  # fmt: skip
