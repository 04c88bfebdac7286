"""`changed-figure`: a figure that was imported before with another value.

Takes a `Sheet`; gives findings. Convention owned here: what was published does not change by
itself: it is replaced only where that is asked for.
"""

from collections.abc import Iterator
from fractions import Fraction

from qualstat.findings import N_, Finding, message
from qualstat.published.figures import figures
from qualstat.published.misprints import misprint
from qualstat.published.telling import quoted
from qualstat.published.values import Row, Sheet


def check(sheet: Sheet) -> Iterator[Finding]:
    """Yield a finding for each figure that differs from the one kept."""
    for one, row, column in figures(sheet).values():
        kept = sheet.known.get(one.key)
        if kept is None or (kept.value, kept.numerator, kept.denominator) == (
            one.value, one.numerator, one.denominator
        ):  # fmt: skip
            continue
        yield misprint(
            "changed-figure", "information" if sheet.replace else "blocking", sheet, row, column,
            message(N_("{new}, where {old} was imported from {file}"),
                    new=_said(one.value, one.numerator, one.denominator, row),
                    old=_said(kept.value, kept.numerator, kept.denominator, row), file=kept.file),
            message(N_("the figure as it was published")),
            None if sheet.replace else message(N_("add --replace where the new figure is right")),
        )  # fmt: skip


def _said(value: Fraction, top: int | None, base: int | None, row: Row) -> str:
    counts = "" if top is None or base is None else f" [{top}/{base}]"
    return quoted(value, row.indicator) + counts
