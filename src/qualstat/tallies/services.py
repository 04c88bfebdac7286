"""Services: at most 64 labels a site, then « autre ».

Takes a tally; gives one with fewer labels. Convention owned here: the labels kept are the first
in alphabetical order, for only such a choice is the same whatever the order of merging.
"""

import numpy as np
from msgspec.structs import replace

from qualstat.tallies.cells import KEY, SERVICE, Tally, tallied

MOST = 64
OTHER = "autre"


def capped(tally: Tally) -> Tally:
    """Return a tally whose sites have at most `MOST` labels each, blank and `OTHER` apart."""
    if len(tally.services) <= MOST:
        return tally
    labels = sorted({*tally.services, OTHER})
    places = np.array([labels.index(label) for label in tally.services], KEY)
    services = places[tally.keys[SERVICE]]
    free = {place for place, label in enumerate(labels) if label in ("", OTHER)}
    for site in np.unique(tally.keys["site"]):
        here = tally.keys["site"] == site
        held = [one for one in np.unique(services[here]).tolist() if one not in free]
        services[here & np.isin(services, held[MOST:])] = labels.index(OTHER)
    keys = {**tally.keys, SERVICE: services}
    return replace(tallied(keys, tally.rows, tally.n), services=tuple(labels))
