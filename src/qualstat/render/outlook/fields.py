"""The fields of an outlook in machine output, and their titles for people.

Takes nothing; gives columns. Convention owned here: the contract's fields of the figure come
first, then what speaks of the days to come; `spare` and `needed_cases` are cases for a rate and
days for a delay, `needed` is in the figure's own unit.
"""

from qualstat.findings import N_
from qualstat.render import fields
from qualstat.render.tables.values import Column, titled

TITLES = {
    "hypothesis": N_("Hypothesis"),
    "reach": N_("Outlook"),
    "spare": N_("Still possible"),
    "needed": N_("To hold"),
    "needed_cases": N_("To hold, in cases or days"),
    "remaining": N_("Remaining"),
    "expected": N_("Expected"),
    "final_denominator": N_("Final denominator"),
    "known_to": N_("Register ends"),
    "rest_start": N_("Rest from"),
    "rest_end": N_("Rest to"),
    "projection": N_("Projection"),
    "scale": N_("Scale"),
}
NUMBERS = frozenset(
    "spare needed needed_cases remaining expected final_denominator scale".split()
)  # fmt: skip
FIELDS = (*fields.FIELDS, *TITLES)


def columns() -> tuple[Column, ...]:
    """Return the fields as columns, their titles in the language spoken."""
    own = titled(TITLES, NUMBERS)
    return (*fields.columns(), *own)
