"""The fields of a trend in machine output, and their titles for people.

Takes nothing; gives columns. Convention owned here: the contract's fields of the month come first,
then what speaks of the twelve months up to its end; a title is that of the screen.
"""

from msgspec.structs import replace

from qualstat.findings import N_
from qualstat.render import fields
from qualstat.render.language import translate
from qualstat.render.tables.values import Column, titled

TITLES = {
    "provisional": N_("Provisional"),
    "rolling_start": N_("12 months from"),
    "rolling_value": N_("12 months"),
    "rolling_numerator": N_("Numerator, 12 months"),
    "rolling_denominator": N_("Denominator, 12 months"),
    "rolling_months": N_("Months covered, of 12"),
    "rolling_low": N_("Interval over 12 months, low"),
    "rolling_high": N_("Interval over 12 months, high"),
    "rolling_verdict": N_("Verdict over 12 months"),
    "marks": N_("Marks"),
    "lasting": N_("Lasting change"),
}
NUMBERS = frozenset(
    "rolling_value rolling_numerator rolling_denominator rolling_months rolling_low"
    " rolling_high".split()
)
MONTH = N_("Month")  # what starts on `period_start`, as the screen calls it
FIELDS = (*fields.FIELDS, *TITLES)


def columns() -> tuple[Column, ...]:
    """Return the fields as columns, their titles in the language spoken."""
    own = titled(TITLES, NUMBERS)
    shared = (
        replace(one, title=translate(MONTH)) if one.name == "period_start" else one
        for one in fields.columns()
    )
    return (*shared, *own)
