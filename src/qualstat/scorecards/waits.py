"""Unknown waits: the months of which no figure of waits kept by month can be given, and why.

Takes registers, indicators and spans; gives `Lack` values. Convention owned here: waits that are
kept by month tell nothing of a part of it, whether a period cuts it or an as-of date lies in it.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from qualstat.coverage import AsOf
from qualstat.findings import N_
from qualstat.measures.spans import Spans
from qualstat.periods import day_of, last_day, month_of
from qualstat.referentiel import Referentiel
from qualstat.referentiel.indicators import Indicator
from qualstat.sources.lacks import WAITS, Lack
from qualstat.tallies.merge import RegisterCount

NOT_KEPT = N_("the waits of all calls were not kept when this month was read")
PART = N_("the waits of answered calls are kept by whole month")


def unknown_waits(
    referentiel: Referentiel,
    registers: Mapping[str, RegisterCount],
    indicators: Sequence[Indicator],
    cut: Spans,
    as_of: AsOf,
) -> Iterator[Lack]:
    """Yield the months of waits that are not known, of the registers that indicators read so."""
    sites = tuple(referentiel.sites)
    parts = _parts(cut, as_of)
    asked = {each.register_name for one in indicators for each in referentiel.counted(one)
             if each.by_month}  # fmt: skip
    for name in sorted(asked & set(registers)):
        lost = registers[name].unknown_waits
        held = {(sites[site], month_of(day_of(day))) for site, day in lost}
        yield Lack(name, WAITS, NOT_KEPT, frozenset(held))
        yield Lack(name, WAITS, PART, frozenset((one, month) for one in sites for month in parts))


def _parts(cut: Spans, as_of: AsOf) -> set[int]:
    """Return the months that a period cuts, or in which the as-of date lies."""
    months, counts = np.unique(cut.months, return_counts=True)
    found = {int(month) for month in months[counts > 1]}
    if as_of.asked is not None and as_of.asked < last_day(month_of(as_of.asked)):
        found.add(month_of(as_of.asked))
    return found
