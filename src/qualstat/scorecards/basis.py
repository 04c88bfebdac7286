"""The basis: what figures are made from, for the periods asked for.

Takes the counts of registers, the référentiel and periods; gives a `Basis`.
Convention owned here: a figure reads its own period, the same one earlier (by twelve months,
unless another shift is asked for), and the twelve months up to its end.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cache, cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from qualstat.coverage import AsOf, Months, hits, in_common, months_of, seen
from qualstat.measures.calendars import calendar_of
from qualstat.measures.measure import Form, form
from qualstat.measures.memory import give_back
from qualstat.measures.spans import spans
from qualstat.measures.table import Key, Table, tabulate
from qualstat.periods import YEAR, Period, day_number, first_day
from qualstat.published import Figures
from qualstat.referentiel import Referentiel
from qualstat.referentiel.indicators import Indicator, Ratio
from qualstat.scorecards.terms import Terms
from qualstat.scorecards.waits import unknown_waits
from qualstat.sources.lacks import Lack
from qualstat.tallies.merge import RegisterCount


class Basis(Struct, frozen=True, dict=True):
    """Counts and months by (indicator, site), up to which day they are known, and from what."""

    referentiel: Referentiel
    table: Table
    months: Mapping[Key, Months]
    as_of: AsOf
    sample: bool = False  # the registers are made up
    lacks: tuple[Lack, ...] = ()
    shift: int = YEAR  # months between a period and the one it is compared with
    published: Figures = field(default_factory=dict)  # of earlier reports

    def terms_of(self, indicator: Indicator) -> dict[Period, Terms]:
        """Return where the terms of an indicator are kept once found, for its other sites.

        One with a site's own objectives has its own.
        """
        if indicator is not self.referentiel.indicators.get(indicator.id):
            return {}
        return self._terms.setdefault(indicator.id, {})

    @cached_property
    def _terms(self) -> dict[str, dict[Period, Terms]]:
        return {}  # the same for 300 sites

    def form(self, indicator: Indicator) -> Form:
        """Return which numbers the measures of an indicator have."""
        if indicator.id not in self._forms:
            self._forms[indicator.id] = form(indicator)
        return self._forms[indicator.id]

    @cached_property
    def _forms(self) -> dict[str, Form]:
        return {}

    def lack(self, indicator: Indicator, site: str, months: Collection[int]) -> Lack | None:
        """Return the date that a source of a site cannot give in some months, if one lacks."""
        held = (one for one in self.lacks if hits(one, indicator, site))
        return next(
            (one for one in held if one.months is None or not one.of(site).isdisjoint(months)), None
        )


def basis(  # noqa: PLR0913, PLR0917  # all that figures are made from
    referentiel: Referentiel,
    registers: Mapping[str, RegisterCount],
    indicators: Sequence[Indicator],
    sites: Sequence[str],
    periods: Sequence[Period],
    as_of: AsOf,
    *,
    lacks: Sequence[Lack] = (),
    shift: int = YEAR,
) -> Basis:
    """Return the basis of the figures of some indicators and sites over some periods.

    There is at least one period.
    """
    cut = spans(wanted for one in periods for wanted in (one, one.earlier(shift), year_to(one)))
    lacks = [*lacks, *unknown_waits(referentiel, registers, indicators, cut, as_of)]
    table = tabulate(
        referentiel,
        indicators,
        registers,
        {site: calendar_of(referentiel, site) for site in sites},
        cut,
        {name: day_number(day) for name, day in as_of.days.items()},
    )
    give_back()
    months = known_months(
        referentiel, registers, indicators, sites, frozenset(cut.months.tolist()), as_of, lacks
    )
    return Basis(referentiel, table, months, as_of, lacks=tuple(lacks), shift=shift)


def known_months(  # noqa: PLR0913, PLR0917  # all that months are made from
    referentiel: Referentiel,
    registers: Mapping[str, RegisterCount],
    indicators: Sequence[Indicator],
    wanted: Sequence[str],
    months: Collection[int],
    as_of: AsOf,
    lacks: Sequence[Lack],
) -> dict[Key, Months]:
    """Return which of some months each of the `wanted` sites follows and covers, by indicator.

    Of a ratio, those that both of its sides follow and cover.
    """
    sites, asked = tuple(referentiel.sites), frozenset(months)
    known = {name: seen(name, one.first_days, sites, as_of) for name, one in registers.items()}

    def found(one: Indicator, site: str) -> Months:
        held = months_of(referentiel, site, one, asked, known[one.register_name])
        blind = [lack.of(site) for lack in lacks if hits(lack, one, site)]
        lost = frozenset[int]().union(*blind)
        return replace(held, covered=held.covered - lost, blind=lost) if lost else held

    def read(one: Indicator, site: str) -> Months:
        if not isinstance(one.measure, Ratio):
            return found(one, site)
        sides = [found(each, site) for each in referentiel.counted(one)]
        return in_common([found(one, site), *sides])

    return {(one.id, site): read(one, site) for one in indicators for site in wanted}


def year_to(period: Period) -> Period:
    """Return the twelve months up to the end of a period."""
    return Period(first_day(period.months[-1] - YEAR + 1), period.end)


@cache  # figures by the thousand ask it of a dozen periods
def months_to(period: Period) -> tuple[Period, ...]:
    """Return each of the twelve months up to the end of a period, the last one up to that day."""
    year = year_to(period)
    return tuple(year.clip(month) for month in year.months)
