"""`grown-objective`: an objective one more than the one beside it, as a cell that was dragged.

Takes a draft; gives findings. Convention owned here: a spreadsheet counts on when a cell is
dragged, along a row or a column, either way, and copies what is no number: an objective was dragged
when it is one more than that of the row or the site beside it, than those that share its source, or
than its own deadline, and says nothing of its own, neither another source nor another reason.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qualstat.declarations.slips import Slip, Where
from qualstat.findings import N_, Finding, Message, message
from qualstat.referentiel.checks.neighbours import (
    Held,
    Local,
    alike,
    common,
    companions,
    elsewhere,
    locals_of,
    rows,
)
from qualstat.referentiel.draft import Draft
from qualstat.referentiel.indicators import Delay, RateWithin
from qualstat.referentiel.objectives import Objective


def check(draft: Draft) -> Iterator[Finding]:
    """Yield a finding for each objective that grew by one along rows or sites."""
    listed = rows(draft)
    for one in listed:
        told = _row_before(listed, one) or _deadline_before(draft, one)
        if told:
            yield one.document.finding(_slip(one.where, one.objective, told))
    held = locals_of(draft)
    for local in held:
        told = _site_before(local, held)
        if told:
            yield local.document.finding(_slip(local.where, local.objective, told))


def _slip(where: Where, one: Objective, before: Message) -> Slip:
    text = N_("{number}, one more than {before}: as in a cell that was dragged")
    return Slip(
        "grown-objective", (*where, one.sense),
        message(text, number=one.target, before=before),
        message(N_("the objective that was promised, or what explains it: a “source” of its own,"
                   " and for one site a “reason”")),
        severity="warning",
    )  # fmt: skip


def _of(name: str, one: Objective) -> Message:
    return message(N_("the {number} of “{name}”"), number=one.target, name=name)


def _grew(one: Objective, before: Objective) -> bool:
    return alike(one, before) and one.target == before.target + 1


def _row_before(listed: Sequence[Held], one: Held) -> Message | None:
    """Return what an objective grew from: the row before, a run of rows, or most of its like."""
    like = [held for held in listed if held is one or _like(one, held)]
    place = next(place for place, held in enumerate(like) if held is one)
    beside = (*like[:place][-1:], *_run_after(like[place:]), *_usual(one, like))
    for held in beside:
        copied = held.objective.source == one.objective.source
        if copied and _grew(one.objective, held.objective):
            return _of(held.indicator.id, held.objective)
    return None


def _like(one: Held, other: Held) -> bool:
    """Whether the objectives of two indicators could have been dragged from each other."""
    apart = one.indicator.id != other.indicator.id and one.indicator.kind == other.indicator.kind
    return apart and alike(one.objective, other.objective)


def _run_after(like: Sequence[Held]) -> Sequence[Held]:
    """Return the row after the first one, where at least three count down by one."""
    steps = [one.objective.target - other.objective.target for one, other in pairwise(like[:3])]
    return like[1:2] if steps == [1, 1] else ()


def _usual(one: Held, like: Sequence[Held]) -> Sequence[Held]:
    """Return a row of what most with the source of `one` promise, where nobody else has its."""
    source = one.objective.source
    others = [held for held in like if held is not one and held.objective.source == source]
    counts = Counter(held.objective.target for held in others)
    if not counts or one.objective.target in counts:
        return ()
    ((target, count),) = counts.most_common(1)
    return [held for held in others if held.objective.target == target] if count > 1 else ()


def _deadline_before(draft: Draft, one: Held) -> Message | None:
    """Return the deadline that the objective of a delay is one day beyond."""
    if not isinstance(one.indicator.measure, Delay):
        return None
    for rate in companions(draft, one.indicator):
        assert isinstance(rate.measure, RateWithin)
        if one.objective.target == rate.measure.within + 1:
            text = N_("the {number} days of “{name}”")
            return message(text, number=rate.measure.within, name=rate.id)
    return None


def _site_before(one: Local, held: Sequence[Local]) -> Message | None:
    """Return what a site's objective grew from: another site's, everyone's, or its row before."""
    own = [other for other in held if other.site.id == one.site.id]
    before = [
        other
        for other in own[: own.index(one)]
        if (other.indicator.kind, other.indicator.id != one.indicator.id)
        == (one.indicator.kind, True)
        and alike(one.objective, other.objective)
    ][-1:]
    for other in (*elsewhere(one, held), *before):
        if _grew(one.objective, other.objective) and _unexplained(one, other):
            name = other.site.id if other.site.id != one.site.id else other.indicator.id
            return _of(name, other.objective)
    everyone = [] if one.objective.explained else common(one)
    found = next((other for other in everyone if _grew(one.objective, other)), None)
    return _of(one.indicator.id, found) if found else None


def _unexplained(one: Local, other: Local) -> bool:
    return not one.objective.explained or one.objective.reason == other.objective.reason
