"""Values: what a map of the registers is made of.

Takes nothing; gives `Map`. Conventions owned here: a row of the map is a register of a site, or a
part of it: the records in the scope of indicators that the site follows in the same months; a
cell is one of its months, and every cell has a state.
"""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Literal

from msgspec import Struct, field

from qualstat.engines.received import Received
from qualstat.findings import Finding
from qualstat.referentiel.indicators import Criteria, Plausible, ScopeKey, scope_key
from qualstat.referentiel.sites import Follow
from qualstat.scorecards import Scorecard
from qualstat.scorecards.marks import Mark

State = Literal[
    "covered", "no_case", "missing", "blind", "ahead", "not_monitored", "not_applicable"
]
RowKey = tuple[str, str, tuple[str, ...]]  # site, register, indicators
OddRule = Literal["silent-month", "odd-month", "level-change", "swapped-sites", "scarce-cases"]


class Part(Struct, frozen=True):
    """A file behind a cell, and its valid rows there: those that another file replaces too."""

    file: str
    rows: int


class Cell(Struct, frozen=True):
    """A month of a row: its state, its records (C6), the files of its register.

    `partial`: it is asked for, or known, in part only. What the site does not follow has its
    records too.
    """

    month: int
    state: State
    records: int
    files: tuple[Part, ...] = ()
    partial: bool = False

    @property
    def known(self) -> bool:
        """Whether its records are known, be there none."""
        return self.state in ("covered", "no_case")


class Row(Struct, frozen=True):
    """A row of the map: a register of a site, or a part of it, named by its indicators.

    `follows` are the declarations by which the site follows it, `excludes` those that leave it
    out; `lacks` is why a source cannot give it in its blind months, `uncounted` why a source of
    the register, of whatever site, is not counted at all.
    """

    site: str
    register: str
    cells: tuple[Cell, ...]
    indicators: tuple[str, ...] = ()
    scope: Criteria = field(default_factory=dict)
    follows: tuple[Follow, ...] = ()
    excludes: tuple[Follow, ...] = ()
    lacks: str = ""
    uncounted: str = ""

    def lack(self, state: State) -> str:
        """Return what a source says of an absence; empty where it says nothing."""
        return {"blind": self.lacks, "missing": self.uncounted}.get(state, "")

    @property
    def whole(self) -> bool:
        """Whether it is a whole register."""
        return not self.indicators

    @property
    def key(self) -> RowKey:
        """What it is in a map, where no other row is the same."""
        return self.site, self.register, self.indicators

    @property
    def kept_as(self) -> tuple[str, ScopeKey]:
        """The register and scope, in which it is alike at all sites."""
        return self.register, scope_key(self.scope)

    @property
    def known(self) -> int:
        """How many of its months are covered."""
        return sum(one.known for one in self.cells)

    def months(self, state: State) -> list[int]:
        """Return its months of a state."""
        return [one.month for one in self.cells if one.state == state]


class Oddity(Struct, frozen=True):
    """What chance does not explain in a row: where, what was found, what was expected.

    `found` and `expected` are records: of its months, or a month's mean from `months[0]` on and
    before it (`level-change`). `other` is the row of another site (`swapped-sites`); `beside` are
    the records and the expectation that judge scarce cases; `p` is the test's, where it has one.
    """

    rule: OddRule
    row: Row
    months: tuple[int, ...]
    found: Fraction
    expected: Fraction
    p: float | None = None
    other: Row | None = None
    beside: tuple[int, Plausible] | None = None

    @property
    def marked(self) -> tuple[int, ...]:
        """The months that it marks: of a change of level, the first alone."""
        return self.months[:1] if self.rule == "level-change" else self.months

    @property
    def monthly(self) -> Fraction:
        """What was expected of one of its months."""
        whole = self.rule in ("silent-month", "scarce-cases")
        return self.expected / len(self.months) if whole else self.expected


class Told(Struct, frozen=True):
    """An oddity that the référentiel tells of: a break declared at its month."""

    oddity: Oddity
    mark: Mark


class Map(Struct, frozen=True, dict=True):
    """The map of some sites. `scorecard` says what it was made from, and has no figure.

    `judged` are the months that the tests have counts of, `series` how many rows they judged, and
    `alarms` how many oddities chance makes in so many, at most and on average; `parts` says that
    the rows of parts were asked for.
    """

    scorecard: Scorecard
    rows: tuple[Row, ...]
    oddities: tuple[Oddity, ...] = ()
    told: tuple[Told, ...] = ()
    findings: tuple[Finding, ...] = ()
    judged: range = range(0)
    series: int = 0
    alarms: Fraction = Fraction(0)
    parts: bool = False
    held_by: Mapping[tuple[str, str], str] = field(default_factory=dict)  # by site and register
    received: tuple[Received, ...] = ()  # files that came and gave no row

    @cached_property
    def odd_cells(self) -> dict[tuple[RowKey, int], Oddity]:
        """What is odd in a cell, by its row and its month.

        A swap is at both sites.
        """
        return {
            (row.key, month): one
            for one in reversed(self.oddities)
            for row in (one.row, one.other)
            if row
            for month in one.marked
        }

    @cached_property
    def namesakes(self) -> Counter[tuple[object, ...]]:
        """How many parts of a site have the same register and scope."""
        return Counter((one.site, *one.kept_as) for one in self.rows if not one.whole)
