"""`unlike-objective`: an objective that is not the one of the référentiel.

Takes a `Sheet`; gives findings. Convention owned here: the objective in force on the last day of
the period is the right one (V1); one that was dragged, or that belongs to another kind of figure,
is said to be so, and not here.
"""

from collections.abc import Iterator

from qualstat.findings import N_, Finding, message
from qualstat.published.checks.dragged_objective import dragged, target
from qualstat.published.checks.objective_of_kind import fits
from qualstat.published.misprints import before_any, misprint
from qualstat.published.values import Row, Sheet

BLANK = "\N{NO-BREAK SPACE}"
SIGNS = {"at_least": "≥", "at_most": "≤", "less_than": "<", "more_than": ">"}


def check(sheet: Sheet) -> Iterator[Finding]:
    """Yield a finding for each objective that differs from the declared one."""
    apart = {row.line for _, row in dragged(sheet)}
    for row in sheet.rows:
        if row.promise is None or row.line in apart or not fits(row):
            continue
        if before_any(row, row.period.end):
            continue
        own = target(row)
        if own is None or own.number != row.promise.number or _other_sense(row):
            yield misprint(
                "unlike-objective", "warning", sheet, row, "objective",
                message(N_("“{text}” is not the objective of the référentiel"),
                        text=row.promise.text),
                message(N_("{objective}"), objective=said(row)) if own
                else message(N_("none: the référentiel declares no objective")),
                message(N_("where the site has its own objective, declare it in the référentiel,"
                           " with its source")),
            )  # fmt: skip


def _other_sense(row: Row) -> bool:
    own = target(row)
    if own is None or row.promise is None or row.promise.sense is None:
        return False
    return row.promise.sense != own.sense


def said(row: Row) -> str:
    """Return the objective of the référentiel, in signs."""
    own = target(row)
    if own is None or own.sense is None:
        return ""
    number = str(own.number) if own.number.denominator == 1 else str(float(own.number))
    unit = "%" if own.unit == "%" else "j"
    return f"{SIGNS[own.sense]}{BLANK}{number.replace('.', ',')}{BLANK}{unit}"
