"""`absent-row`: a line that other sites have and one site lacks.

Takes a `Sheet`; gives findings. Convention owned here: a site that follows an indicator in a year
has a line for it, where another site has one; a site that never follows it needs none.
"""

from collections.abc import Iterator

from qualstat.findings import N_, Finding, brief, message
from qualstat.periods import year_period
from qualstat.published.names import followed
from qualstat.published.values import Sheet
from qualstat.referentiel.sites import ALL


def check(sheet: Sheet) -> Iterator[Finding]:
    """Yield a finding for each site and year without some lines."""
    held = {(row.site, row.period.start.year, row.indicator.id): row for row in sheet.rows}
    for where, year in dict.fromkeys((site, year) for site, year, _ in held if site != ALL):
        others = dict.fromkeys(what for _, when, what in held if when == year)
        lacking = [
            what for what in others
            if (where, year, what) not in held and followed(sheet, where, what, year_period(year))
        ]  # fmt: skip
        if lacking:
            yield Finding(
                rule="absent-row", severity="information", file=sheet.file,
                found=message(N_("{site}, {year}: no line for {names}, which it follows"),
                              site=where, year=str(year), names=brief(lacking)),
                expected=message(N_("a line for each indicator, its value blank where there is"
                                    " none")),
            )  # fmt: skip
