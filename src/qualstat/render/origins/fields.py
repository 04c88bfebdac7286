"""The fields of a value and of its origin.

Takes nothing; gives columns. Convention owned here: names and their order are for machines, and
stay.
"""

from qualstat.findings import N_
from qualstat.render.tables.values import Column, titled

TITLES = {
    "indicator": N_("Indicator"),
    "site": N_("Site"),
    "part": N_("Part"),
    "key": N_("Key"),
    "value": N_("Value"),
    "file": N_("File"),
    "line": N_("Line"),
}


def columns() -> tuple[Column, ...]:
    """Return the fields as columns, their titles in the language spoken."""
    return titled(TITLES, {"line"})
