"""Ratios: what one indicator counts for each of what another one counts.

Takes the contributions of both; gives one. Conventions owned here: numerators are divided, added
over months and sites first (C8), and no rate enters; what is pending on a side is pending here.
"""

import numpy as np

from qualstat.measures.contributions import NO_ANSWER, Contributions
from qualstat.measures.measure import COUNTS


def ratio(top: Contributions, base: Contributions) -> Contributions:
    """Return what the cells of both indicators add to their ratio."""
    nothing = [np.zeros(len(one.site), np.int64) for one in (top, base)]
    counts = dict.fromkeys(COUNTS, np.concatenate(nothing))
    counts["numerator"] = np.concatenate([top.counts["numerator"], nothing[1]])
    counts["denominator"] = np.concatenate([nothing[0], base.counts["numerator"]])
    counts["pending"] = np.concatenate([one.counts["pending"] for one in (top, base)])
    none = counts["excluded"]
    return Contributions(
        np.concatenate([top.site, base.site]),
        np.concatenate([top.span, base.span]),
        counts,
        none + NO_ANSWER,
        none,
    )
