"""`share-of-nothing`: a figure where there was no case.

Takes a `Sheet`; gives findings. Convention owned here: no case is no figure, neither 0 nor 100 %
(A1).
"""

from collections.abc import Iterator

from qualstat.findings import N_, Finding, message
from qualstat.published.misprints import misprint
from qualstat.published.values import Sheet


def check(sheet: Sheet) -> Iterator[Finding]:
    """Yield a finding for each rate or delay over no case."""
    for row in sheet.rows:
        if row.value is not None and row.denominator == 0 and row.indicator.kind != "volume":
            yield misprint(
                "share-of-nothing", "blocking", sheet, row, "value",
                message(N_("“{text}” over no case"), text=row.value.text),
                message(N_("a blank cell: no case is neither 0 nor 100 %")),
            )  # fmt: skip
