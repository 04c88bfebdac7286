"""`mixed-verdicts`: marks written in several ways, or in several places.

Takes a `Sheet`; gives findings for the file. Convention owned here: one spelling for a mark of a
column, and marks in a column of their own.
"""

from collections.abc import Iterator

from qualstat.findings import N_, Finding, message
from qualstat.published.amounts import apart, mark
from qualstat.published.misprints import several
from qualstat.published.values import Sheet


def check(sheet: Sheet) -> Iterator[Finding]:
    """Yield a finding for each column of several spellings, and for faces within values."""
    for column in ("verdict", "previous_verdict"):
        seen: dict[tuple[str, bool], tuple[int, str]] = {}
        for row in sheet.rows:
            text = row.texts.get(column, "")
            if said := mark(text):
                seen.setdefault((said, text != text.lower()), (row.line, text))
        ways = [one for key, one in seen.items() if (key[0], not key[1]) in seen]
        if ways:
            yield several(
                "mixed-verdicts", sheet, ways[1][0], column, [text for _, text in ways],
                message(N_("one spelling for a mark")),
            )  # fmt: skip
    within = [row for row in sheet.rows if apart(row.texts["value"])[1]]
    if within and any(row.texts.get("verdict") for row in sheet.rows):
        yield several(
            "mixed-verdicts", sheet, within[0].line, "value",
            [within[0].texts["value"], *_first(sheet)],
            message(N_("each mark in the column of the verdict")),
        )  # fmt: skip


def _first(sheet: Sheet) -> list[str]:
    return [text for row in sheet.rows if (text := row.texts.get("verdict", ""))][:1]
