"""`value-of-counts`: a value that its own counts do not give.

Takes a `Sheet`; gives findings. Convention owned here: numerator over denominator, rounded half
up to the decimals printed, is the value; a part is not above its whole.
"""

from collections.abc import Iterator

from qualstat.findings import N_, Finding, message
from qualstat.published.amounts import rounded
from qualstat.published.checks.swapped_rows import counted_value, swapped
from qualstat.published.misprints import misprint
from qualstat.published.telling import quoted
from qualstat.published.values import Sheet


def check(sheet: Sheet) -> Iterator[Finding]:
    """Yield a finding for each value that is not that of its counts."""
    apart = {one.row.line for pair in swapped(sheet) for one in pair}
    for row in sheet.rows:
        counted = counted_value(row)
        if row.value is None or counted is None or row.line in apart:
            continue
        if rounded(counted.number, row.value.decimals) != row.value.number:
            yield misprint(
                "value-of-counts", "blocking", sheet, row, "value",
                message(N_("“{text}”, though {top}/{base} is {value}"), text=row.value.text,
                        top=row.numerator, base=row.denominator,
                        value=quoted(counted.number, row.indicator)),
                message(N_("the value of its counts")),
            )  # fmt: skip
