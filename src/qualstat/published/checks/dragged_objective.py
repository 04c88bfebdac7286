"""`dragged-objective`: an objective that grew by one, as a cell that was dragged.

Takes a `Sheet`; gives findings. Convention owned here: a spreadsheet counts on when a cell is
dragged: an objective that is not the référentiel's, and one more than that of the site or line
before, where both have the same one; before any was declared, the first one stands for it.
"""

from collections.abc import Iterator
from itertools import pairwise

from qualstat.findings import N_, Finding, message
from qualstat.published.misprints import before_any, groups, misprint
from qualstat.published.values import Promise, Row, Sheet


def check(sheet: Sheet) -> Iterator[Finding]:
    """Yield a finding for each objective that was dragged."""
    for before, row in dragged(sheet):
        assert before.promise is not None
        assert row.promise is not None
        yield misprint(
            "dragged-objective", "warning", sheet, row, "objective",
            message(N_("“{text}”, one more than the “{before}” of line {line}: as in a cell that"
                       " was dragged"), text=row.promise.text, before=before.promise.text,
                    line=before.line),
            message(N_("the objective of the référentiel, the same for all")),
        )  # fmt: skip


def dragged(sheet: Sheet) -> list[tuple[Row, Row]]:
    """Return the lines whose objective was dragged, each after the line it was dragged from."""
    found: dict[int, tuple[Row, Row]] = {}
    for by in ("indicator", "site"):
        for rows in groups(sheet.rows, by=by):
            held = [row for row in rows if row.promise is not None]
            for before, row in pairwise(held):
                if _grew(before, row):
                    found.setdefault(row.line, (before, row))
    return [found[line] for line in sorted(found)]


def _grew(before: Row, row: Row) -> bool:
    one, other = before.promise, row.promise
    assert one is not None
    assert other is not None
    own, theirs = _likely(row), _likely(before)
    grown = other.number == one.number + 1 and other.unit == one.unit
    return grown and own is not None and own == theirs and other.number != own.number


def _likely(row: Row) -> Promise | None:
    """Return the objective of the référentiel for a line, or the first one, which came later."""
    if not before_any(row, row.period.end):
        return target(row)
    first = min(row.indicator.objectives, key=lambda one: one.valid_from)
    return Promise(first.target, first.quantity.unit, first.sense, "")


def target(row: Row) -> Promise | None:
    """Return the objective of the référentiel for a line; None without any."""
    held = row.indicator.objective(row.period.end)
    if held is None:
        return None
    return Promise(held.target, held.quantity.unit, held.sense, "")
