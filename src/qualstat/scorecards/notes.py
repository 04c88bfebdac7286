"""Notes: the stable codes of what qualifies a figure.

Takes the référentiel, an indicator, its period and coverage; gives codes, never translated.
Convention owned here: the conventions that shaped a figure travel with it.
"""

from collections.abc import Iterator
from datetime import timedelta

from qualstat.coverage import Coverage
from qualstat.periods import Period
from qualstat.referentiel import Referentiel
from qualstat.referentiel.indicators import Indicator, Rate, Wait
from qualstat.referentiel.standing import Crossing

DAY = timedelta(days=1)


def notes(
    referentiel: Referentiel,
    indicator: Indicator,
    period: Period,
    covered: Coverage,
    crossed: Crossing | None = None,
) -> Iterator[str]:
    """Yield the notes that an indicator's declarations and its coverage call for.

    `crossed` is what it was in the edition of the earlier period.
    """
    yield from _conventions(indicator)
    yield from _objectives(referentiel, indicator, period)
    yield from _editions(referentiel, period)
    if crossed is not None:
        yield "edition-recounted" if crossed.comparable else "edition-break"
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


def _objectives(referentiel: Referentiel, indicator: Indicator, period: Period) -> Iterator[str]:
    objective = referentiel.objective(indicator, period.end)
    if objective is not None and objective.assumed:
        yield "objective-assumed"
    starts = [one.valid_from for one in indicator.objectives]
    starts += [one.valid_until + DAY for one in indicator.objectives if one.valid_until]
    inside = [day for day in starts if period.start <= day <= period.end]
    days = [day for day in (period.start, *inside) if referentiel.stands(indicator, day)]
    if any(referentiel.objective(indicator, day) != objective for day in days):
        yield "objective-changed"


def _editions(referentiel: Referentiel, period: Period) -> Iterator[str]:
    """Yield that another edition judges than the one in force, or that two were in force."""
    held = referentiel.standing
    if held.edition(period.end) is not held.in_force(period.end):
        yield "edition-chosen"
    elif held.edition(period.start) is not held.edition(period.end):
        yield "edition-changed"
