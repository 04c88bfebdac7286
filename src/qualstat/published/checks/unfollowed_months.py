"""`unfollowed-months`: a figure of months in which the site did not follow it.

Takes a `Sheet`; gives findings. Convention owned here: the months in which a site follows an
indicator are those the référentiel declares; a figure of fewer months says so in its period (A2);
of a time before any that it declares, the référentiel knows nothing.
"""

from collections.abc import Iterator, Sequence

from qualstat.findings import N_, Finding, message
from qualstat.periods import month_text
from qualstat.published.misprints import misprint
from qualstat.published.names import followed
from qualstat.published.values import Row, Sheet
from qualstat.referentiel.sites import ALL


def check(sheet: Sheet) -> Iterator[Finding]:
    """Yield a finding for each figure whose period is longer than what was followed."""
    for one in sheet.printed:
        months = followed(sheet, one.row.site, one.row.indicator.id, one.period)
        whole = len(months) == len(one.period.months)
        if whole or (not months and _ever(sheet, one.row)):
            continue
        yield misprint(
            "unfollowed-months", "warning", sheet, one.row, "period",
            message(N_("“{text}” for {period}, of which the site followed {count} months"),
                    text=one.amount.text, period=_span(one.period.months), count=len(months)),
            message(N_("the months that the figure covers: {span}"), span=_span(months)) if months
            else message(N_("an indicator that the site follows then")),
        )  # fmt: skip


def _span(months: Sequence[int]) -> str:
    return f"{month_text(months[0])}..{month_text(months[-1])}"


def _ever(sheet: Sheet, row: Row) -> bool:
    return row.site == ALL or sheet.referentiel.ever_follows(row.site, row.indicator.id)
