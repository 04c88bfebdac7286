"""The fields of a figure in machine output, and their titles for people.

Takes nothing; gives columns. Convention owned here: names and order are the contract's; a title
is what the scorecard's own words call the field. It loads nothing: completion lists it.
"""

from qualstat.findings import N_
from qualstat.render.tables.values import Column, titled

TITLES = {
    "schema": N_("Schema"),
    "site": N_("Site"),
    "period_start": N_("From"),
    "period_end": N_("To"),
    "edition": N_("Edition"),
    "module": N_("Module"),
    "engagement": N_("Engagement"),
    "indicator": N_("Indicator"),
    "label": N_("Label"),
    "kind": N_("Kind"),
    "unit": N_("Unit"),
    "state": N_("State"),
    "value": N_("Result"),
    "numerator": N_("Numerator"),
    "denominator": N_("Denominator"),
    "pending": N_("Pending"),
    "overdue": N_("Overdue"),
    "excluded": N_("Excluded"),
    "median": N_("Median"),
    "p90": N_("9th decile"),
    "interval_low": N_("Interval, low"),
    "interval_high": N_("Interval, high"),
    "coverage_start": N_("Covered from"),
    "coverage_end": N_("Covered to"),
    "months_covered": N_("Months covered"),
    "months_expected": N_("Months expected"),
    "sense": N_("Sense"),
    "target": N_("Objective"),
    "tolerance": N_("Tolerance"),
    "verdict": N_("Verdict"),
    "conclusive": N_("Conclusive"),
    "margin": N_("Margin"),
    "margin_cases": N_("Margin, in cases"),
    "previous_value": N_("Previous year"),
    "previous_verdict": N_("Verdict, previous year"),
    "previous_source": N_("Source, previous year"),
    "change": N_("Change"),
    "trend": N_("Trend"),
    "as_of": N_("Known up to"),
    "note": N_("Notes"),
}
NUMBERS = frozenset(
    "schema module value numerator denominator pending overdue excluded median p90 interval_low"
    " interval_high months_covered months_expected tolerance margin margin_cases previous_value"
    " change".split()
)
FIELDS = tuple(TITLES)


def columns() -> tuple[Column, ...]:
    """Return the fields as columns, their titles in the language spoken."""
    return titled(TITLES, NUMBERS)
