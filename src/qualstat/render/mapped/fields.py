"""The fields of a cell of a map in machine output, and their titles for people.

Takes nothing; gives columns. Convention owned here: names and order are stable. It loads nothing:
completion lists it.
"""

from qualstat.findings import N_
from qualstat.render.tables.values import Column, titled

TITLES = {
    "schema": N_("Schema"),
    "site": N_("Site"),
    "register": N_("Register"),
    "part": N_("Part"),
    "indicators": N_("Indicators"),
    "month": N_("Month"),
    "state": N_("State"),
    "records": N_("Records"),
    "partial": N_("In part"),
    "rows": N_("Rows of files"),
    "files": N_("Files"),
    "odd": N_("Odd"),
    "expected": N_("Expected"),
    "reason": N_("Reason"),
    "ask": N_("To ask for"),
    "held_by": N_("Held by"),
}
NUMBERS = frozenset("schema records rows expected".split())
ODD = "odd"
FIELDS = tuple(TITLES)


def columns() -> tuple[Column, ...]:
    """Return the fields as columns, their titles in the language spoken."""
    return titled(TITLES, NUMBERS)
