"""`dropped-figure`: a figure that was given the year before, and is blank.

Takes a `Sheet`; gives findings. Convention owned here: a line that stands in the file, with an
N-1 or a figure published for the year before, has a value or a reason for its absence (A1).
"""

from collections.abc import Iterator, Mapping

from qualstat.findings import N_, Finding, Message, message
from qualstat.periods import YEAR
from qualstat.published.misprints import misprint, quote
from qualstat.published.telling import quoted
from qualstat.published.values import VALUE, Key, Row, Sheet


def check(sheet: Sheet) -> Iterator[Finding]:
    """Yield a finding for each blank value that follows a figure."""
    own = {one.key: one.amount.text for one in sheet.printed if one.column == VALUE}
    for row in sheet.rows:
        before = _before(sheet, row, own)
        if row.blank and before:
            yield misprint(
                "dropped-figure", "warning", sheet, row, VALUE,
                message(N_("blank, though the year before had {before}"), before=before),
                message(N_("a figure, or the word for its absence in the next report")),
            )  # fmt: skip


def _before(sheet: Sheet, row: Row, own: Mapping[Key, str]) -> Message | str:
    if row.previous is not None:
        return quote(row.previous.text)
    key = (row.site, row.indicator.id, row.period.earlier(YEAR))
    if key in own:
        return quote(own[key])
    kept = sheet.known.get(key)
    return quoted(kept.value, row.indicator) if kept else ""
