"""The fields of the sources of a store.

Takes nothing; gives columns. Convention owned here: names and their order are for machines, and
stay.
"""

from qualstat.findings import N_
from qualstat.render.tables.values import Column, titled

TITLES = {
    "register": N_("Register"),
    "site": N_("Site"),
    "files": N_("Files"),
    "rows": N_("Rows"),
    "first_month": N_("First month"),
    "last_month": N_("Last month"),
    "known_to": N_("Known to"),
    "missing_since": N_("Missing since"),
    "months_missing": N_("Months missing"),
    "held_by": N_("Held by"),
}
NUMBERS = frozenset({"files", "rows", "months_missing"})


def columns() -> tuple[Column, ...]:
    """Return the fields as columns, their titles in the language spoken."""
    return titled(TITLES, NUMBERS)
