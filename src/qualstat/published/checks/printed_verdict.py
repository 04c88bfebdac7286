"""`printed-verdict`: a word or a face that does not follow from the value.

Takes a `Sheet`; gives findings. Conventions owned here: the objective of the référentiel on the
last day of the period judges (V1, V2); « non » and a frown stand for near as for missed.
"""

from collections.abc import Iterator

from qualstat import verdicts
from qualstat.findings import N_, Finding, message
from qualstat.published.checks.unlike_objective import SIGNS
from qualstat.published.misprints import before_any, misprint
from qualstat.published.telling import quoted
from qualstat.published.values import Mark, Printed, Sheet

WORDS = {"met": N_("met"), "near": N_("near"), "missed": N_("missed"), "none": N_("no objective")}
ALLOWED: dict[Mark, set[str]] = {"met": {"met"}, "near": {"near"}, "missed": {"near", "missed"}}


def check(sheet: Sheet) -> Iterator[Finding]:
    """Yield a finding for each mark that its value does not deserve."""
    for one in sheet.printed:
        verdict = _verdict(one)
        if one.mark is None or not one.fits or verdict in ALLOWED[one.mark]:
            continue
        if before_any(one.row, one.period.end):
            continue
        yield misprint(
            "printed-verdict", "warning", sheet, one.row, one.column,
            message(N_("“{text}” is marked “{mark}”"), text=one.amount.text,
                    mark=message(WORDS[one.mark])),
            message(N_("{verdict}, against {objective}"), verdict=message(WORDS[verdict]),
                    objective=_said(one)) if verdict != "none" else message(WORDS[verdict]),
        )  # fmt: skip


def _verdict(one: Printed) -> str:
    judged = verdicts.judge(one.amount.number, one.row.indicator.objective(one.period.end))
    return judged or "none"


def _said(one: Printed) -> str:
    held = one.row.indicator.objective(one.period.end)
    return f"{SIGNS[held.sense]} {quoted(held.target, one.row.indicator)}" if held else ""
