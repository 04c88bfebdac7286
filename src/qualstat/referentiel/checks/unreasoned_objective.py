"""`unreasoned-objective`: an objective that differs for one site, and nobody says why.

Takes a draft; gives findings. Convention owned here: a site's objective that asks for the same as
everyone's needs no reason.
"""

from collections.abc import Iterator

from qualstat.declarations.slips import Slip
from qualstat.findings import N_, Finding, message
from qualstat.referentiel.checks.neighbours import common, locals_of, same
from qualstat.referentiel.draft import Draft


def check(draft: Draft) -> Iterator[Finding]:
    """Yield a finding for each objective of a site that differs without a reason."""
    for one in locals_of(draft):
        everyone = common(one)
        if one.objective.reason is None and not (everyone and same(one.objective, everyone)):
            found = message(
                N_("the objective of “{name}” differs for this site alone, without a reason"),
                name=one.indicator.id,
            )
            expected = message(N_("“reason”, which says why; or no objective of its own"))
            slip = Slip("unreasoned-objective", (*one.where, one.objective.sense), found, expected,
                        at_key=True)  # fmt: skip
            yield draft.sites.documents[one.site.id].finding(slip)
