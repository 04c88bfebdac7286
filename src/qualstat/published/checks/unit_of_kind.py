"""`unit-of-kind`: a unit that does not fit its indicator.

Takes a `Sheet`; gives findings. Convention owned here: a rate has its %, a volume has no unit, a
delay is in days and may do without; rows that are swapped are said to be so, and not here.
"""

from collections.abc import Iterator

from qualstat.findings import N_, Finding, message
from qualstat.published.checks.swapped_rows import swapped
from qualstat.published.misprints import misprint
from qualstat.published.values import Sheet

EXPECTED = {
    "rate": N_("a rate with its sign, as in 12,83 % (or “%” in a column “unité”)"),
    "delay": N_("a number of days, as in 3,5 j"),
    "volume": N_("a number alone, as in 1 262"),
    "score": N_("a number alone, as in 2,75"),
    "duration": N_("a number of seconds alone, as in 21"),
    "ratio": N_("a number alone, as in 2,75"),
}


def check(sheet: Sheet) -> Iterator[Finding]:
    """Yield a finding for each figure whose unit is not that of its indicator."""
    apart = {(one.row.line, one.column) for pair in swapped(sheet) for one in pair}
    for one in sheet.printed:
        if not one.fits and (one.row.line, one.column) not in apart:
            yield misprint(
                "unit-of-kind", "blocking", sheet, one.row, one.column,
                message(N_("“{text}” has not the unit of this indicator"), text=one.amount.text),
                message(EXPECTED[one.row.indicator.kind]),
            )  # fmt: skip
