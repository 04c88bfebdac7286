"""Values: what an explanation of one figure is made of.

Takes nothing; gives `Explanation`, complete and unrounded. Conventions owned here: nothing is
computed after an `Explanation`; rows hold a table, a line, days and a role, and neither reference,
name nor free text (rule P1).
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Literal

from msgspec import Struct, field

from qualstat.coverage import State
from qualstat.engines.received import Received
from qualstat.measures.measure import Counts
from qualstat.referentiel.sites import Follow
from qualstat.scorecards import Figure, Scorecard, Told
from qualstat.scorecards.marks import Mark

Role = Literal["numerator", "denominator", "late", "overdue", "pending", "excluded"]


class Term(Struct, frozen=True):
    """What one month adds to a figure; its value, None without a case."""

    month: int
    state: State
    counts: Counts
    value: Fraction | None = None


class Sum(Struct, frozen=True):
    """The arithmetic of one site, or of all of them, by month; `counts` is the sum of its terms."""

    site: str
    state: State
    counts: Counts
    value: Fraction | None
    terms: tuple[Term, ...]


class Behind(Struct, frozen=True):
    """A file behind a figure: the SHA-256 of its bytes as they stand on disk, and its rows.

    `rows` are the valid ones of the register, of the figure's sites and months. Of a file that a
    purge has removed, on the day `purged`, the SHA-256 is that of the bytes it had.
    """

    file: str
    digest: str
    rows: int
    purged: date | None = None


class DayOff(Struct, frozen=True):
    """A public holiday or a closure on a day that would count otherwise."""

    day: date
    name: str
    kind: Literal["holiday", "closure"]


class DaysOff(Struct, frozen=True):
    """The days off of sites that share a calendar, within the period."""

    sites: tuple[str, ...]
    zone: str
    days: tuple[DayOff, ...]


class Way(Struct, frozen=True):
    """A way to one figure from several: the parts, the figures' sum, and the result.

    `pooled` adds the cases, so its parts are counts; the others are means of the parts. `fold`, of
    `pooled` alone, is what the result is so many of, of as many parts as the period has months (7
    twelfths), where that number has two decimals at most.
    """

    name: Literal["pooled", "months", "sites"]
    value: Fraction
    parts: tuple[tuple[int | str, Fraction], ...] = ()
    total: Fraction | None = None
    fold: Fraction | None = None


class Row(Struct, frozen=True):
    """A row that counts: its place, its days, what it adds, and so its role.

    `days` are those to the answer, or to the last day known; None where nothing is waited for.
    """

    file: str
    line: int
    site: str
    first: date
    answer: date | None
    days: int | None
    n: int
    role: Role
    counts: Counts


class LateCase(Struct, frozen=True):
    """A row beyond the deadline; of the `alike` cases of its month and delay, some are explained.

    `told` are their explanations: where they are fewer than the cases, which is whose is not known.
    """

    row: Row
    alike: int
    told: tuple[Told, ...] = ()

    @property
    def explained(self) -> int:
        """How many of the cases like it are explained."""
        return sum(one.number for one in self.told)


class Cases(Struct, frozen=True):
    """The cases beyond the deadline, worst first, and how many of them are explained."""

    total: int
    explained: int
    cases: tuple[LateCase, ...]


class Followed(Struct, frozen=True):
    """What a site declares of an indicator: by which lines it follows it, or leaves it out."""

    site: str
    follows: tuple[Follow, ...] = ()
    excluded: tuple[Follow, ...] = ()


class Absence(Struct, frozen=True):
    """Why there is no figure: its state, what the sites declare, and the months that lack.

    `lacks` is why a source cannot give a date that is needed, `blind` are those of `months` that
    have such a source; `files` are the names of the files that hold the register, `received` those
    that came and gave no row.
    """

    state: State
    followed: tuple[Followed, ...]
    months: tuple[int, ...] = ()
    blind: tuple[int, ...] = ()
    lacks: str = ""
    files: str = ""
    received: tuple[Received, ...] = ()


class Explanation(Struct, frozen=True):
    """All that is behind one figure. `scorecard` holds it alone, and where it comes from.

    `sums` has one site, or each of several and then their total. `rows` and `late` are None
    where they were not asked for; `role` names the rows asked for.
    """

    scorecard: Scorecard
    sites: tuple[str, ...]
    sums: tuple[Sum, ...]
    files: tuple[Behind, ...]
    calendars: tuple[DaysOff, ...] = ()
    ways: tuple[Way, ...] = ()
    absence: Absence | None = None
    role: Role | None = None
    rows: tuple[Row, ...] | None = None
    late: Cases | None = None
    held_by: Mapping[str, str] = field(default_factory=dict)  # who keeps the register, by site
    marks: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)  # what is new, by site

    @property
    def figure(self) -> Figure:
        """The figure explained."""
        return self.scorecard.figures[0]

    @property
    def whole(self) -> Sum:
        """The arithmetic of the figure itself."""
        return self.sums[-1]
