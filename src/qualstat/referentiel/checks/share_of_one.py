"""`share-of-one`: a share written as a part of one, 0.95 % where 95 % is meant.

Takes a draft; gives findings. Convention owned here: a floor of 1 % or less promises nothing, and a
ceiling was meant a hundred times higher where that is what another rate promises.
"""

from collections.abc import Iterator
from fractions import Fraction

from qualstat.declarations.slips import Slip, Where
from qualstat.findings import N_, Finding, message
from qualstat.referentiel.checks.neighbours import everywhere, rows
from qualstat.referentiel.draft import Draft
from qualstat.referentiel.objective_checks import UPWARD
from qualstat.referentiel.objectives import Objective


def check(draft: Draft) -> Iterator[Finding]:
    """Yield a finding for each objective of a rate that looks like a part of one."""
    ceilings = {one.objective.target for one in rows(draft) if _way(one.objective) == "down"}
    for one in everywhere(draft):
        if _tiny(one.objective, ceilings):
            yield one.document.finding(_slip(one.where, one.objective))


def _way(one: Objective) -> str:
    return UPWARD[one.sense] if one.quantity.unit == "%" else ""


def _tiny(one: Objective, ceilings: set[Fraction]) -> bool:
    meant = 100 * one.target
    return 0 < meant <= 100 and (
        _way(one) == "up" or (_way(one) == "down" and meant in ceilings)
    )  # fmt: skip


def _slip(where: Where, one: Objective) -> Slip:
    found = message(N_("a share of {share} %: a part of one?"), share=one.target)
    expected = message(N_("a percentage, as in {meant} %"), meant=100 * one.target)
    return Slip("share-of-one", (*where, one.sense), found, expected, severity="warning")
