"""Notes: the stable codes of what qualifies a figure.

Takes an indicator, its period and coverage; gives codes, never translated.
Convention owned here: the conventions that shaped a figure travel with it.
"""

from collections.abc import Iterator

from qualstat.coverage import Coverage
from qualstat.periods import Period
from qualstat.referentiel.indicators import Delay, Indicator, Rate, RateWithin


def notes(
    indicator: Indicator, period: Period, covered: Coverage, *, replayed: bool, restricted: bool
) -> tuple[str, ...]:
    """Return the notes of a figure.

    `replayed`: an as-of date was asked for; `restricted`: the change is measured on fewer
    months or sites than the figure.
    """
    said = [*_conventions(indicator), *_objectives(indicator, period)]
    if 0 < covered.covered < covered.expected:
        said.append("partial")
    if restricted:
        said.append("perimeter")
    if replayed:
        said.append("as-of-replay")
    return tuple(said)


def _conventions(indicator: Indicator) -> Iterator[str]:
    declared = indicator.measure
    if isinstance(declared, RateWithin | Delay):
        yield declared.days
        if declared.first_day == "included":
            yield "first-day-included"
    if isinstance(declared, Rate) and declared.short_abandon:
        yield f"short-abandon-{declared.short_abandon}s"


def _objectives(indicator: Indicator, period: Period) -> Iterator[str]:
    objective = indicator.objective(period.end)
    if objective is not None and objective.assumed:
        yield "objective-assumed"
    if objective is not indicator.objective(period.start):
        yield "objective-changed"
