"""Terms: what holds for an indicator over a period, whatever the site.

Takes the référentiel, an indicator and a period; gives `Terms`. Conventions owned here: the
objective and the edition of the last day judge the period (V1); notes are stable codes, never
translated, so that the conventions that shaped a figure travel with it.
"""

from collections.abc import Iterator
from datetime import timedelta

from msgspec import Struct

from qualstat.periods import Period
from qualstat.referentiel import Referentiel
from qualstat.referentiel.indicators import Indicator, Rate, Wait
from qualstat.referentiel.objectives import Objective
from qualstat.referentiel.sites import LocalObjective

DAY = timedelta(days=1)


class Terms(Struct, frozen=True):
    """The edition, what the indicator is in it, its objective, and what qualifies its figures.

    `engagement` is empty, and `module` None, where the edition does not hold the indicator.
    """

    edition: str
    engagement: str
    module: int | None
    objective: Objective | None
    notes: tuple[str, ...]


def terms(referentiel: Referentiel, indicator: Indicator, period: Period) -> Terms:
    """Return what holds for an indicator over a period."""
    engagement, declared = referentiel.engagement(indicator, period.end)
    objective = referentiel.objective(indicator, period.end)
    return Terms(
        referentiel.edition(period.end).id,
        engagement,
        declared.module if declared else None,
        objective,
        (
            *_conventions(indicator),
            *_objectives(referentiel, indicator, period, objective),
            *_editions(referentiel, period),
        ),
    )


def _conventions(indicator: Indicator) -> Iterator[str]:
    declared = indicator.measure
    if isinstance(declared, Wait):
        yield declared.days
        if declared.first_day == "included":
            yield "first-day-included"
    if isinstance(declared, Rate) and declared.short_abandon:
        yield f"short-abandon-{declared.short_abandon}s"


def _objectives(
    referentiel: Referentiel, indicator: Indicator, period: Period, objective: Objective | None
) -> Iterator[str]:
    if objective is not None and objective.assumed:
        yield "objective-assumed"
    if isinstance(objective, LocalObjective):
        yield "site-objective"
    starts = [one.valid_from for one in indicator.objectives]
    starts += [one.valid_until + DAY for one in indicator.objectives if one.valid_until]
    inside = [day for day in starts if period.start <= day <= period.end]
    days = [day for day in (period.start, *inside) if referentiel.stands(indicator, day)]
    held = (referentiel.objective(indicator, day) for day in days)
    if any(one is not objective and one != objective for one in held):  # mostly the same one
        yield "objective-changed"


def _editions(referentiel: Referentiel, period: Period) -> Iterator[str]:
    """Yield that another edition judges than the one in force, or that two were in force."""
    held = referentiel.standing
    if held.edition(period.end) is not held.in_force(period.end):
        yield "edition-chosen"
    elif held.edition(period.start) is not held.edition(period.end):
        yield "edition-changed"
