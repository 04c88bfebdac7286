"""Delivering: the sheets of some months, and what changed of figures that were settled.

Takes figures by month, what may still change, and what was settled before; gives a `Delivery`.
Convention owned here: a settled figure that changes is never rewritten in silence: it is told
with the old and the new one, and kept among the revisions.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from qualstat.deliveries.findings import settled_figure
from qualstat.deliveries.values import (
    PROVISIONAL,
    SETTLED,
    Delivery,
    Given,
    Place,
    Revision,
    Sheet,
    given,
)
from qualstat.maps import Map
from qualstat.scorecards import Figure, Scorecard

SILENT = ("not_applicable", "not_monitored")


def delivered(  # noqa: PLR0913, PLR0917  # what a delivery is made of
    scorecard: Scorecard,
    held_map: Map,
    files: Collection[str],
    open_figures: Collection[Place],
    before: Mapping[Place, Given],
    revisions: Sequence[Revision],
) -> Delivery:
    """Return the delivery of the figures of a scorecard, each over one month.

    `held_map` is the map of the registers that they come from, `files` the names of theirs.
    `open_figures` may still change, `before` are those that were settled, `revisions` those that
    changed all the same.
    """
    now = {_place(one): given(one) for one in scorecard.figures}
    changed = [
        Revision(*place, held, now[place])
        for place, held in before.items()
        if place in now and now[place] != held
    ]
    settled = {place: held for place, held in now.items() if place not in open_figures}
    still = {
        place: held
        for place, held in before.items()
        if place not in now or (place in open_figures and now[place] == held)
    }
    indicators = scorecard.referentiel.indicators
    told = [settled_figure(one, indicators[one.indicator]) for one in changed]
    return Delivery(
        replace(scorecard, changes=(*scorecard.changes, *told)),
        held_map,
        frozenset(files),
        tuple(_sheets(scorecard, open_figures)),
        {**still, **settled},
        tuple(changed),
        (*revisions, *changed),
    )


def _sheets(scorecard: Scorecard, open_figures: Collection[Place]) -> list[Sheet]:
    held: dict[tuple[int, str], list[Figure]] = {}
    for one in scorecard.figures:
        said = replace(one, notes=(*one.notes, *_note(one, open_figures)))
        held.setdefault((one.period.months[0], one.site), []).append(said)
    return [Sheet(site, month, tuple(figures)) for (month, site), figures in sorted(held.items())]


def _note(figure: Figure, open_figures: Collection[Place]) -> tuple[str, ...]:
    if figure.measure.state in SILENT:
        return ()
    return (PROVISIONAL if _place(figure) in open_figures else SETTLED,)


def _place(figure: Figure) -> Place:
    return figure.site, figure.period.months[0], figure.indicator.id
