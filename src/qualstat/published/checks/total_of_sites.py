"""`total-of-sites`: a total that its sites do not make.

Takes a `Sheet`; gives findings. Convention owned here: a total adds the numerators and the
denominators of its sites (C8): a volume, and the counts of a rate or a delay.
"""

from collections.abc import Iterator
from fractions import Fraction

from qualstat.findings import N_, Finding, message
from qualstat.published.misprints import groups, misprint
from qualstat.published.telling import quoted
from qualstat.published.values import Row, Sheet
from qualstat.referentiel.sites import ALL

COUNTS = ("numerator", "denominator")


def check(sheet: Sheet) -> Iterator[Finding]:
    """Yield a finding for each total, or count of one, that is not the sum of its sites."""
    for total, sites in totals(sheet):
        if total.indicator.kind == "volume":
            values = [row.value.number for row in sites if row.value]
            if total.value and total.value.number != sum(values):
                yield _wrong(sheet, total, "value", total.value.text, sum(values, Fraction(0)))
            continue
        for name in COUNTS:
            counts = [getattr(row, name) for row in sites]
            held = getattr(total, name)
            if held is not None and None not in counts and held != sum(counts):
                yield _wrong(sheet, total, name, str(held), Fraction(sum(counts)))


def totals(sheet: Sheet) -> Iterator[tuple[Row, list[Row]]]:
    """Yield each line of a total with those of its sites that have a value, two at least."""
    for rows in groups(sheet.rows, by="indicator"):
        sites = [row for row in rows if row.site != ALL and row.value]
        for total in rows:
            if total.site == ALL and len(sites) > 1:
                yield total, sites


def _wrong(sheet: Sheet, row: Row, column: str, text: str, right: Fraction) -> Finding:
    volume = quoted(right, row.indicator) if row.indicator.kind == "volume" else str(right)
    return misprint(
        "total-of-sites", "warning", sheet, row, column,
        message(N_("“{text}” is not the sum of the sites"), text=text),
        message(N_("{sum}, their sum"), sum=volume),
    )  # fmt: skip
