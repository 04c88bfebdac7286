"""The fields of a difference.

Takes nothing; gives columns. Convention owned here: names and their order are for machines, and
stay.
"""

from qualstat.findings import N_
from qualstat.render.tables.values import Column, titled

TITLES = {
    "change": N_("Change"),
    "path": N_("Path"),
    "key": N_("Key"),
    "before": N_("Before"),
    "after": N_("After"),
    "before_file": N_("File before"),
    "before_line": N_("Line before"),
    "after_file": N_("File after"),
    "after_line": N_("Line after"),
}
NUMBERS = frozenset({"before_line", "after_line"})


def columns() -> tuple[Column, ...]:
    """Return the fields as columns, their titles in the language spoken."""
    return titled(TITLES, NUMBERS)
