"""Ratios: what one indicator counts for each of what another one counts.

Takes the contributions of both; gives one. Convention owned here: numerators are divided, added
over months and sites first (C8); no rate enters.
"""

import numpy as np

from qualstat.measures.contributions import NO_ANSWER, Contributions
from qualstat.measures.measure import COUNTS


def ratio(top: Contributions, base: Contributions) -> Contributions:
    """Return what the cells of both indicators add to their ratio."""
    parts = {"numerator": top, "denominator": base}
    size = len(top.site) + len(base.site)
    nothing = np.zeros(size, np.int64)
    counts = dict.fromkeys(COUNTS, nothing)
    for name, held in parts.items():
        counts[name] = np.concatenate([
            one.counts["numerator"] if one is held else np.zeros(len(one.site), np.int64)
            for one in parts.values()
        ])  # fmt: skip
    return Contributions(
        np.concatenate([top.site, base.site]),
        np.concatenate([top.span, base.span]),
        counts,
        nothing + NO_ANSWER,
        nothing,
    )
