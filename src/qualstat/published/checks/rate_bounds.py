"""`rate-bounds`: a value that no indicator can have.

Takes a `Sheet`; gives findings. Convention owned here: a share lies between 0 and 100 %, nothing
is below 0.
"""

from collections.abc import Iterator

from qualstat.findings import N_, Finding, message
from qualstat.published.misprints import misprint
from qualstat.published.values import Sheet


def check(sheet: Sheet) -> Iterator[Finding]:
    """Yield a finding for each figure out of bounds."""
    for one in sheet.printed:
        above = one.row.indicator.kind == "rate" and one.amount.number > 100
        if one.fits and (above or one.amount.number < 0):
            yield misprint(
                "rate-bounds", "blocking", sheet, one.row, one.column,
                message(N_("“{text}” is impossible"), text=one.amount.text),
                message(N_("a share from 0 to 100 %") if above else N_("a number from 0 up")),
            )  # fmt: skip
