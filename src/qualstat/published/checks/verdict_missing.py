"""`verdict-missing`: a figure that nobody judged, where others are.

Takes a `Sheet`; gives findings. Convention owned here: where a file marks some figures, it marks
each one that has an objective.
"""

from collections.abc import Iterator

from qualstat.findings import N_, Finding, message
from qualstat.published.misprints import misprint
from qualstat.published.values import PREVIOUS, VALUE, Sheet


def check(sheet: Sheet) -> Iterator[Finding]:
    """Yield a finding for each figure with an objective and no mark."""
    marked = {one.column for one in sheet.printed if one.mark}
    columns = {VALUE: "verdict", PREVIOUS: "previous_verdict"}
    for one in sheet.printed:
        judged = one.row.indicator.objective(one.period.end) is not None
        if one.column in marked and one.mark is None and judged:
            yield misprint(
                "verdict-missing", "warning", sheet, one.row, columns[one.column],
                message(N_("“{text}” has no mark, where other figures have one"),
                        text=one.amount.text),
                message(N_("oui or non, or a face, for each figure that has an objective")),
            )  # fmt: skip
