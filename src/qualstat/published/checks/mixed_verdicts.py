"""`mixed-verdicts`: marks written in several ways, or in several places.

Takes a `Sheet`; gives findings for the file. Convention owned here: one spelling for a mark of a
column, and marks in a column of their own.
"""

from collections.abc import Iterator

from qualstat.findings import N_, Finding, cut, message
from qualstat.published.amounts import FACES, apart, mark
from qualstat.published.misprints import many_ways, misprint
from qualstat.published.values import Sheet


def check(sheet: Sheet) -> Iterator[Finding]:
    """Yield a finding for each column of several spellings, and for faces within values."""
    for column in ("verdict", "previous_verdict"):
        seen: dict[bool, tuple[int, str]] = {}
        for row in sheet.rows:
            text = row.texts.get(column, "")
            if mark(text) and text not in FACES:
                seen.setdefault(text == text.lower(), (row.line, text))
        if len(seen) > 1:
            first, second = sorted(seen.values())
            yield many_ways(
                "mixed-verdicts", sheet, second[0], column, [first[1], second[1]],
                message(N_("one spelling for a mark")),
            )  # fmt: skip
    for row in sheet.rows:
        if apart(row.texts["value"])[1]:
            yield misprint(
                "mixed-verdicts", "information", sheet, row, "value",
                message(N_("the mark stands in the cell of the value: “{text}”"),
                        text=cut(row.texts["value"])),
                message(N_("each mark in the column of the verdict")),
            )  # fmt: skip
            return
