"""The fields of a file in the report of a purge, and their titles for people.

Takes nothing; gives columns. Convention owned here: names and order are stable. It loads nothing:
completion lists it.
"""

from qualstat.findings import N_
from qualstat.render.tables.values import Column, titled

TITLES = {
    "file": N_("File"),
    "fate": N_("Fate"),
    "reason": N_("Reason"),
    "registers": N_("Registers"),
    "first_month": N_("First month"),
    "last_month": N_("Last month"),
    "rows": N_("Rows"),
    "rejected": N_("Rejected"),
    "frozen": N_("Frozen"),
    "not_counted": N_("Not counted"),
    "size": N_("Bytes"),
    "sha256": N_("SHA-256"),
    "copy_of": N_("Copy of"),
}
NUMBERS = frozenset("rows rejected frozen not_counted size".split())
FIELDS = tuple(TITLES)


def columns() -> tuple[Column, ...]:
    """Return the fields as columns, their titles in the language spoken."""
    return titled(TITLES, NUMBERS)
