"""Values: what a scorecard is made of.

Takes nothing; gives `Figure`, `Account`, `Scorecard`, complete and unrounded.
Convention owned here: nothing is computed after a `Scorecard`.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Literal

from msgspec import Struct, field

from qualstat.coverage import Coverage
from qualstat.findings import Finding
from qualstat.measures.measure import Measure
from qualstat.periods import YEAR, Period
from qualstat.referentiel.bridges import Link
from qualstat.referentiel.editions import Edition
from qualstat.referentiel.explained import Explained
from qualstat.referentiel.indicators import Indicator
from qualstat.referentiel.model import Referentiel
from qualstat.referentiel.objectives import Objective
from qualstat.referentiel.standing import Crossing
from qualstat.verdicts import Verdict

Why = Literal["dropped", "unbridged", "source-lacks", "no-register", "not-monitored"]


class Previous(Struct, frozen=True):
    """The same period earlier: by twelve months, unless another one was asked for."""

    value: Fraction | None = None
    verdict: Verdict | None = None
    source: Literal["registers", "published"] | None = None
    counts: tuple[int, int] | None = None  # printed beside a published figure
    objective: Objective | None = None  # of its own last day


NO_PREVIOUS = Previous()


class Told(Struct, frozen=True):
    """An explanation, and how many of the cases it tells of are there."""

    explained: Explained
    number: int


class Idle(Struct, frozen=True):
    """An explanation of a site that tells of more cases than the `found` ones."""

    site: str
    explained: Explained
    found: int


class Late(Struct, frozen=True):
    """Cases beyond the deadline: how many took `days`, for receipts of `month`.

    `days` is None for those that were never answered; `told` is what explains some of them.
    """

    month: int
    days: int | None
    count: int
    told: tuple[Told, ...] = ()

    @property
    def explained(self) -> int:
        """How many of them are explained."""
        return sum(one.number for one in self.told)


class Figure(Struct, frozen=True):
    """One indicator of one site (or `all`) over one period."""

    site: str
    period: Period
    edition: str
    engagement: str
    module: int | None
    indicator: Indicator
    measure: Measure
    coverage: Coverage
    objective: Objective | None = None
    verdict: Verdict | None = None
    interval: tuple[float, float] | None = None
    conclusive: bool | None = None
    margin: Fraction | None = None
    margin_cases: int | None = None
    previous: Previous = NO_PREVIOUS
    common: tuple[Fraction, Fraction] | None = None  # N and N-1 on the common perimeter (K1)
    change: Fraction | None = None  # from one to the other: points, days or %
    trend: Literal["up", "down", "equal"] | None = None
    as_of: date | None = None
    notes: tuple[str, ...] = ()
    months: tuple[Fraction | None, ...] = ()  # the value of each of twelve months, for a sparkline
    lacks: str = ""  # why the source of a missing figure cannot give it
    late: tuple[Late, ...] = ()  # answered beyond the deadline, worst first
    unanswered: tuple[Late, ...] = ()  # overdue, by month
    idle: tuple[Idle, ...] = ()  # explanations short of cases
    shift: int = YEAR  # months between its period and the one it is compared with
    crossing: Crossing | None = None  # what it was in the edition of the earlier period

    @property
    def earlier(self) -> Period:
        """The period it is compared with."""
        return self.period.earlier(self.shift)


class Account(Struct, frozen=True):
    """Rule C10 for one register: rows read = counted + superseded + rejected + outside."""

    register: str
    read: int
    counted: int
    superseded: int
    rejected: int
    outside: int


class Source(Struct, frozen=True):
    """What a scorecard was computed from."""

    folder: str
    files: int
    as_of: Mapping[str, date] = field(default_factory=dict)  # by register
    sample: bool = False  # the shipped, made-up registers


class Lacking(Struct, frozen=True):
    """An indicator that is not recounted at some sites, all of them when empty, and why."""

    indicator: Indicator
    why: Why
    reason: str = ""  # as declared
    sites: tuple[str, ...] = ()


class Recount(Struct, frozen=True):
    """The links by which figures came under the edition chosen, and what is not recounted."""

    edition: Edition
    links: tuple[Link, ...]
    lacking: tuple[Lacking, ...]


class Scorecard(Struct, frozen=True):
    """Everything a renderer needs: nothing is computed after it."""

    referentiel: Referentiel
    sites: tuple[str, ...]
    periods: tuple[Period, ...]
    figures: tuple[Figure, ...]
    accounts: tuple[Account, ...]
    findings: tuple[Finding, ...]
    source: Source
    changes: tuple[Finding, ...] = ()  # of the files since the last run: no figure tells of them
    gone: int = 0  # rejected rows of files that were purged, which nobody can show any more
    recount: Recount | None = None  # what an edition chosen makes of it
