"""Scorecards: the figures of sites over periods, complete and ready to show.

Takes measures by month, coverage and the référentiel; gives `Figure` values, unrounded.
Convention owned here: N-1 is the same period twelve months earlier; the change is measured on
the months and sites covered in both (K1).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

from qualstat.coverage import Coverage
from qualstat.findings import Finding
from qualstat.measures.measure import Measure
from qualstat.periods import Period
from qualstat.referentiel.indicators import Indicator
from qualstat.referentiel.model import Referentiel
from qualstat.referentiel.objectives import Objective
from qualstat.verdicts import Verdict

ALL = "all"  # the site of a line that totals several


@dataclass(frozen=True)
class Previous:
    """The same period twelve months earlier."""

    value: Fraction | None
    verdict: Verdict | None
    source: Literal["registers", "published"] | None


@dataclass(frozen=True)
class Late:
    """Answers given beyond the deadline: how many took `days`, for receipts of `month`."""

    month: int
    days: int
    count: int


@dataclass(frozen=True)
class Figure:
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
    previous: Previous = Previous(None, None, None)
    change: Fraction | None = None  # points, days or %, on the common perimeter
    trend: Literal["up", "down", "equal"] | None = None
    as_of: date | None = None
    notes: tuple[str, ...] = ()
    months: tuple[Fraction | None, ...] = ()  # the value of each of twelve months, for a sparkline
    late: tuple[Late, ...] = ()  # answered beyond the deadline, worst first


@dataclass(frozen=True)
class Account:
    """Rule C10 for one register: rows read = counted + superseded + rejected + outside."""

    register: str
    read: int
    counted: int
    superseded: int
    rejected: int
    outside: int


@dataclass(frozen=True)
class Source:
    """What a scorecard was computed from."""

    folder: str
    files: int
    as_of: Mapping[str, date] = field(default_factory=dict)  # by register
    sample: bool = False  # the shipped, made-up registers


@dataclass(frozen=True)
class Scorecard:
    """Everything a renderer needs: nothing is computed after it."""

    referentiel: Referentiel
    sites: tuple[str, ...]
    periods: tuple[Period, ...]
    figures: tuple[Figure, ...]
    accounts: tuple[Account, ...]
    findings: tuple[Finding, ...]
    source: Source
