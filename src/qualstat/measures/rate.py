"""A rate: the records that fit a numerator among those that fit a base (C3, C4, C5).

Takes cells in scope; gives counts by cell. Convention owned here: what is in scope but not in
the base is excluded and shown; `short-abandon` excludes what waited less than its seconds, and
a blank wait is never short.
"""

from qualstat.measures.contributions import Contributions, contributions
from qualstat.measures.scope import Cells
from qualstat.referentiel.indicators import Rate
from qualstat.tallies.cells import WAIT


def rate(held: Cells, declared: Rate) -> Contributions:
    """Return what each cell adds to a rate."""
    top, base = held.fit(declared.numerator), held.fit(declared.base)
    if declared.short_abandon and WAIT in held.keys:
        wait = held.keys[WAIT]
        base &= ~((wait >= 0) & (wait < declared.short_abandon))
    return contributions(
        held, numerator=held.n * (top & base), denominator=held.n * base, excluded=held.n * ~base
    )
