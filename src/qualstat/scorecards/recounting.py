"""Recounting: what figures become under an edition chosen, and what it cannot give.

Takes the référentiel under the edition chosen and its figures; gives a `Recount`. Conventions owned
here: an indicator of the edition in force that the one chosen has under no name is not recounted;
nor is one without a figure because a register, a date of it or its follow-up lacks.
"""

from collections.abc import Iterator, Sequence

from qualstat.periods import Period
from qualstat.referentiel import Referentiel
from qualstat.referentiel.bridges import Link
from qualstat.referentiel.indicators import Indicator
from qualstat.referentiel.sites import ALL
from qualstat.scorecards.values import Figure, Lacking, Recount, Why


def recount(
    referentiel: Referentiel,
    periods: Sequence[Period],
    figures: Sequence[Figure],
    former: Sequence[Indicator],
) -> Recount | None:
    """Return what an edition chosen makes of some periods; None where it is in force in all.

    `former` are the indicators that were asked for, whatever their edition.
    """
    standing = referentiel.standing
    days = [
        one.end for one in periods if standing.in_force(one.end) is not standing.edition(one.end)
    ]
    if not days:
        return None
    edition = standing.edition(days[0])
    gone: dict[str, Lacking] = {}
    links: dict[Link, None] = {}
    shown = {one.indicator.id for one in figures}
    for held in dict.fromkeys(standing.in_force(day).id for day in days):
        for link, there in standing.between(held, edition.id):
            if there in shown and link.kind not in ("same", "new"):
                links[link] = None
        for one in former:
            if held in one.engagements and edition.id not in one.engagements:
                found = _gone(referentiel, one, held, edition.id)
                gone |= {one.id: found} if found else {}
    return Recount(edition, tuple(links), (*gone.values(), *_without(figures)))


def _gone(referentiel: Referentiel, one: Indicator, held: str, edition: str) -> Lacking | None:
    """Return that an edition has nothing of an indicator; None where it has its counterpart."""
    ways = [
        (link, there)
        for link, there in referentiel.standing.between(held, edition)
        if one.id in (link.old, link.new) and one.id != there
    ]
    if any(there is not None for _, there in ways):
        return None
    reasons = [link.reason for link, _ in ways]
    return Lacking(one, "dropped", reasons[0]) if reasons else Lacking(one, "unbridged")


def _without(figures: Sequence[Figure]) -> Iterator[Lacking]:
    """Yield the indicators without a figure, each with why and where."""
    found: dict[tuple[str, Why, str], list[Figure]] = {}
    sites: dict[str, set[str]] = {}
    for one in figures:
        if one.site == ALL or one.measure.state == "not_applicable":
            continue
        sites.setdefault(one.indicator.id, set()).add(one.site)
        why = _why(one)
        if why:
            found.setdefault((one.indicator.id, why, one.lacks), []).append(one)
    for (name, why, reason), held in found.items():
        where = tuple(dict.fromkeys(one.site for one in held))
        whole = len(where) == len(sites[name])
        yield Lacking(held[0].indicator, why, reason, () if whole else where)


def _why(figure: Figure) -> Why | None:
    if figure.measure.state == "not_monitored":
        return "not-monitored"
    if figure.measure.state == "missing":
        return "source-lacks" if figure.lacks else "no-register"
    return None
