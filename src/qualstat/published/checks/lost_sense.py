"""`lost-sense`: an objective that lost the sign it has elsewhere.

Takes a `Sheet`; gives findings. Convention owned here: where one line of an indicator says « less
than », a line of it that says nothing has lost its sense.
"""

from collections.abc import Iterator

from qualstat.findings import N_, Finding, message
from qualstat.published.checks.objective_of_kind import fits
from qualstat.published.checks.unlike_objective import said
from qualstat.published.misprints import misprint
from qualstat.published.values import Sheet


def check(sheet: Sheet) -> Iterator[Finding]:
    """Yield a finding for each objective without the sign that other lines give it."""
    signed = {
        row.indicator.id: row
        for row in reversed(sheet.rows)
        if row.promise and row.promise.sense and fits(row)
    }
    for row in sheet.rows:
        other = signed.get(row.indicator.id)
        if row.promise is None or row.promise.sense is not None or other is None or not fits(row):
            continue
        assert other.promise is not None
        yield misprint(
            "lost-sense", "warning", sheet, row, "objective",
            message(N_("“{text}”, where line {line} says “{other}”"), text=row.promise.text,
                    other=other.promise.text, line=other.line),
            message(N_("{objective}"), objective=said(row)),
        )  # fmt: skip
