"""`no-sense`: objectives of which nothing says whether they are a least or a most.

Takes a `Sheet`; gives a finding for the file. Convention owned here: they are judged in the sense
that the référentiel declares.
"""

from collections.abc import Iterator

from qualstat.findings import N_, Finding, message
from qualstat.published.values import Sheet


def check(sheet: Sheet) -> Iterator[Finding]:
    """Yield one finding, where some indicator never has a sign."""
    signed = {row.indicator.id for row in sheet.rows if row.promise and row.promise.sense}
    bare = [row for row in sheet.rows if row.promise and row.indicator.id not in signed]
    if bare and bare[0].promise:
        yield Finding(
            rule="no-sense", severity="information", file=sheet.file, line=bare[0].line,
            column=sheet.columns["objective"], count=len(bare),
            found=message(N_("“{text}”: at least or at most, nothing says it"),
                          text=bare[0].promise.text),
            expected=message(N_("a sign, as in ≥ 95 % or ≤ 10 %")),
        )  # fmt: skip
