"""`mean-of-rates`: a total that is the mean of the rates of its sites.

Takes a `Sheet`; gives findings. Convention owned here: a mean of rates is never a rate (C8); it
is known as such where the sites give their counts.
"""

from collections.abc import Iterator
from fractions import Fraction

from qualstat.findings import N_, Finding, message
from qualstat.published.amounts import rounded
from qualstat.published.checks.swapped_rows import counted_value
from qualstat.published.checks.total_of_sites import totals
from qualstat.published.misprints import misprint
from qualstat.published.telling import quoted
from qualstat.published.values import Row, Sheet


def check(sheet: Sheet) -> Iterator[Finding]:
    """Yield a finding for each total that averages its sites."""
    for total, sites in totals(sheet):
        counted = [counted_value(row) for row in sites]
        if total.value is None or total.indicator.kind == "volume" or None in counted:
            continue
        right, places = _added(sites), total.value.decimals
        mean = sum((one.number for one in counted if one), Fraction(0)) / len(sites)
        if rounded(right, places) != total.value.number == rounded(mean, places):
            yield misprint(
                "mean-of-rates", "warning", sheet, total, "value",
                message(N_("“{text}” is the mean of the sites"), text=total.value.text),
                message(N_("{value}, from their numerators and denominators added"),
                        value=quoted(right, total.indicator)),
            )  # fmt: skip


def _added(sites: list[Row]) -> Fraction:
    scale = 100 if sites[0].indicator.kind == "rate" else 1
    top = sum(row.numerator or 0 for row in sites)
    return Fraction(top * scale, sum(row.denominator or 0 for row in sites))
