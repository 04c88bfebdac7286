"""Coverage: which months each site and register cover, and so which absence a measure has.

Takes the référentiel and the first event day in each month of a register; gives covered
months, `Coverage` and states. Convention owned here: a month is covered for an indicator when
the site follows it then and the register holds a valid row of the site in it, or is declared
complete (A2).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from msgspec import Struct, field

from qualstat.periods import Period, day_number, first_day
from qualstat.referentiel import Referentiel
from qualstat.referentiel.indicators import Indicator, Wait
from qualstat.registers import REGISTERS
from qualstat.sources.lacks import WAITS, Lack

State = Literal["measured", "no_case", "missing", "not_monitored", "not_applicable"]
MEMORY = 4_096  # sets of months: hundreds of sites share a few
KNOWN: frozenset[State] = frozenset(("measured", "no_case"))  # what came is known, be it nothing


class AsOf(Struct, frozen=True):
    """The last day known of each register that has rows (T3), and the day asked for, if any."""

    days: Mapping[str, date]
    asked: date | None = None


class Seen(Struct, frozen=True):
    """The months, by site, in which a register had shown a valid row.

    What was not yet past on the as-of date `asked` for is not covered by a declaration made
    since.
    """

    months: Mapping[str, frozenset[int]] = field(default_factory=dict)
    asked: date | None = None


def seen(
    register: str, first_days: Mapping[tuple[int, int], int], sites: Sequence[str], as_of: AsOf
) -> Seen:
    """Return what a register had shown on the as-of date.

    `first_days` is the first event day by place of the site and month.
    """
    if register not in as_of.days:
        return Seen(asked=as_of.asked)
    last = day_number(as_of.days[register])
    months: dict[str, set[int]] = {}
    for (site, month), first in first_days.items():
        if first <= last:
            months.setdefault(sites[site], set()).add(month)
    return Seen({site: frozenset(held) for site, held in months.items()}, as_of.asked)


class Coverage(Struct, frozen=True):
    """The covered months of a period: bounds (days, both included) and numbers of months."""

    start: date | None
    end: date | None
    covered: int
    expected: int


class Months(Struct, frozen=True):
    """The months of an indicator at a site, or at several: those followed, those covered.

    `blind` are those in which a source lacks a date, so that no record can be read; `common` are
    those of several indicators together, of which a month counts where all of them cover it.
    """

    applicable: bool
    followed: frozenset[int]
    covered: frozenset[int]
    blind: frozenset[int] = frozenset()
    common: bool = False

    @property
    def read(self) -> frozenset[int]:
        """The months whose records make figures."""
        if self.common:
            return self.covered
        return self.followed - self.blind if self.blind else self.followed


NEVER = Months(applicable=False, followed=frozenset(), covered=frozenset())


def months_of(
    referentiel: Referentiel,
    site: str,
    indicator: Indicator,
    months: frozenset[int],
    known: Seen,
) -> Months:
    """Return which of some months a site follows and covers."""
    spans = referentiel.following(site, indicator.id)
    if not spans:
        return NEVER
    followed = _within(spans, months)
    covered = followed & known.months.get(site, frozenset())
    complete = referentiel.sites[site].complete.get(indicator.register_name, [])
    if complete:
        covered |= frozenset(
            month
            for month in _within(tuple((one.first, one.last) for one in complete), followed)
            if known.asked is None or first_day(month) <= known.asked
        )
    return _months(followed, covered)


@lru_cache(MEMORY)
def _within(spans: tuple[tuple[int, int | None], ...], months: frozenset[int]) -> frozenset[int]:
    """Return which of some months lie in spans, both ends included; one without a last goes on."""
    return frozenset(
        month
        for month in months
        if any(first <= month and (last is None or month <= last) for first, last in spans)
    )


@lru_cache(MEMORY)  # one value for hundreds of sites: what is kept by it is found by identity
def _months(followed: frozenset[int], covered: frozenset[int]) -> Months:
    return Months(applicable=True, followed=followed, covered=covered)


def total(parts: Iterable[Months]) -> Months:
    """Return the months of several sites together."""
    held = list(parts)
    return Months(
        applicable=any(one.applicable for one in held),
        followed=frozenset().union(*(one.followed for one in held)),
        covered=frozenset().union(*(one.covered for one in held)),
    )


def in_common(parts: Sequence[Months]) -> Months:
    """Return the months that all of some indicators of a site share: nothing else is read."""
    followed = frozenset.intersection(*(one.followed for one in parts))
    covered = frozenset.intersection(*(one.covered for one in parts))
    return Months(
        applicable=all(one.applicable for one in parts),
        followed=followed,
        covered=covered,
        blind=frozenset().union(*(one.blind for one in parts)),
        common=True,
    )


def hits(lack: Lack, indicator: Indicator, site: str) -> bool:
    """Tell whether a figure of a site cannot do without a date, or waits, that are not known."""
    named = indicator.measure.to if isinstance(indicator.measure, Wait) else ""
    named = WAITS if indicator.by_month else named
    event = REGISTERS[lack.register].event
    return (
        indicator.register_name == lack.register
        and lack.field in (event, named)
        and (lack.months is None or bool(lack.of(site)))
    )


@cache  # the same at hundreds of sites
def coverage(period: Period, covered: frozenset[int]) -> Coverage:
    """Return how much of a period is covered."""
    inside = [month for month in period.months if month in covered]
    if not inside:
        return Coverage(None, None, 0, len(period.months))
    start, end = period.clip(inside[0]).start, period.clip(inside[-1]).end
    return Coverage(start, end, len(inside), len(period.months))


def state(period: Period, months: Months, *, has_case: bool) -> State:
    """Return the state of a measure over a period (A1)."""
    if not months.applicable:
        return "not_applicable"
    if has_case:
        return "measured"
    if any(month in months.covered for month in period.months):
        return "no_case"
    followed = any(month in months.followed for month in period.months)
    return "missing" if followed else "not_monitored"
