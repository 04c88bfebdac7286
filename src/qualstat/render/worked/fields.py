"""The fields of a worked case.

Takes nothing; gives columns. Convention owned here: names and their order are for machines, and
stay.
"""

from qualstat.findings import N_
from qualstat.render.tables.values import Column, titled

TITLES = {
    "indicator": N_("Indicator"),
    "case": N_("Case"),
    "holds": N_("Holds"),
    "expected": N_("Expected"),
    "given": N_("Given"),
    "file": N_("File"),
    "line": N_("Line"),
}


def columns() -> tuple[Column, ...]:
    """Return the fields as columns, their titles in the language spoken."""
    return titled(TITLES, {"line"})
