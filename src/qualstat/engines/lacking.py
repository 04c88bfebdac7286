"""Lacking dates: what the sources of some exports cannot give, and for which months.

Takes `FileRead` values and frozen tables; gives `Lack` values. Convention owned here: exports
that are not counted at all come first.
"""

from collections.abc import Iterator, Sequence

from qualstat.registers import REGISTERS, KnownSites
from qualstat.sources.lacks import Lack
from qualstat.tallies.count import FileCount
from qualstat.tallies.dating import months
from qualstat.tallies.frozen import FrozenTable
from qualstat.tallies.reads import FileRead


def lacks(
    reads: Sequence[FileRead], sites: KnownSites, frozen: Sequence[FrozenTable] = ()
) -> Iterator[Lack]:
    """Yield the dates that the sources of exports cannot give, with the months of their rows."""
    for one in reads:
        event, absent = one.file.register.event, one.file.profile.absent
        if event in absent:
            yield Lack(one.file.register.name, event, absent[event])
    lacking = [one for one in reads if one.file.profile.absent]  # seldom any: no table is unpacked
    tables = [(one.file.register.name, one.file.profile.absent, table)
              for one in lacking for table in one.tables]  # fmt: skip
    tables += [(one.register, one.absent, one.count) for one in frozen if one.absent]
    for register, absent, table in tables:
        held = _months(table, REGISTERS[register].event, tuple(sites.timezones))
        for field, reason in absent.items():
            yield Lack(register, field, reason, held)


def _months(table: FileCount, event: str, sites: Sequence[str]) -> frozenset[tuple[str, int]]:
    """Return the sites and months of the valid rows of a table."""
    held = set[tuple[str, int]]()
    for tally in table.tallies:
        pairs = zip(tally.keys["site"].tolist(), months(tally.keys[event]).tolist(), strict=True)
        held |= {(sites[site], month) for site, month in pairs}
    return frozenset(held)
