"""Late cases: those of a figure beyond its deadline, read off the table.

Takes a `Basis`, sites, an indicator and a period; gives their `Lateness`. Convention owned here:
explanations are said to be short of cases in whole, covered months alone, and never of a replay.
"""

from collections import Counter

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from qualstat.measures.measure import COUNTS
from qualstat.measures.table import Key, Table
from qualstat.periods import Period
from qualstat.referentiel.indicators import Indicator, RateWithin
from qualstat.scorecards.basis import Basis
from qualstat.scorecards.lateness import NONE_LATE, Cases, Lateness, reconciled, together
from qualstat.scorecards.perimeter import Perimeter

Numbers = npt.NDArray[np.int64]


def late_cases(
    basis: Basis, perimeter: Perimeter, indicator: Indicator, period: Period
) -> Lateness:
    """Return the cases beyond a deadline, with the explanations given for them."""
    declared = indicator.measure
    if not isinstance(declared, RateWithin):
        return NONE_LATE
    return together(
        _explained(basis, perimeter, key, period, _cases(basis.table, key, places, declared.within))
        for key, places in perimeter.of(period).items()
    )


def _explained(
    basis: Basis,
    perimeter: Perimeter,
    key: Key,
    period: Period,
    cases: Cases,
) -> Lateness:
    """Return the cases of one site with its explanations."""
    asked, (indicator, site) = basis.as_of.asked, key
    given = [
        one
        for one in basis.referentiel.explanations.get(site, ())
        if one.indicator == indicator and one.month in period.months
        and (asked is None or one.given <= asked)
    ]  # fmt: skip
    held = reconciled(site, cases, given)
    known = perimeter.months[key].covered
    idle = tuple(
        one
        for one in held.idle
        if asked is None and one.explained.month in known
        and period.clip(one.explained.month).whole
    )  # fmt: skip
    return replace(held, idle=idle)


def _cases(table: Table, key: Key, places: Numbers, within: int) -> Cases:
    """Return how many cases of a site are beyond the deadline, by month and days."""
    found = Counter[tuple[int, int | None]]()
    for span, days, count in table.delays({key: places}).tolist():
        if days > within:
            found[int(table.spans.months[span]), days] += count
    if key in table.counts:
        overdue = table.counts[key][places, COUNTS.index("overdue")]
        for place, count in zip(places.tolist(), overdue.tolist(), strict=True):
            found[int(table.spans.months[place]), None] += count
    return found
