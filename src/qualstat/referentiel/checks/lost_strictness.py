"""`lost-strictness`: a « less than » that became « at most », as a sign that a table lost.

Takes a draft; gives findings. Convention owned here: an objective lost its sign when it includes
its target, and at least half of the objectives it could have been copied from exclude theirs: of
the same kind of measure, the same way, in force together, with the same source, or the same number
in the same register; where there are none, all those of its kind, unless its source is its own. So
it did when an earlier one of the same indicator, number and source, excluded its target.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from qualstat.declarations.slips import Slip, Where
from qualstat.findings import N_, Finding, message
from qualstat.referentiel.checks.neighbours import (
    Held,
    Local,
    common,
    elsewhere,
    locals_of,
    rows,
    together,
)
from qualstat.referentiel.draft import Draft
from qualstat.referentiel.objectives import Objective

STRICT: Final = {"at_most": "less_than", "at_least": "more_than"}


def check(draft: Draft) -> Iterator[Finding]:
    """Yield a finding for each objective that includes a target which its like exclude."""
    listed = rows(draft)
    for one in listed:
        other = _had_it(one, listed)
        if other:
            slip = _slip(one.where, one.objective, other.indicator.id, other.objective)
            yield one.document.finding(slip)
    held = locals_of(draft)
    for local in held:
        everyone = _others(local, held)
        if everyone and not local.objective.explained:
            slip = _slip(local.where, local.objective, local.indicator.id, everyone)
            yield local.document.finding(slip)


def _had_it(one: Held, listed: Sequence[Held]) -> Held | None:
    """Return an objective that excludes its target as `one` does not, where it lost its sign."""
    if one.objective.sense not in STRICT:
        return None
    like = [other for other in listed if _like(one, other)]
    source, shared = one.objective.source, [held.objective.source for held in listed]
    peers = [other for other in like if _beside(one, other)]
    peers = peers or (like if shared.count(source) > 1 else [])
    strict = [other for other in peers if _strict(one.objective, other.objective)]
    if strict and 2 * len(strict) >= len(peers):
        return strict[0]
    own = (other for other in listed if other.indicator.id == one.indicator.id)
    return next((other for other in own if _lost(one.objective, other.objective)
                 and other.objective.source == source), None)  # fmt: skip


def _like(one: Held, other: Held) -> bool:
    """Whether two indicators of one kind promise the same way, strictly or not."""
    kind = one.indicator.measure.kind == other.indicator.measure.kind
    way = other.objective.sense in (one.objective.sense, STRICT[one.objective.sense])
    apart = one.indicator.id != other.indicator.id
    return apart and kind and way and together(one.objective, other.objective)


def _beside(one: Held, other: Held) -> bool:
    """Whether an objective could have been copied from another one."""
    register = one.indicator.register_name == other.indicator.register_name
    number = one.objective.quantity == other.objective.quantity
    return one.objective.source == other.objective.source or (register and number)


def _others(one: Local, held: Sequence[Local]) -> Objective | None:
    """Return everyone's objective, or another site's, that excludes the target of a site's own."""
    found = [*common(one), *(other.objective for other in elsewhere(one, held))]
    return next((other for other in found if _lost(one.objective, other)), None)


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
