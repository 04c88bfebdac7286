"""Lacks: dates of a register that a source cannot give.

Takes nothing; gives values. Convention owned here: a source that lacks the date of the event is
not counted at all; one that lacks another date is, for the figures that do without it.
"""

from functools import cached_property

from msgspec import Struct

WAITS = "waits"  # in the place of a date: how long calls waited, kept by month


class Lack(Struct, frozen=True, dict=True):
    """A date that the source of some exports cannot give, and why.

    `months` are those of sites whose rows are counted without it; None where none are counted.
    """

    register: str
    field: str
    reason: str
    months: frozenset[tuple[str, int]] | None = None

    def of(self, site: str) -> frozenset[int]:
        """Return the months of a site whose rows are counted without it."""
        return self._by_site.get(site, frozenset())

    @cached_property
    def _by_site(self) -> dict[str, frozenset[int]]:
        held: dict[str, set[int]] = {}
        for site, month in self.months or ():
            held.setdefault(site, set()).add(month)
        return {site: frozenset(months) for site, months in held.items()}
