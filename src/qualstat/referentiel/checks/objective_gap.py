"""`objective-gap`: days between two objectives on which none is in force.

Takes an indicator; gives slips. Convention owned here: before the first objective and after the
last one an indicator may have none; between two, a day without any is most likely a date mistyped.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate, pairwise

from qualstat.declarations.slips import Slip
from qualstat.findings import N_, message
from qualstat.referentiel.draft import Draft
from qualstat.referentiel.indicators import Indicator

DAY = timedelta(days=1)


def check(_draft: Draft, indicator: Indicator) -> Iterator[Slip]:
    """Report each objective that begins later than the day after the ones before it end."""
    dated = sorted(enumerate(indicator.objectives), key=lambda one: one[1].valid_from)
    ends = accumulate((one.valid_until for _, one in dated), _later)
    for (end, _), (_, (place, one)) in pairwise(zip(ends, dated, strict=True)):
        if end is not None and one.valid_from > end + DAY:
            found = message(N_("no objective from {first} to {last}"),
                            first=(end + DAY).isoformat(),
                            last=(one.valid_from - DAY).isoformat())  # fmt: skip
            expected = message(N_("each objective from the day after the one before ends"))
            where = ("objectives", place, "valid_from")
            yield Slip("objective-gap", where, found, expected, severity="warning")


def _later(one: date | None, other: date | None) -> date | None:
    """Return the later of two ends; None where one has none."""
    return None if one is None or other is None else max(one, other)
