"""`unlike-previous`: an N-1 that is not the figure published for that year.

Takes a `Sheet`; gives findings. Convention owned here: the file's own line of that year says it,
else what was imported before.
"""

from collections.abc import Iterator

from qualstat.findings import N_, Finding, Message, message
from qualstat.published.amounts import agree, rounded
from qualstat.published.misprints import misprint, quote
from qualstat.published.telling import quoted
from qualstat.published.values import PREVIOUS, VALUE, Printed, Sheet


def check(sheet: Sheet) -> Iterator[Finding]:
    """Yield a finding for each N-1 that its year contradicts."""
    own = {one.key: one for one in sheet.printed if one.column == VALUE}
    for one in sheet.printed:
        if one.column == PREVIOUS and (other := _other(sheet, one, own.get(one.key))):
            yield misprint(
                "unlike-previous", "warning", sheet, one.row, PREVIOUS,
                message(N_("“{text}”, where {other} was published for that period"),
                        text=one.amount.text, other=other),
                message(N_("the figure as it was published, or the reason of the change")),
            )  # fmt: skip


def _other(sheet: Sheet, one: Printed, line: Printed | None) -> Message | str:
    """Return the figure that contradicts an N-1; empty where none does."""
    if line is not None:
        return "" if agree(one.amount, line.amount) else quote(line.amount.text)
    kept = sheet.known.get(one.key)
    if kept is None or rounded(kept.value, one.amount.decimals) == one.amount.number:
        return ""
    return quoted(kept.value, one.row.indicator)
