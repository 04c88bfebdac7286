"""A holiday worked every year that the zone does not have: misspelt, or of another zone.

Takes a draft; gives findings. Convention owned here: names are those of the table of public
holidays, in French; a zone that is none is another check's, and a name is then looked for in all.
"""

from collections.abc import Iterator, Sequence

from qualstat.calendars import ZONES, holiday_names
from qualstat.declarations.slips import Slip, Where, among
from qualstat.findings import N_, Finding, cut, message
from qualstat.referentiel.draft import Draft
from qualstat.referentiel.sites import Site, Worked


def check(draft: Draft) -> Iterator[Finding]:
    """Refuse the name of a holiday that its zone, changed for all of it, does not have."""
    for zone, holidays in draft.zones.values.items():
        for slip in _unknown(zone, ("worked",), holidays.worked):
            yield draft.zones.documents[zone].finding(slip)


def at_site(_draft: Draft, site: Site) -> Iterator[Slip]:
    """Refuse the name of a holiday that the zone of its site does not have."""
    yield from _unknown(site.zone, ("holidays", "worked"), site.holidays.worked)


def _unknown(zone: str, where: Where, worked: Sequence[Worked]) -> Iterator[Slip]:
    zones = (zone,) if zone in ZONES else ZONES
    known = [name for one in zones for name in holiday_names(one)] if worked else []
    for place, one in enumerate(worked):
        if one.holiday not in known:
            text = (N_("“{name}” is not a public holiday of the zone {zone}") if zone in ZONES else
                    N_("“{name}” is a public holiday of no zone"))  # fmt: skip
            found = message(text, name=cut(one.holiday), zone=zone)
            at = (*where, place, "holiday")
            names = dict.fromkeys(known)
            yield among(Slip(rule="unknown-holiday", where=at, found=found), one.holiday, names)
