"""`impossible-share`: a percentage that no number of cases gives.

Takes a `Sheet`; gives findings. Convention owned here: of n cases, some whole number k must give
the percentage as printed, rounded half up to its decimals (the GRIM test of N. Brown and
J. Heathers, 2016, applied to shares).
"""

import math
from collections.abc import Iterator
from fractions import Fraction

from qualstat.findings import N_, Finding, message
from qualstat.published.amounts import rounded
from qualstat.published.misprints import misprint
from qualstat.published.telling import quoted
from qualstat.published.values import Row, Sheet


def check(sheet: Sheet) -> Iterator[Finding]:
    """Yield a finding for each rate that its base cannot give."""
    for row in sheet.rows:
        if row.indicator.kind != "rate" or row.value is None or not row.value.fits("rate"):
            continue
        if row.numerator is not None or not row.denominator or row.value.number > 100:
            continue
        near = _nearest(row)
        if row.value.number not in {rounded(one, row.value.decimals) for one in near}:
            yield misprint(
                "impossible-share", "blocking", sheet, row, "value",
                message(N_("no number of cases out of {base} gives “{text}”"),
                        base=row.denominator, text=row.value.text),
                message(N_("{low} or {high}, the nearest shares"),
                        low=quoted(near[0], row.indicator), high=quoted(near[1], row.indicator)),
                message(N_("check the value and its base: the one or the other is not right")),
            )  # fmt: skip


def _nearest(row: Row) -> tuple[Fraction, Fraction]:
    """Return the shares of a base around the value of a row."""
    assert row.value is not None
    base = row.denominator or 1
    low = math.floor(row.value.number * base / 100)
    return Fraction(100 * low, base), Fraction(100 * min(low + 1, base), base)
