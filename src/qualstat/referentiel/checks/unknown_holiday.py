"""A holiday worked every year that the zone does not have: misspelt, or of another zone.

Takes a draft; gives findings. Convention owned here: names are those of the table of public
holidays, in French, and a zone that is none is another check's.
"""

from collections.abc import Iterator, Sequence

from qualstat.calendars import ZONES, holiday_names
from qualstat.declarations.slips import Slip, Where, among
from qualstat.findings import N_, Finding, cut, message
from qualstat.referentiel.draft import Draft
from qualstat.referentiel.sites import Worked


def check(draft: Draft) -> Iterator[Finding]:
    """Refuse the name of a holiday that its zone does not have."""
    for zone, holidays in draft.zones.values.items():
        for slip in _unknown(zone, ("worked",), holidays.worked):
            yield draft.zones.documents[zone].finding(slip)
    for name, site in draft.sites.values.items():
        for slip in _unknown(site.zone, ("holidays", "worked"), site.holidays.worked):
            yield draft.sites.documents[name].finding(slip)


def _unknown(zone: str, where: Where, worked: Sequence[Worked]) -> Iterator[Slip]:
    known = holiday_names(zone) if worked and zone in ZONES else ()
    for place, one in enumerate(worked):
        if known and one.holiday not in known:
            text = N_("“{name}” is not a public holiday of the zone {zone}")
            found = message(text, name=cut(one.holiday), zone=zone)
            at = (*where, place, "holiday")
            yield among(Slip(rule="unknown-holiday", where=at, found=found), one.holiday, known)
