"""`mixed-blanks`: absence written in several ways.

Takes a `Sheet`; gives a finding for the file. Convention owned here: a dash, a word and an empty
cell may mean « not followed », « no case » or « forgotten »; one file has one sign for one thing.
"""

from collections.abc import Iterator

from qualstat.findings import N_, Finding, message
from qualstat.published.amounts import blank, stated
from qualstat.published.misprints import many_ways
from qualstat.published.values import PREVIOUS, VALUE, Sheet


def check(sheet: Sheet) -> Iterator[Finding]:
    """Yield one finding, where values are blank in several ways."""
    seen: dict[str, int] = {}
    for row in sheet.rows:
        for column in (VALUE, PREVIOUS):
            text = row.texts.get(column)
            if text is not None and blank(text) and not stated(text):
                seen.setdefault(text, row.line)
    if len(seen) > 1:
        yield many_ways(
            "mixed-blanks", sheet, sorted(seen.values())[1], VALUE, list(seen),
            message(N_("one way to say that there is no figure")),
        )  # fmt: skip
