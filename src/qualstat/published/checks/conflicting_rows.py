"""`conflicting-rows`: one figure printed twice, with two values.

Takes a `Sheet`; gives findings. Convention owned here: two numbers are the same figure where the
finer one rounds, or is cut, to the coarser one; these are other rules' matter.
"""

from collections.abc import Iterator

from qualstat.findings import N_, Finding, message
from qualstat.published.amounts import agree
from qualstat.published.misprints import misprint
from qualstat.published.twice import cut_from, twice
from qualstat.published.values import Sheet


def check(sheet: Sheet) -> Iterator[Finding]:
    """Yield a finding for each line that contradicts an earlier one."""
    for first, later in twice(sheet):
        if not agree(first.amount, later.amount) and not cut_from(first.amount, later.amount):
            yield misprint(
                "conflicting-rows", "blocking", sheet, later.row, later.column,
                message(N_("“{text}”, and “{other}” on line {line}"), text=later.amount.text,
                        other=first.amount.text, line=first.row.line),
                message(N_("one value for a site, an indicator and a period")),
            )  # fmt: skip
