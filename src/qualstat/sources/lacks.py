"""Lacks: dates of a register that a source cannot give.

Takes nothing; gives values. Convention owned here: a source that lacks the date of the event is
not counted at all; one that lacks another date is, for the figures that do without it.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Lack:
    """A date that the source of some exports cannot give, and why.

    `sites` are those whose rows are counted without it; None where none are counted.
    """

    register: str
    field: str
    reason: str
    sites: frozenset[str] | None = None
