"""`printed-change`: a change that does not follow from the two values.

Takes a `Sheet`; gives findings. Convention owned here: a change is in points for a rate, in days
for a delay, in % for a volume (K1); the two values may have been rounded before.
"""

from collections.abc import Iterator
from fractions import Fraction

from qualstat.findings import N_, Finding, message
from qualstat.published.misprints import misprint
from qualstat.published.telling import UNITS, quoted
from qualstat.published.values import Row, Sheet


def check(sheet: Sheet) -> Iterator[Finding]:
    """Yield a finding for each change that two values do not make."""
    for row in sheet.rows:
        change = _change(row)
        if row.change is None or change is None:
            continue
        if abs(change - row.change.number) > _slack(row):
            yield misprint(
                "printed-change", "warning", sheet, row, "change",
                message(N_("“{text}” from {before} to {now}"), text=row.change.text,
                        before=row.previous and row.previous.text,
                        now=row.value and row.value.text),
                message(N_("{change}, in points, in days, or in % for a volume"),
                        change=quoted(change, row.indicator).removesuffix(
                            UNITS.get(row.indicator.unit, ""))),
            )  # fmt: skip


def _change(row: Row) -> Fraction | None:
    if row.value is None or row.previous is None:
        return None
    change = row.value.number - row.previous.number
    if row.indicator.kind != "volume":
        return change
    return change * 100 / row.previous.number if row.previous.number else None


def _slack(row: Row) -> Fraction:
    """Return how far rounding may lead astray: half a unit of each last decimal printed."""
    held = [row.change] if row.indicator.kind == "volume" else [row.change, row.value, row.previous]
    return sum((Fraction(1, 2 * 10**one.decimals) for one in held if one), Fraction(0))
