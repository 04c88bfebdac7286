"""`mixed-writing`: numbers written in several ways.

Takes a `Sheet`; gives findings for the file. Convention owned here: one decimal mark, one number
of decimals for the rates, and the unit always or never apart from the number.
"""

import re
from collections.abc import Callable, Iterator

from qualstat.findings import N_, Finding, message
from qualstat.published.misprints import many_ways
from qualstat.published.values import Sheet

Way = Callable[[str], str]
MARK = re.compile(r"[0-9]([.,])[0-9]")
APART = re.compile(r"[0-9](\s*)(?:%|j|d\b)")
RATE = re.compile(r"[0-9](?:[.,]([0-9]+))?\s*%")
SIGN = re.compile(r"[<>≤≥]=?(\s*)[0-9]")
VALUES, OBJECTIVES = ("value", "previous"), ("objective",)


def _group(form: re.Pattern[str]) -> Way:
    def way(text: str) -> str:
        found = form.search(text)
        return "" if found is None else f"={len(found[1] or '')}{(found[1] or '').strip()}"

    return way


def _decimals(text: str) -> str:
    found = RATE.search(text)
    return "" if found is None else f"={len(found[1] or '')}"


WAYS: tuple[tuple[tuple[str, ...], Way, str], ...] = (
    (VALUES, _group(MARK), N_("one decimal mark")),
    (VALUES, _decimals, N_("as many decimals in each rate")),
    (VALUES, _group(APART), N_("the unit always, or never, set off by a space")),
    (OBJECTIVES, _group(APART), N_("the unit always, or never, set off by a space")),
    (OBJECTIVES, _group(SIGN), N_("the sign always, or never, set off by a space")),
)


def check(sheet: Sheet) -> Iterator[Finding]:
    """Yield a finding for each thing that is written in several ways."""
    for columns, way, expected in WAYS:
        seen: dict[str, tuple[int, str, str]] = {}
        for row in sheet.rows:
            for column in columns:
                text = row.texts.get(column, "")
                if said := way(text):
                    seen.setdefault(said, (row.line, column, text))
        if len(seen) > 1:
            first = list(seen.values())
            yield many_ways(
                "mixed-writing", sheet, first[1][0], first[1][1], [text for *_, text in first],
                message(expected),
            )  # fmt: skip
