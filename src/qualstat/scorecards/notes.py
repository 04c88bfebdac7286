"""Notes: the stable codes of what qualifies a figure.

Takes an indicator, its period and coverage; gives codes, never translated.
Convention owned here: the conventions that shaped a figure travel with it.
"""

from collections.abc import Iterator
from datetime import timedelta

from qualstat.coverage import Coverage
from qualstat.periods import Period
from qualstat.referentiel.indicators import Indicator, Rate, Wait

DAY = timedelta(days=1)


def notes(indicator: Indicator, period: Period, covered: Coverage) -> Iterator[str]:
    """Yield the notes that an indicator's declarations and its coverage call for."""
    yield from _conventions(indicator)
    yield from _objectives(indicator, period)
    if 0 < covered.covered < covered.expected:
        yield "partial"


def _conventions(indicator: Indicator) -> Iterator[str]:
    declared = indicator.measure
    if isinstance(declared, Wait):
        yield declared.days
        if declared.first_day == "included":
            yield "first-day-included"
    if isinstance(declared, Rate) and declared.short_abandon:
        yield f"short-abandon-{declared.short_abandon}s"


def _objectives(indicator: Indicator, period: Period) -> Iterator[str]:
    objective = indicator.objective(period.end)
    if objective is not None and objective.assumed:
        yield "objective-assumed"
    starts = [one.valid_from for one in indicator.objectives]
    starts += [one.valid_until + DAY for one in indicator.objectives if one.valid_until]
    inside = [day for day in starts if period.start <= day <= period.end]
    if any(indicator.objective(day) is not objective for day in (period.start, *inside)):
        yield "objective-changed"
