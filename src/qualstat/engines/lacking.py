"""Lacking dates: what the sources of some exports cannot give, and for which months.

Takes `FileRead` values; gives `Lack` values. Convention owned here: exports that are not counted
at all come first.
"""

from collections.abc import Iterator, Sequence

from qualstat.registers import KnownSites
from qualstat.sources.lacks import Lack
from qualstat.tallies.count import FileCount, months
from qualstat.tallies.reads import FileRead


def lacks(reads: Sequence[FileRead], sites: KnownSites) -> Iterator[Lack]:
    """Yield the dates that the sources of exports cannot give, with the months of their rows."""
    for one in reads:
        event, absent = one.file.register.event, one.file.profile.absent
        if event in absent:
            yield Lack(one.file.register.name, event, absent[event])
    for one in reads:
        absent = one.file.profile.absent
        for table in one.tables if absent else ():
            held = _months(table, one.file.register.event, tuple(sites.timezones))
            for field, reason in absent.items():
                yield Lack(one.file.register.name, field, reason, held)


def _months(table: FileCount, event: str, sites: Sequence[str]) -> frozenset[tuple[str, int]]:
    """Return the sites and months of the valid rows of a table."""
    held = set[tuple[str, int]]()
    for tally in table.tallies:
        pairs = zip(tally.keys["site"].tolist(), months(tally.keys[event]).tolist(), strict=True)
        held |= {(sites[site], month) for site, month in pairs}
    return frozenset(held)
