"""The fields of a comparison in machine output, and their titles for people.

Takes nothing; gives columns. Convention owned here: the contract's fields of the later period
come first, then what speaks of both.
"""

from qualstat.findings import N_
from qualstat.render import fields
from qualstat.render.tables.values import Column, titled

TITLES = {
    "change_raw": N_("Raw change"),
    "change_comparable": N_("Comparable change"),
    "common_months": N_("Months in common"),
    "significant": N_("More than chance"),
    "direction": N_("Direction"),
    "previous_start": N_("Compared from"),
    "previous_end": N_("Compared to"),
    "test": N_("Test"),
    "p_value": N_("p"),
    "rank_best": N_("Rank, at best"),
    "rank_worst": N_("Rank, at worst"),
}
NUMBERS = frozenset(
    "change_raw change_comparable common_months p_value rank_best rank_worst".split()
)
FIELDS = (*fields.FIELDS, *TITLES)


def columns() -> tuple[Column, ...]:
    """Return the fields as columns, their titles in the language spoken."""
    own = titled(TITLES, NUMBERS)
    return (*fields.columns(), *own)
