"""The local engine: reads and counts the register files of one machine.

Takes register files; gives the count of each register and what is to be said of the files.
Conventions owned here: whoever reads what, and in whatever order, the result is the same; what
reads registers is loaded where they are read, for that is aside while pandas loads.
"""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Protocol

from qualstat.engines.crew import ALONE, Crew
from qualstat.engines.lacking import lacks
from qualstat.engines.lots import Task, dealt
from qualstat.engines.workers import Advance, aside, summed
from qualstat.findings import Finding
from qualstat.reading.files import SourceFile
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
from qualstat.tallies.keys import new_key
from qualstat.tallies.merge import RegisterCount, merged
from qualstat.tallies.reads import FileRead

if TYPE_CHECKING:
    from qualstat.engines.parts import FilePart
    from qualstat.engines.second_look import Read
    from qualstat.reading.rejects import Reject

Progress = Callable[[int, int], None]  # bytes read so far, bytes in all
SMALL = 16 << 20  # bytes, read in well under the second that a progress bar waits


@dataclass(frozen=True)
class Counted:
    """The count of each register, by name, and the findings on its files."""

    registers: Mapping[str, RegisterCount]
    findings: tuple[Finding, ...]
    lacks: tuple[Lack, ...] = ()
    changes: tuple[Finding, ...] = ()  # of the files since the last run, where a store tells
    frozen: Frozen = NOTHING_FROZEN  # what of them comes from no file any more


class Memory(Protocol):
    """What remembers registers as their files were last put together."""

    def known(self, register: str) -> tuple[RegisterCount, tuple[Finding, ...]] | None:
        """Return a register, and what was said of its rows; None where it has changed."""

    def keep(self, count: RegisterCount, said: Sequence[Finding]) -> None:
        """Remember a register, and what is said of its rows."""


def count_files(  # noqa: PLR0913  # what is read, and how
    files: Sequence[SourceFile],
    sites: KnownSites,
    *,
    progress: Progress | None = None,
    reject: Callable[["Reject"], None] | None = None,
    measured: bool = True,
    crew: Crew = ALONE,
) -> Counted:
    """Return the counts of exports, given in natural order.

    Each rejected row is handed to `reject` as it is met, by one process. Small registers are
    counted aside while pandas loads, which the measures need next, where they are `measured`: a
    fifth of a small run's time.
    """
    key = new_key()
    if reject is not None:
        return together(read_files(files, sites, key, progress=progress, reject=reject), sites)
    if measured and _spares_time(files) and not crew.scheduler:
        (one,) = aside([lambda _: together(read_files(files, sites, key), sites)], _load_pandas)
        return one
    read = read_aside(files, sites, key, progress=progress, measured=measured, crew=crew)
    return together(read, sites)


def read_aside(  # noqa: PLR0913  # what is read, and how
    files: Sequence[SourceFile],
    sites: KnownSites,
    key: str,
    *,
    progress: Progress | None = None,
    measured: bool = True,
    crew: Crew = ALONE,
) -> list[FileRead]:
    """Return what each export gave, in their order, its references digested under a key.

    Some processes read them: one where they are small, else those of the crew, each its own files
    and its share of the large ones. Pandas loads meanwhile, where they are to be `measured`.
    """
    if crew.scheduler:
        from qualstat.engines import dask

        advance = summed(_towards(files, progress)) if progress else None
        return _whole(files, dask.read_parts(files, sites, key, crew.scheduler, advance))
    several = 1 if _is_small(files) else crew.jobs
    if not files or (several == 1 and not (measured and _spares_time(files))):
        return read_files(files, sites, key, progress=progress)

    from qualstat.engines.parts import PartReader  # once, before there are several processes

    def work(tasks: Sequence[Task], advance: Advance) -> list[tuple[Task, "FilePart"]]:
        reader = PartReader(sites, key, summed(advance))
        return [(one, reader.read(files[one.file], one.share)) for one in tasks]

    lots = dealt([file.size for file in files], several)
    found = aside(
        [partial(work, lot) for lot in lots],
        _load_pandas if measured else lambda: None,
        _towards(files, progress) if progress else None,
    )
    return _whole(files, chain.from_iterable(found))


def _whole(files: Sequence[SourceFile], read: Iterable[tuple[Task, "FilePart"]]) -> list[FileRead]:
    """Return what each of some files gave, from its parts, whoever read them."""
    from qualstat.engines.parts import file_read

    parts: list[list[FilePart]] = [[] for _ in files]
    for task, one in read:
        parts[task.file].append(one)
    return [file_read(file, held) for file, held in zip(files, parts, strict=True)]


def _towards(files: Sequence[SourceFile], progress: Progress) -> Advance:
    """Return what tells a progress bar how far the reading of some files has come."""
    total = sum(file.size for file in files)
    # what is packed gives more bytes than its file holds
    return lambda done: progress(min(done, total), total)


def _spares_time(files: Sequence[SourceFile]) -> bool:
    """Tell whether pandas is to be loaded, and can be while small files are read."""
    return _is_small(files) and "pandas" not in sys.modules


def _is_small(files: Sequence[SourceFile]) -> bool:
    return sum(file.size for file in files) < SMALL


def _load_pandas() -> None:
    import pandas as pd  # noqa: F401  # loaded here, used by the measures


def read_files(
    files: Sequence[SourceFile],
    sites: KnownSites,
    key: str,
    *,
    progress: Progress | None = None,
    reject: Callable[["Reject"], None] | None = None,
) -> list[FileRead]:
    """Return what each export gave, in their order, its references digested under a key."""
    from qualstat.engines.parts import PartReader, file_read

    advance = summed(_towards(files, progress)) if progress else None
    reader = PartReader(sites, key, advance, reject)
    return [file_read(file, [reader.read(file)]) for file in files]


def together(
    reads: Sequence[FileRead],
    sites: KnownSites,
    frozen: Frozen = NOTHING_FROZEN,
    memory: Memory | None = None,
) -> Counted:
    """Return the count of each register from what its files gave, in the order of the files.

    What purges have frozen counts with it. A register that a `memory` knows is not put together
    again.
    """
    from qualstat.engines import remarks
    from qualstat.engines.second_look import looked_up

    still = of_known_sites(frozen, len(sites.timezones))
    registers, said = dict[str, RegisterCount](), dict[str, tuple[Finding, ...]]()
    for name, register in REGISTERS.items():
        if known := memory.known(name) if memory else None:
            registers[name], said[name] = known
        else:
            held, gone = _tables(name, reads, sites, still)
            registers[name] = merged(register, [*(one.count for one in held), *gone])
    last = last_day(registers.values())
    findings = [finding for one in reads for finding in one.findings]
    for name, counted in registers.items():
        findings += remarks.on_register(counted)
        apart = is_apart(counted, last)
        if name not in said or apart:  # what is apart depends on the other registers
            held, _ = _tables(name, reads, sites, still)
            said[name] = tuple(looked_up(counted, held, last) if held else ())
            if memory and not apart:
                memory.keep(counted, said[name])
        findings += said[name]
    return Counted(registers, tuple(findings), tuple(lacks(reads, sites, still)), frozen=frozen)


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
