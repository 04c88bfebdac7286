"""Delivering: the sheets of some months, and what changed of figures that were settled.

Takes figures by month, what may still change, and what was settled before; gives a `Delivery`.
Convention owned here: a settled figure that changes is never rewritten in silence: it is told
with the old and the new one, and kept among the revisions.
"""

from collections.abc import Collection, Set

from msgspec.structs import replace

from qualstat.deliveries.findings import settled_figure
from qualstat.deliveries.values import (
    PROVISIONAL,
    SETTLED,
    Delivery,
    Former,
    Place,
    Revision,
    Sheet,
    given,
    group_name,
    place_of,
)
from qualstat.maps import Map
from qualstat.scorecards import Figure, Scorecard

SILENT = ("not_applicable", "not_monitored")


def delivered(
    scorecard: Scorecard,
    held_map: Map,
    files: Collection[str],
    still_open: Set[Place],
    former: Former,
) -> Delivery:
    """Return the delivery of the figures of a scorecard, each over one month.

    `held_map` is the map of the registers that they come from, `files` the names of theirs.
    `still_open` may still change, `former` is what was settled before.
    """
    group = group_name(scorecard)
    now = {place_of(one, group): given(one) for one in scorecard.figures}
    changed = [
        Revision(*place, held, now[place])
        for place, held in former.settled.items()
        if place in now and now[place] != held
    ]
    last = {one.place: one.after for one in former.revisions}
    gone = last.keys() - former.settled.keys() - still_open
    back = [
        Revision(*place, last[place], held, back=True)
        for place, held in now.items()
        if place in gone and held != last[place]
    ]
    settled = {place: held for place, held in now.items() if place not in still_open}
    still = {
        place: held
        for place, held in former.settled.items()
        if place not in now or (place in still_open and now[place] == held)
    }
    indicators = scorecard.referentiel.indicators
    told = [settled_figure(one, indicators[one.indicator]) for one in changed]
    return Delivery(
        replace(scorecard, changes=(*scorecard.changes, *told)),
        held_map,
        frozenset(files),
        tuple(_sheets(scorecard, still_open, group)),
        {**still, **settled},
        (*changed, *back),
        (*(one for one in former.revisions if one.place in now), *changed, *back),
    )


def _sheets(scorecard: Scorecard, still_open: Collection[Place], group: str) -> list[Sheet]:
    held: dict[tuple[int, str], list[Figure]] = {}
    for one in scorecard.figures:
        said = replace(one, notes=(*one.notes, *_note(one, still_open, group)))
        held.setdefault((one.period.months[0], one.site), []).append(said)
    return [Sheet(site, month, tuple(figures)) for (month, site), figures in sorted(held.items())]


def _note(figure: Figure, still_open: Collection[Place], group: str) -> tuple[str, ...]:
    if figure.measure.state in SILENT:
        return ()
    return (PROVISIONAL if place_of(figure, group) in still_open else SETTLED,)
