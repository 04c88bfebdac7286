"""Kept: what was given out of a figure, as a text that a store can hold, and back.

Takes `Given` values; gives JSON. Convention owned here: a value is written as its exact fraction.
"""

import json
from fractions import Fraction

from qualstat.deliveries.values import Given


def written(one: Given) -> str:
    """Return what was given out as text."""
    value = None if one.value is None else str(one.value)
    told = [one.state, value, one.numerator, one.denominator, one.verdict]
    return json.dumps([*told, *([one.as_of] if one.as_of else [])])


def read(text: str) -> Given:
    """Return what `written` wrote."""
    state, value, numerator, denominator, verdict, *as_of = json.loads(text)
    exact = None if value is None else Fraction(value)
    return Given(state, exact, numerator, denominator, verdict, *as_of)
