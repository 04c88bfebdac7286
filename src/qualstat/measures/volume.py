"""A volume: a number of records, an `effectif` of n standing for n of them (C6).

Takes cells in scope; gives counts by cell.
"""

from qualstat.measures.contributions import Contributions, contributions
from qualstat.measures.scope import Cells


def volume(held: Cells) -> Contributions:
    """Return what each cell adds to a volume."""
    return contributions(held, numerator=held.n)
