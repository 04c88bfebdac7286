"""Carrying: the engagements that a bridge lets indicators keep from one edition to the next.

Takes editions, bridges and indicators as declared; gives indicators with the engagements they keep.
Convention owned here: what a bridge does not name otherwise is the same in the later edition, under
the number that the bridge gives its engagement there, else under its own.
"""

from collections.abc import Collection, Mapping

from qualstat.referentiel.bridges import Bridge
from qualstat.referentiel.editions import Edition
from qualstat.referentiel.indicators import Indicator


def carried(
    editions: Collection[Edition], bridges: Collection[Bridge], indicators: Mapping[str, Indicator]
) -> dict[str, Indicator]:
    """Return indicators with the engagements that each keeps, edition after edition."""
    held = {one.id: one for one in editions}
    found = dict(indicators)
    for bridge in sorted(bridges, key=lambda one: held[one.later].valid_from):
        for name, one in found.items():
            number = kept(bridge, one)
            if number in held[bridge.later].engagements:
                engagements = {**one.engagements, bridge.later: number}
                found[name] = one.model_copy(update={"engagements": engagements})
    return found


def kept(bridge: Bridge, one: Indicator) -> str:
    """Return the number that a bridge gives an indicator in the later edition; empty where none."""
    number = one.engagements.get(bridge.earlier, "")
    if not number or bridge.later in one.engagements or one.id in bridge.otherwise:
        return ""
    return bridge.engagements.get(number, number)
