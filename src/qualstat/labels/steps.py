"""Steps: the calendar of a label seen from a day.

Takes steps, evidence and rows; gives `Stepping` values. Conventions owned here: days are counted
from that day to the first and to the last day of a step; evidence of other modules than those
asked for is not needed, and a step whose needs are all of these stays; a document is to hold on the
first day of a step too.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from qualstat.labels.values import Part, Stepping, When, blocking
from qualstat.periods import first_day, last_day
from qualstat.referentiel.label import Step


def steps(declared: Sequence[Step], parts: Sequence[Part], day: date | None) -> Iterator[Stepping]:
    """Yield each step as it stands on a day."""
    rows = [row for part in parts for row in part.rows]
    for step in declared:
        start, end = first_day(step.when.first), last_day(step.when.last)
        needed = [one for one in rows if one.evidence and one.evidence.id in step.evidence]
        yield Stepping(
            step,
            start,
            end,
            _when(step, start, end, day),
            None if day is None else (start - day).days,
            None if day is None else (end - day).days,
            tuple(one for one in needed if one.state != "evidence"),
            len(needed),
            blocking(parts) if step.engagements else None,
            tuple(one for one in needed if one.state == "evidence" and one.ends_before(start)),
        )


def _when(step: Step, start: date, end: date, day: date | None) -> When:
    if day is None:
        return "unknown"
    if step.done is not None and step.done <= day:
        return "done"
    if day < start:
        return "ahead"
    return "under_way" if day <= end else "past"
