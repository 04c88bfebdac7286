"""`missing-companion`: a delay without its rate, or a rate without its delay.

Takes a `Sheet`; gives findings. Convention owned here: a rate within so many days and a mean
delay of the same records are known together.
"""

from collections.abc import Iterator

from qualstat.findings import N_, Finding, message
from qualstat.published.misprints import groups, misprint
from qualstat.published.values import Row, Sheet
from qualstat.referentiel.indicators import Wait


def check(sheet: Sheet) -> Iterator[Finding]:
    """Yield a finding for each blank value whose companion has one."""
    for rows in groups(sheet.rows, by="site"):
        for row in rows:
            if not row.blank:
                continue
            other = next((one for one in rows if one.value and _alike(one, row)), None)
            if other is not None and other.value is not None:
                yield misprint(
                    "missing-companion", "warning", sheet, row, "value",
                    message(N_("blank, though line {line} gives “{text}” for the same records"),
                            line=other.line, text=other.value.text),
                    message(N_("both figures, or neither")),
                )  # fmt: skip


def _alike(one: Row, other: Row) -> bool:
    """Whether two indicators are a rate and a delay of the same records and dates."""
    first, second = one.indicator, other.indicator
    if not (isinstance(first.measure, Wait) and isinstance(second.measure, Wait)):
        return False
    same = (first.register_name, first.scope, first.measure.to)
    return first.kind != second.kind and same == (
        second.register_name, second.scope, second.measure.to
    )  # fmt: skip
