"""Merging: the count of each register from what its files gave.

Takes `FileRead` values and what purges have frozen; gives a `Counted`. Conventions owned here:
registers come out the same whatever the order of their files; what reads files again is loaded
where rows are looked up, for small registers are merged aside while what comes next loads.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field

from qualstat.engines.lacking import lacks
from qualstat.findings import Finding
from qualstat.registers import REGISTERS, KnownSites
from qualstat.sources.lacks import Lack
from qualstat.tallies.apart import is_apart, last_day
from qualstat.tallies.count import FileCount
from qualstat.tallies.frozen import (
    NOTHING_FROZEN,
    Frozen,
    FrozenTable,
    of_known_sites,
    whole,
)
from qualstat.tallies.merge import RegisterCount, merged
from qualstat.tallies.reads import FileRead

if TYPE_CHECKING:
    from qualstat.engines.second_look import Read

Merged = tuple[RegisterCount, tuple[Finding, ...]]  # a register, and what is said of its rows


class Counted(Struct, frozen=True):
    """The count of each register, by name, and the findings on its files.

    `said` are the findings on the rows of a register, by name; not of one with dates far beyond all
    the others, for they depend on these. `changes` are those of files since the last run, where a
    store tells; `frozen` is what comes from no file any more.
    """

    registers: Mapping[str, RegisterCount]
    findings: tuple[Finding, ...]
    lacks: tuple[Lack, ...] = ()
    changes: tuple[Finding, ...] = ()
    frozen: Frozen = NOTHING_FROZEN
    said: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)


def together(
    reads: Sequence[FileRead],
    sites: KnownSites,
    frozen: Frozen = NOTHING_FROZEN,
    known: Mapping[str, Merged] | None = None,
) -> Counted:
    """Return the count of each register from what its files gave, in the order of the files.

    What purges have frozen counts with it. Registers that are `known` are not merged again.
    """
    from qualstat.engines import remarks
    from qualstat.engines.second_look import looked_up

    held = known or {}
    still = of_known_sites(frozen, len(sites.timezones))
    tables = {name: _tables(name, reads, sites, still) for name in REGISTERS if name not in held}
    registers = {
        name: held[name][0] if name in held else _merged(name, *tables[name]) for name in REGISTERS
    }
    last = last_day(registers.values())
    findings = [finding for one in reads for finding in one.findings]
    said = dict[str, tuple[Finding, ...]]()
    for name, counted in registers.items():
        findings += remarks.on_register(counted)
        apart = is_apart(counted, last)
        if name in held and not apart:
            said[name] = held[name][1]
            findings += said[name]
            continue
        own, _ = tables[name] if name in tables else _tables(name, reads, sites, still)
        told = tuple(looked_up(counted, own, last) if own else ())
        findings += told
        if not apart:
            said[name] = told
    told_lacks = tuple(lacks(reads, sites, still))
    return Counted(registers, tuple(findings), told_lacks, frozen=frozen, said=said)


def registers_of(
    reads: Sequence[FileRead], sites: KnownSites, frozen: Sequence[FrozenTable]
) -> dict[str, RegisterCount]:
    """Return the count of each register alone; `frozen` tables hold rows of known sites."""
    return {name: _merged(name, *_tables(name, reads, sites, frozen)) for name in REGISTERS}


def _merged(name: str, tables: Sequence["Read"], gone: Sequence[FileCount]) -> RegisterCount:
    return merged(REGISTERS[name], [*(one.count for one in tables), *gone])


def _tables(
    name: str, reads: Sequence[FileRead], sites: KnownSites, frozen: Sequence[FrozenTable]
) -> tuple[list["Read"], list[FileCount]]:
    """Return the tables of a register, each with what is frozen of it, and those that are gone."""
    from qualstat.engines.second_look import Read

    parts: dict[str, list[FileCount]] = {}
    for one in frozen:
        if one.register == name:
            parts.setdefault(one.count.name, []).append(one.count)
    held = [
        Read(read.file, sites, whole([*parts.pop(table.name, ()), table]))
        for read in reads
        if read.file.register.name == name
        for table in read.tables
    ]
    return held, [whole(own) for own in parts.values()]
