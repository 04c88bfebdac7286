"""Sparklines: twelve months as twelve characters.

Takes the values of months in order, None where there is none; gives one line of text.
Convention owned here: bars stand on zero and the highest month fills the height, so that a
small change looks small; a month without a value is a dot, never a low bar.
"""

from collections.abc import Sequence
from fractions import Fraction

BARS = "▁▂▃▄▅▆▇█"
PLAIN_BARS = "12345678"  # where the stream cannot write the bars
GAP, PLAIN_GAP = "·", "."


def sparkline(months: Sequence[Fraction | None], *, plain: bool = False) -> str:
    """Return one character a month; empty when no month has a value.

    >>> sparkline([Fraction(0), None, Fraction(5), Fraction(10)])
    '▁·▅█'
    """
    known = [value for value in months if value is not None]
    if not known:
        return ""
    bars, gap = (PLAIN_BARS, PLAIN_GAP) if plain else (BARS, GAP)
    top = max(known)
    return "".join(gap if value is None else bars[_level(value, top)] for value in months)


def _level(value: Fraction, top: Fraction) -> int:
    share = value / top if top > 0 else Fraction(0)
    return max(0, min(len(BARS) - 1, int(share * (len(BARS) - 1) + Fraction(1, 2))))


def extremes(
    months: Sequence[Fraction | None], last: int
) -> tuple[tuple[int, Fraction], tuple[int, Fraction]] | None:
    """Return the lowest and highest (month, value); None under two different values.

    `last` is the month of the last value. Of equal months the first is named.
    """
    dated = [
        (last - len(months) + 1 + place, value)
        for place, value in enumerate(months) if value is not None
    ]  # fmt: skip
    if len({value for _, value in dated}) < 2:
        return None
    return min(dated, key=lambda one: one[1]), max(dated, key=lambda one: one[1])
