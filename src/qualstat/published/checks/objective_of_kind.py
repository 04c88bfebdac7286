"""`objective-of-kind`: an objective in percent on a delay, or in days on a rate.

Takes a `Sheet`; gives findings. Convention owned here: an objective has the unit of its
indicator; a volume has none.
"""

from collections.abc import Iterator

from qualstat.findings import N_, Finding, message
from qualstat.published.misprints import misprint
from qualstat.published.values import FITTING, Row, Sheet


def check(sheet: Sheet) -> Iterator[Finding]:
    """Yield a finding for each objective whose unit is another kind's."""
    for row in sheet.rows:
        if row.promise is not None and not fits(row):
            yield misprint(
                "objective-of-kind", "warning", sheet, row, "objective",
                message(N_("“{text}” is no objective of this kind of indicator"),
                        text=row.promise.text),
                message(N_("percents for a rate, days for a delay, none for a volume")),
            )  # fmt: skip


def fits(row: Row) -> bool:
    """Whether the objective of a line has the unit of its indicator."""
    return row.promise is None or row.promise.unit in FITTING[row.indicator.kind]
