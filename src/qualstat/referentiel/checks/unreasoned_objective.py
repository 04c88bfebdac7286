"""`unreasoned-objective`: an objective that differs for one site, and nobody says why.

Takes a draft; gives findings. Conventions owned here: a site's objective that asks for the same as
everyone's, as long as it is in force, needs no reason; nor, where nothing is promised by everyone,
one that most of the sites that have one share.
"""

from collections.abc import Iterator, Sequence

from qualstat.declarations.slips import Slip
from qualstat.findings import N_, Finding, message
from qualstat.referentiel.checks.neighbours import Local, common, elsewhere, locals_of, same
from qualstat.referentiel.draft import Draft
from qualstat.referentiel.objectives import overlaid


def check(draft: Draft) -> Iterator[Finding]:
    """Yield a finding for each objective of a site that differs without a reason."""
    held = locals_of(draft)
    for one in held:
        if not one.objective.explained and not _as_others(one, held):
            found = message(
                N_("the objective of “{name}” differs for this site alone, without a reason"),
                name=one.indicator.id,
            )
            expected = message(N_("“reason”, which says why; or no objective of its own"))
            slip = Slip("unreasoned-objective", (*one.where, one.objective.sense), found, expected,
                        at_key=True)  # fmt: skip
            yield draft.sites.documents[one.site.id].finding(slip)


def _as_others(one: Local, held: Sequence[Local]) -> bool:
    """Whether an objective is that of everyone, or without any that of most sites."""
    everyone = common(one)
    if everyone:
        alone = overlaid([one.objective], everyone)  # and the days on which nobody else has one
        return len(alone) == len(everyone) and all(same(one.objective, held) for held in everyone)
    others = elsewhere(one, held)
    agreeing = sum(same(one.objective, other.objective) for other in others)
    return agreeing >= 1 and agreeing + 1 > len(others) - agreeing
