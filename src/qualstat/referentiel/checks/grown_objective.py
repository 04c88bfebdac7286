"""`grown-objective`: an objective one more than the one beside it, as a cell that was dragged.

Takes a draft; gives findings. Convention owned here: a spreadsheet counts on when a cell is
dragged, and copies what is no number: an objective was dragged when it is one more than that of
the row or the site before, or than its own deadline, and says nothing of its own, neither another
source nor another reason.
"""

from collections.abc import Iterator
from itertools import groupby, pairwise

from qualstat.declarations.slips import Slip, Where
from qualstat.findings import N_, Finding, Message, message
from qualstat.referentiel.checks.neighbours import (
    Held,
    Local,
    common,
    companions,
    locals_of,
    rows,
    together,
)
from qualstat.referentiel.draft import Draft
from qualstat.referentiel.indicators import Delay, RateWithin
from qualstat.referentiel.objectives import Objective


def check(draft: Draft) -> Iterator[Finding]:
    """Yield a finding for each objective that grew by one along rows or sites."""
    for one, told in (*_along_rows(draft), *_beyond_deadlines(draft)):
        document = draft.indicators.documents[one.indicator.id]
        yield document.finding(_slip(one.where, one.objective, told))
    for local, told in _along_sites(draft):
        document = draft.sites.documents[local.site.id]
        yield document.finding(_slip(local.where, local.objective, told))


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
    alike = one.sense == before.sense and one.quantity.unit == before.quantity.unit
    return alike and one.target == before.target + 1 and together(one, before)


def _along_rows(draft: Draft) -> Iterator[tuple[Held, Message]]:
    """Yield the objectives that grew from the row before: the last one of the same kind."""
    by_row = [list(held) for _, held in groupby(rows(draft), key=lambda one: one.indicator.id)]
    for kind in ("rate", "delay"):
        of_kind = [held for held in by_row if held[0].indicator.kind == kind]
        for before, row in pairwise(of_kind):
            for one in row:
                found = next((other for other in before if _dragged(one, other)), None)
                if found:
                    yield one, _of(found.indicator.id, found.objective)


def _dragged(one: Held, before: Held) -> bool:
    copied = one.objective.source == before.objective.source
    return copied and _grew(one.objective, before.objective)


def _beyond_deadlines(draft: Draft) -> Iterator[tuple[Held, Message]]:
    """Yield the objectives of delays one day beyond the deadline of the rate beside them."""
    apart = {(one.indicator.id, one.where) for one, _ in _along_rows(draft)}
    for one in rows(draft):
        if (one.indicator.id, one.where) in apart or not isinstance(one.indicator.measure, Delay):
            continue
        for rate in companions(draft, one.indicator):
            assert isinstance(rate.measure, RateWithin)
            if one.objective.target == rate.measure.within + 1:
                text = N_("the {number} days of “{name}”")
                yield one, message(text, number=rate.measure.within, name=rate.id)


def _along_sites(draft: Draft) -> Iterator[tuple[Local, Message]]:
    """Yield the objectives of sites that grew from everyone's, or from the site before."""
    earlier: dict[str, Local] = {}
    for one in locals_of(draft):
        everyone, before = common(one), earlier.get(one.indicator.id)
        if before and _grew(one.objective, before.objective) and _unexplained(one, before):
            yield one, _of(before.site.id, before.objective)
        elif everyone and one.objective.reason is None and _grew(one.objective, everyone):
            yield one, _of(one.indicator.id, everyone)
        earlier[one.indicator.id] = one


def _unexplained(one: Local, before: Local) -> bool:
    reason = one.objective.reason
    return before.site.id != one.site.id and reason in (None, before.objective.reason)
