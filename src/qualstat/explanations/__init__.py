"""Explanations: what is behind one figure, complete and unrounded, ready to show."""

from qualstat.explanations.values import (
    Absence,
    Behind,
    Cases,
    DayOff,
    DaysOff,
    Explanation,
    Followed,
    LateCase,
    Row,
    Sum,
    Term,
    Way,
)

__all__ = [
    "Absence",
    "Behind",
    "Cases",
    "DayOff",
    "DaysOff",
    "Explanation",
    "Followed",
    "LateCase",
    "Row",
    "Sum",
    "Term",
    "Way",
]
