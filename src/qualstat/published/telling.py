"""Telling: how a number of a file is quoted in a finding.

Takes exact numbers; gives text. Convention owned here: plain digits, a comma, two decimals at
most, and the unit of the indicator after a blank that does not break.
"""

from fractions import Fraction

from qualstat.published.amounts import rounded
from qualstat.referentiel.indicators import Indicator

UNITS = {"%": "\N{NO-BREAK SPACE}%", "d": "\N{NO-BREAK SPACE}j"}


def quoted(value: Fraction, indicator: Indicator) -> str:
    r"""Return a value with its unit, rounded half up.

    >>> from types import SimpleNamespace
    >>> quoted(Fraction(175, 3), SimpleNamespace(unit="%"))
    '58,33\xa0%'
    """
    units = int(rounded(value, 2) * 100)
    whole, part = divmod(abs(units), 100)
    decimals = f",{part:02}".rstrip("0").rstrip(",")
    return f"{'-' if units < 0 else ''}{whole}{decimals}{UNITS.get(indicator.unit, '')}"
