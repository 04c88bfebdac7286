"""The fields of the readiness for the label in machine output, and their titles for people.

Takes nothing; gives columns. Convention owned here: names and their order are for machines, and
stay; a row is what shows an engagement, and `requirement` its indicator or its evidence.
"""

from qualstat.findings import N_
from qualstat.render.tables.values import Column, titled

TITLES = {
    "module": N_("Module"),
    "services": N_("Services"),
    "site": N_("Site"),
    "engagement": N_("Engagement"),
    "engagement_state": N_("State of the engagement"),
    "requirement": N_("Requirement"),
    "label": N_("Label"),
    "kind": N_("Kind"),
    "state": N_("State"),
    "blocking": N_("Blocking"),
    "obstacle": N_("In the way"),
    "edition": N_("Edition"),
    "period_start": N_("From"),
    "period_end": N_("To"),
    "unit": N_("Unit"),
    "value": N_("Result"),
    "numerator": N_("Numerator"),
    "denominator": N_("Denominator"),
    "sense": N_("Sense"),
    "target": N_("Objective"),
    "tolerance": N_("Tolerance"),
    "verdict": N_("Verdict"),
    "margin": N_("Margin"),
    "margin_cases": N_("Margin, in cases"),
    "document": N_("Document"),
    "document_day": N_("Day of the document"),
    "valid_until": N_("Holds until"),
    "as_of": N_("Known up to"),
    "source": N_("Source"),
    "assumed": N_("Assumed"),
    "hypothesis": N_("Hypothesis"),
    "note": N_("Notes"),
}
STEPS = (
    "step", "label", "start", "end", "when", "days_to_start", "days_to_end", "done", "needs",
    "evidence", "lacking", "ending", "blocking", "source", "assumed",
)  # fmt: skip
NUMBERS = frozenset("module value numerator denominator tolerance margin margin_cases".split())
FIELDS = tuple(TITLES)


def columns() -> tuple[Column, ...]:
    """Return the fields as columns, their titles in the language spoken."""
    return titled(TITLES, NUMBERS)
