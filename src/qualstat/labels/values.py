"""Values: what the readiness for a label is made of.

Takes nothing; gives `Row`, `Part`, `Stepping`, `Supposed`, `Label`. Conventions owned here: an
engagement is in the worst of the states of what shows it, and counts once; what is missed, not
measured, without document or out of date blocks, unless it is declared not to; what is near, or has
no case, does not.
"""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from msgspec import Struct

from qualstat.outlooks import Hypothesis
from qualstat.referentiel.editions import Edition
from qualstat.referentiel.label import Document, Evidence, Step
from qualstat.scorecards import Figure, Scorecard

StateOf = Literal[
    "missed", "not_measured", "lacking", "outdated", "near", "no_case", "no_objective", "met",
    "evidence",
]  # fmt: skip
WORST_FIRST: tuple[StateOf, ...] = (
    "missed", "not_measured", "lacking", "outdated", "near", "met", "evidence", "no_case",
    "no_objective",
)  # fmt: skip
BLOCKS = frozenset({"missed", "not_measured", "lacking", "outdated"})
When = Literal["done", "past", "under_way", "ahead", "unknown"]


class Row(Struct, frozen=True):
    """What shows an engagement: a figure of a site, evidence and its last document, or nothing.

    `services` are those concerned; `blocks` that it stands in the way of the label; `until` the
    last day on which the document holds, None without end.
    """

    module: int
    engagement: str
    services: tuple[str, ...]
    site: str
    state: StateOf
    blocks: bool = False
    figure: Figure | None = None
    evidence: Evidence | None = None
    document: Document | None = None
    until: date | None = None

    def ends_before(self, day: date) -> bool:
        """Whether its document no longer holds on a day."""
        return self.until is not None and self.until < day

    @property
    def id(self) -> str:
        """The id of the indicator or of the evidence."""
        return (
            self.figure.indicator.id if self.figure else self.evidence.id if self.evidence else ""
        )


class Part(Struct, frozen=True):
    """An engagement of some services with the figures that show it, or a piece of evidence."""

    rows: tuple[Row, ...]

    @property
    def state(self) -> StateOf:
        """The worst of its states."""
        return min((one.state for one in self.rows), key=WORST_FIRST.index)

    @property
    def blocks(self) -> bool:
        """Whether any of its rows blocks."""
        return any(one.blocks for one in self.rows)


class Stepping(Struct, frozen=True):
    """A step on a day: how many days there are to its first and last day, below 0 once past.

    `lacking` are the rows of evidence it needs and that do not hold, `ending` those that hold and
    no longer will on its first day, of `needed` in all; `blocking` how many engagements block,
    None where it asks nothing of the engagements.
    """

    step: Step
    start: date
    end: date
    when: When
    to_start: int | None
    to_end: int | None
    lacking: tuple[Row, ...]
    needed: int
    blocking: int | None = None
    ending: tuple[Row, ...] = ()


class Supposed(Struct, frozen=True):
    """A hypothesis, the row it changes, and how many engagements would block then."""

    hypothesis: Hypothesis
    before: Row
    after: Row
    blocking: int


class Label(Struct, frozen=True):
    """The readiness for a label: modules of an edition, engagements, steps, hypotheses, on a day.

    `asked` is whether somebody named the day; it is None where no register knows one.
    """

    scorecard: Scorecard
    edition: Edition
    modules: tuple[int, ...]
    parts: tuple[Part, ...]
    steps: tuple[Stepping, ...]
    day: date | None
    asked: bool
    hypotheses: tuple[Supposed, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """What shows the engagements."""
        return tuple(row for part in self.parts for row in part.rows)

    @property
    def blocking(self) -> int:
        """How many engagements and pieces of evidence stand in the way."""
        return blocking(self.parts)


def parts(rows: Iterable[Row]) -> tuple[Part, ...]:
    """Return engagements with what shows them, in the order of their first row."""
    held: dict[tuple[int, tuple[str, ...], str, str], list[Row]] = {}
    for one in rows:
        name = one.id if one.evidence else one.engagement or one.id
        key = (one.module, one.services, one.site, name)
        held.setdefault(key, []).append(one)
    return tuple(Part(tuple(each)) for each in held.values())


def blocking(held: Iterable[Part]) -> int:
    """Return how many of some parts block."""
    return sum(one.blocks for one in held)
