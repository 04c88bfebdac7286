"""`unlike-engagement`: a number of an engagement that is missing, or another edition's.

Takes a `Sheet`; gives findings. Convention owned here: numbers are those of the edition in force
on the last day of the period; a file without that column is not asked for it.
"""

from collections.abc import Iterator

from qualstat.findings import N_, Finding, message
from qualstat.published.amounts import blank
from qualstat.published.misprints import misprint
from qualstat.published.values import Sheet
from qualstat.spelling import fold


def check(sheet: Sheet) -> Iterator[Finding]:
    """Yield a finding for each line with another engagement than the référentiel's, or none."""
    if "engagement" not in sheet.columns:
        return
    for row in sheet.rows:
        text = row.texts.get("engagement", "")
        right, _ = sheet.referentiel.engagement(row.indicator, row.period.end)
        if not right or fold(text) == fold(right):
            continue
        found = message(N_("“{text}” is not its engagement"), text=text)
        yield misprint(
            "unlike-engagement", "information", sheet, row, "engagement",
            message(N_("no engagement")) if blank(text) else found,
            message(N_("{number}, in the edition of that period"), number=right),
        )  # fmt: skip
