"""Values: what a comparison is made of.

Takes nothing; gives `Comparison` and `Comparisons`, complete and unrounded. Convention owned
here: nothing is computed after a `Comparisons`.
"""

from fractions import Fraction
from typing import Literal

from msgspec import Struct

from qualstat.measures.measure import Counts
from qualstat.referentiel.indicators import Direction
from qualstat.scorecards import Figure, Scorecard
from qualstat.scorecards.marks import Mark

Test = Literal["fisher", "mann-whitney"]
LEVEL = Fraction(5, 100)  # below, a change is more than chance


class Chance(Struct, frozen=True):
    """How often chance alone would make such a change, by a named test."""

    test: Test
    p: float

    @property
    def significant(self) -> bool:
        """Whether the change is more than chance."""
        return self.p < LEVEL


class Common(Struct, frozen=True):
    """Both periods on the months and sites that both cover (K1); `months` are those covered."""

    months: frozenset[int]
    now: Counts
    before: Counts


class Rank(Struct, frozen=True):
    """The place of a site among `of`: from `best` to `worst`, one place where they are equal.

    A site stands before another only where its interval is wholly on the better side.
    """

    best: int
    worst: int
    of: int


class Comparison(Struct, frozen=True):
    """One indicator of one site (or all of them): a period against an earlier one.

    `now` speaks of the earlier one in its `previous`, `common`, `change` and `trend`; `raw` is
    the change without regard to the months covered.
    """

    now: Figure
    before: Figure
    common: Common
    raw: Fraction | None
    chance: Chance | None
    marks: tuple[Mark, ...] = ()  # what changed at the site meanwhile
    rank: Rank | None = None

    @property
    def direction(self) -> Direction:
        """Whether the change is for the better."""
        return self.now.indicator.direction(self.now.trend) if self.now.trend else "none"

    @property
    def alike(self) -> bool:
        """Whether both periods cover the same months at the same sites."""
        return self.now.change is None or "perimeter" not in self.now.notes


class Comparisons(Struct, frozen=True):
    """Comparisons, and the scorecard of the later periods they belong to."""

    scorecard: Scorecard
    comparisons: tuple[Comparison, ...]
