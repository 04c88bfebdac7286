"""`lost-strictness`: a « less than » that became « at most », as a sign that a table lost.

Takes a draft; gives findings. Convention owned here: an objective lost its sign when it includes
its target, and all the objectives it could have been copied from exclude theirs: of the same kind
of measure, the same way, in force together, with the same source, or the same number in the same
register.
"""

from collections.abc import Iterator
from typing import Final

from qualstat.declarations.slips import Slip, Where
from qualstat.findings import N_, Finding, message
from qualstat.referentiel.checks.neighbours import Held, common, locals_of, rows, together
from qualstat.referentiel.draft import Draft
from qualstat.referentiel.objectives import Objective

STRICT: Final = {"at_most": "less_than", "at_least": "more_than"}


def check(draft: Draft) -> Iterator[Finding]:
    """Yield a finding for each objective that includes a target which its like exclude."""
    held = rows(draft)
    for one in held:
        if one.objective.sense in STRICT:
            peers = [other for other in held if _alike(one, other)]
            if peers and all(_strict(one.objective, other.objective) for other in peers):
                slip = _slip(one.where, one.objective, peers[0].indicator.id, peers[0].objective)
                yield draft.indicators.documents[one.indicator.id].finding(slip)
    for local in locals_of(draft):
        everyone = common(local)
        if everyone and local.objective.reason is None and _lost(local.objective, everyone):
            slip = _slip(local.where, local.objective, local.indicator.id, everyone)
            yield draft.sites.documents[local.site.id].finding(slip)


def _alike(one: Held, other: Held) -> bool:
    if one.indicator.id == other.indicator.id or not together(one.objective, other.objective):
        return False
    kind = one.indicator.measure.kind == other.indicator.measure.kind
    way = other.objective.sense in (one.objective.sense, STRICT[one.objective.sense])
    copied = one.objective.source == other.objective.source
    register = one.indicator.register_name == other.indicator.register_name
    beside = register and one.objective.quantity == other.objective.quantity
    return kind and way and (copied or beside)


def _strict(one: Objective, other: Objective) -> bool:
    return other.sense == STRICT.get(one.sense)


def _lost(one: Objective, other: Objective) -> bool:
    return _strict(one, other) and one.quantity == other.quantity


def _slip(where: Where, one: Objective, name: str, other: Objective) -> Slip:
    text = N_("“{sense}” includes its target, where “{name}” says “{other}”: a lost sign?")
    found = message(text, sense=one.sense, name=name, other=other.sense)
    expected = message(N_("“{sense}”, which excludes it"), sense=other.sense)
    return Slip("lost-strictness", (*where, one.sense), found, expected,
                severity="warning", at_key=True)  # fmt: skip
