"""The fields of published figures in machine output, and their titles for people.

Takes nothing; gives columns. Convention owned here: the names are the contract's, so that a file
written here can be read again.
"""

from qualstat.findings import N_
from qualstat.render.tables.values import Column, titled

TITLES = {
    "site": N_("Site"),
    "indicator": N_("Identifier"),
    "label": N_("Indicator"),
    "period": N_("Period"),
    "value": N_("Result"),
    "unit": N_("Unit"),
    "numerator": N_("Numerator"),
    "denominator": N_("Denominator"),
    "file": N_("File"),
}
NUMBERS = frozenset(("value", "numerator", "denominator"))


def columns() -> tuple[Column, ...]:
    """Return the fields as columns, their titles in the language spoken."""
    return titled(TITLES, NUMBERS)
