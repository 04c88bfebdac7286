"""Values: what a trend is made of.

Takes nothing; gives `Trend` and `Trends`, complete and unrounded. Conventions owned here: nothing
is computed after a `Trends`; a rolling figure is that of the twelve months up to a month's end.
"""

from fractions import Fraction
from typing import Literal

from msgspec import Struct

from qualstat.comparisons import Chance, Common
from qualstat.measures.measure import Counts
from qualstat.referentiel.indicators import Indicator
from qualstat.scorecards import Figure, Scorecard
from qualstat.scorecards.marks import Mark

Method = Literal["fisher", "mann-whitney", "level", "none"]
Lack = Literal["months", "cases", "none", "method"]


class Point(Struct, frozen=True):
    """A month: its figure, the figure of the twelve months up to its end, and its letters.

    `provisional`: cases of the month are still pending, or working days of it are not yet known.
    """

    month: int
    figure: Figure
    rolling: Figure
    provisional: bool = False
    letters: str = ""  # of the marks that begin in it

    @property
    def covered(self) -> bool:
        """Whether the month is followed and known: a rolling figure that ends elsewhere is none."""
        return self.figure.coverage.covered > 0

    @property
    def level(self) -> Fraction | None:
        """What the rolling line shows: a rate, a mean delay, or the volume of a month covered."""
        held = self.rolling
        if not self.covered:
            return None
        if held.measure.value is None or held.indicator.kind != "volume":
            return held.measure.value
        covered = held.coverage.covered
        return held.measure.value / covered if covered else None


class Lettered(Struct, frozen=True):
    """A mark and the letter that stands for it in a chart and in a table."""

    letter: str
    mark: Mark


class Mean(Struct, frozen=True):
    """One side of a change: what its months have together; `value` is a month's mean volume."""

    value: Fraction
    counts: Counts


class Lasting(Struct, frozen=True):
    """A change that lasts: the first month after it, and both sides."""

    month: int
    before: Mean
    after: Mean
    nearby: tuple[Lettered, ...] = ()  # marks of that month, or next to it


class Search(Struct, frozen=True):
    """The search for a lasting change: over how many months and cases, how, and what it found.

    `lack` is what there is too little of to search; `p` is that of the best split, corrected for
    the number of splits `tried`, None where nothing was tried or no p is known. `left_out` are
    provisional months.
    """

    method: Method
    months: int
    cases: int
    lack: Lack | None = None
    p: float | None = None
    tried: int | None = None
    found: Lasting | None = None
    left_out: int = 0


class Trend(Struct, frozen=True):
    """One indicator of one site (or all of them), month after month.

    `common` is the twelve months up to the last one covered and the twelve before, where both
    cover some month; `chance` tells their change, which the rolling figure holds, from chance.
    """

    site: str
    indicator: Indicator
    points: tuple[Point, ...]
    marks: tuple[Lettered, ...]
    search: Search
    common: Common | None = None
    chance: Chance | None = None

    @property
    def last(self) -> Point:
        """The last month covered, else the last one."""
        return next((one for one in reversed(self.points) if one.covered), self.points[-1])

    @property
    def followed(self) -> bool:
        """Whether the site ever follows the indicator."""
        return self.points[-1].figure.measure.state != "not_applicable"


class Trends(Struct, frozen=True):
    """Trends, and the scorecard of the months they belong to."""

    scorecard: Scorecard
    trends: tuple[Trend, ...]
