"""Scales: where the axes of a chart begin and end, and what stands beside them.

Takes the values and the months of a trend; gives `Axis` values. Conventions owned here: an axis
begins at zero unless all it shows lies in its upper half, and shares never go beyond 100 %; a
label stands only where it has room.
"""

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction

from msgspec import Struct

from qualstat.periods import YEAR
from qualstat.render import numbers
from qualstat.render.language import current

MOST_STEPS = 6
STEPS = (1, 2, 5, 10)
MONTH_STEPS = (1, 2, 3, 6, YEAR)
BETWEEN = 2  # columns left between two labels
WHOLE = Fraction(100)  # percent


class Axis(Struct, frozen=True):
    """The two ends of an axis, and its labels by the place where they stand."""

    first: Fraction
    last: Fraction
    labels: dict[Fraction, str]


def upright(values: Iterable[Fraction], unit: str) -> Axis:
    """Return the axis of values in a unit, at least one."""
    held = list(values)
    low, high = min(held), max(held)
    least = low if low * 2 >= high and unit == "%" and low < high else Fraction(0)
    high = high if high > least else least + 1  # zeros alone
    step = _step(high - least)
    if unit == "count":
        step = Fraction(max(1, math.ceil(step)))
    first, last = math.floor(least / step) * step, math.ceil(high / step) * step
    if unit == "%":
        last = min(last, WHOLE)
    count = int((last - first) / step)
    places = [first + place * step for place in range(count + 1)]
    labels = {one: numbers.quantity(one, unit, current()) for one in places}
    return Axis(first, last, labels)


def _step(reach: Fraction) -> Fraction:
    """Return the round step that cuts a reach in `MOST_STEPS` at most."""
    power = Fraction(10) ** (math.floor(math.log10(reach)) - 1)
    while True:
        for one in STEPS:
            if reach <= one * power * MOST_STEPS:
                return one * power
        power *= 10


def months(held: Sequence[int], room: int) -> Axis:
    """Return the axis of months in a row, `room` columns wide; the first one stands at 0."""
    years = held[0] // YEAR != held[-1] // YEAR
    names = [numbers.month(one, current(), short=True, year=years) for one in held]
    wide = max(map(len, names)) + BETWEEN
    fits = (step for step in MONTH_STEPS if step * room >= wide * len(held))
    step = next(fits, YEAR * math.ceil(wide * len(held) / (room * YEAR)))
    labels = {
        Fraction(place): name.replace(numbers.BLANK, " ")
        for place, (month, name) in enumerate(zip(held, names, strict=True))
        if (month - (0 if step <= YEAR else held[0])) % step == 0
    }
    half = Fraction(1, 2)
    return Axis(-half, len(held) - half, labels or {Fraction(0): names[0]})
