"""The chart of a trend, drawn by plotext: lines of text.

Takes a `Trend` and a width; gives lines, the same without colour. Conventions owned here: each
thing has a sign of its own, told below the chart, never a colour alone; a month without a value is
a gap, never a zero; a mark stands before the month that it begins.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from types import ModuleType
from typing import Any

from qualstat.render.trend import scale
from qualstat.trends import Point, Trend

HEIGHT = 17
A_MONTH = 9  # columns at most
FRAME = 12  # columns beside the months, at most
CORNER = "┌"
MANUAL = "plotext._doc.doc"
HALF = Fraction(1, 2)
SIGNS = {"month": "●", "provisional": "○", "rolling": "·", "objective": "╌", "interval": "│",
         "mark": "┊"}  # fmt: skip
PLAIN = {"month": "o", "provisional": "?", "rolling": ".", "objective": "=", "interval": "|",
         "mark": ":"}  # fmt: skip
PLAIN_FRAME = str.maketrans("┌┐└┘─│┬┴├┤┼", "++++-|+++++")


def signs(*, plain: bool) -> dict[str, str]:
    """Return the sign of each thing drawn; `plain`: the stream writes ASCII alone."""
    return PLAIN if plain else SIGNS


def band(point: Point) -> tuple[Fraction, Fraction] | None:
    """Return what stands beside a month: the interval of a rate, median to p90 of a delay."""
    held = point.figure
    if held.interval is not None:
        low, high = held.interval
        return Fraction(low), Fraction(high)
    median, slow = held.measure.median, held.measure.p90
    return None if median is None or slow is None else (median, slow)


def target(point: Point) -> Fraction | None:
    """Return the target in force in a month."""
    return point.figure.objective.target if point.figure.objective else None


def drawn(trend: Trend) -> set[str]:
    """Return which things a chart of a trend shows; none without any value."""
    points = trend.points
    values = [one for one in points if one.figure.measure.value is not None]
    if not values:
        return set()
    shown = {
        "month": any(not one.provisional for one in values),
        "provisional": any(one.provisional for one in values),
        "rolling": any(one.level is not None for one in points),
        "objective": any(target(one) is not None for one in points),
        "interval": any(band(one) for one in points),
        "mark": bool(trend.marks),
    }
    return {name for name, held in shown.items() if held}


def lines(trend: Trend, width: int, *, plain: bool) -> list[str]:
    """Return the chart of a trend, at most `width` columns wide; no line without any value."""
    if not drawn(trend):
        return []
    plotext = _library()
    points, sign = trend.points, signs(plain=plain)
    wide = min(width, FRAME + A_MONTH * len(points))
    axis = scale.upright(_values(points), trend.indicator.unit)
    under = scale.months([one.month for one in points], wide - FRAME)
    plotext.terminal.limit(width=False, height=False)  # the width asked for is the width
    figure = plotext.figure
    figure.clear()
    figure.plot_size(wide, HEIGHT)

    def draw(places: Sequence[Fraction], values: Sequence[Fraction], name: str) -> None:
        across, up = [float(one) for one in places], [float(one) for one in values]
        figure.draw(figure.signal(across, up, marker=sign[name]).lines(active=len(places) > 1))

    _paint(trend, axis, draw)
    for side in ("lower", "upper"):
        figure.ruler("x", side).lim(float(under.first), float(under.last))
    _ticks(figure.ruler("x", "lower"), under.labels)
    begun = {Fraction(place) - HALF: one.letters for place, one in enumerate(points) if one.letters}
    _ticks(figure.ruler("x", "upper"), begun)  # none at all, where nothing is new
    figure.ruler("y").lim(float(axis.first), float(axis.last))
    _ticks(figure.ruler("y"), axis.labels)
    text: str = figure.build().string(colorless=True)
    text = text.translate(PLAIN_FRAME) if plain else text
    return [line.rstrip() for line in text.splitlines()]


def _library() -> Any:
    """Return the plotting library, without the manual that it writes at each import.

    The manual takes 70 ms of its 100, a tenth of the command; nothing that draws reads it.
    """
    if "plotext" not in sys.modules:
        manual = ModuleType(MANUAL)
        manual.__dict__["docs"] = None
        sys.modules.setdefault(MANUAL, manual)
    import plotext

    return plotext


def _ticks(ruler: Any, labels: dict[Fraction, str]) -> None:
    ruler.ticks([float(one) for one in labels], labels=list(labels.values()))


def _values(points: Sequence[Point]) -> Iterator[Fraction]:
    """Yield all that is drawn."""
    for one in points:
        held = (one.figure.measure.value, one.level, target(one), *(band(one) or ()))
        yield from (value for value in held if value is not None)


def _paint(
    trend: Trend,
    axis: scale.Axis,
    draw: Callable[[Sequence[Fraction], Sequence[Fraction], str], None],
) -> None:
    """Draw all that there is, what matters most last, over the rest."""
    points = trend.points
    for place, one in enumerate(points):
        if one.letters:
            draw([place - HALF] * 2, [axis.first, axis.last], "mark")
    for places, levels in _runs([target(one) for one in points], alike=True):
        draw([places[0] - HALF, places[-1] + HALF], [levels[0]] * 2, "objective")
    for place, one in enumerate(points):
        if beside := band(one):
            draw([Fraction(place)] * 2, beside, "interval")
    for places, levels in _runs([one.level for one in points]):
        draw(places, levels, "rolling")
    for place, one in enumerate(points):
        if one.figure.measure.value is not None:
            name = "provisional" if one.provisional else "month"
            draw([Fraction(place)], [one.figure.measure.value], name)


def _runs(
    values: Sequence[Fraction | None], *, alike: bool = False
) -> Iterator[tuple[list[Fraction], list[Fraction]]]:
    """Yield the places and values without a gap between them; `alike`: of one value."""
    dated = list(enumerate(values))
    for known, run in groupby(dated, lambda one: one[1] if alike else one[1] is not None):
        if known is None or known is False:
            continue
        held = [(Fraction(place), value) for place, value in run if value is not None]
        yield [place for place, _ in held], [value for _, value in held]
