"""The stored engine: reads only the files that a store does not know, or knows otherwise.

Takes register files and a store; gives the count of each register, as the local engine does.
Conventions owned here: what a store cannot keep is counted all the same; a run that nobody
watches puts off the files that are not whole; what purges have frozen counts with what the files
of today hold.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qualstat.engines.crew import ALONE, Crew
from qualstat.engines.interrupted import interrupted, still_there
from qualstat.engines.local import Counted, Progress, read_aside, read_files, together
from qualstat.engines.purged import thawed
from qualstat.engines.waiting import half_written, put_off, unreadable
from qualstat.findings import Finding
from qualstat.reading.files import SourceFile
from qualstat.registers import REGISTERS, KnownSites
from qualstat.store import Store, counted
from qualstat.store.changes import changes, check_folder
from qualstat.store.files import Recalled, earlier, recall, remember
from qualstat.store.frozen import frozen
from qualstat.store.kept import Kept
from qualstat.store.unlocking import key_for, lost
from qualstat.tallies.frozen import Frozen
from qualstat.tallies.merge import RegisterCount
from qualstat.tallies.reads import FileRead

if TYPE_CHECKING:
    from qualstat.reading.rejects import Reject

Moving = Callable[[Sequence[SourceFile]], Collection[str]]  # the names of those being written


@dataclass(frozen=True)
class Known:
    """What exports and a store give: reads without purged months, and what is frozen of these.

    `states` are the registers all of whose files the store keeps, each with the digest of them.
    """

    reads: tuple[FileRead, ...]
    frozen: Frozen
    changes: tuple[Finding, ...] = ()
    states: Mapping[str, str] = field(default_factory=dict)

    def counted(
        self, store: Store, sites: KnownSites, wanted: Collection[str] | None = None
    ) -> Counted:
        """Return the counts of the registers, with the cells of the sites `wanted` at least."""
        names = list(sites.timezones)
        numbers = None if wanted is None else [names.index(one) for one in wanted]
        memory = Remembered(store, self.states, len(names), numbers)
        return replace(together(self.reads, sites, self.frozen, memory), changes=self.changes)


@dataclass(frozen=True)
class Remembered:
    """Registers as a store keeps them put together: all known sites, or those `wanted` of them."""

    store: Store
    states: Mapping[str, str]
    sites: int
    wanted: Collection[int] | None

    def known(self, register: str) -> tuple[RegisterCount, tuple[Finding, ...]] | None:
        """Return a register, and what was said of its rows; None where it has changed."""
        if register not in self.states:
            return None
        state = self.states[register]
        return counted.count_of(self.store, register, state, self.wanted, self.sites)

    def keep(self, count: RegisterCount, said: Sequence[Finding]) -> None:
        """Keep a register, and what is said of its rows, where all of it can be kept."""
        state = self.states.get(count.register.name)
        lost = any(one.severity == "blocking" for one in said)  # a file could not be read again
        if state and self.store.writable and not lost:
            counted.keep(self.store, state, count, said, self.sites)


def read_stored(  # noqa: PLR0913  # what a run is asked
    files: Sequence[SourceFile],
    sites: KnownSites,
    store: Store,
    *,
    registers: Collection[str] = REGISTERS,
    progress: Progress | None = None,
    verify: bool = False,
    moving: Moving | None = None,
    crew: Crew = ALONE,
) -> Known:
    """Return what exports, given in natural order, hold: read where the store does not know them.

    `registers` are those whose frozen rows are wanted. `verify` trusts no stamp of a file. `moving`
    tells which files are being written: with it, those that are not whole are put off.
    """
    told = list(lost(store))
    key = key_for(store)
    icy = frozen(store, sites, registers)
    known = recall(store, files, sites, verify=verify)
    check_folder(store, known.kept, files)
    fresh = [file for file in files if file.name not in known.reads]
    going = interrupted(store, fresh)
    fresh = [file for file in fresh if file.name not in going]
    strange = [file for file in fresh if file.name not in known.twins.values()]
    waiting = set(moving(strange)) if moving else set()
    still = [file for file in fresh if file.name not in waiting]
    read = read_aside(still, sites, key, progress=progress, crew=crew)
    found = [thawed(one, icy) for one in read]
    halves = {one.file.name: one for one in found if moving and _is_half(one)}
    whole = [one for one in found if one.file.name not in halves]
    new = remember(store, whole, known, sites, icy.before) if store.writable else {}
    reads = {**known.reads, **{one.file.name: one for one in whole}}
    reads |= {file.name: FileRead(file, (), ()) for file in files if file.name in going}
    said = [*told, *changes(known, files, whole), *still_there(going)]
    for file in fresh:
        if file.name in waiting or file.name in halves:
            reads[file.name], one = _put_off(store, file, halves.get(file.name), known, sites)
            said.append(one)
    held = {name: known.kept[name] for name in known.reads} | new
    states = states_of(registers, files, held, sites, icy)
    return Known(tuple(reads[file.name] for file in files), icy, tuple(said), states)


def states_of(
    registers: Iterable[str],
    files: Sequence[SourceFile],
    held: Mapping[str, Kept],
    sites: KnownSites,
    frozen: Frozen,
) -> dict[str, str]:
    """Return the registers all of whose files are `held`, each with the digest of these."""
    found = {one: _state(one, files, held, sites, frozen) for one in registers}
    return {one: state for one, state in found.items() if state}


def _state(
    register: str,
    files: Sequence[SourceFile],
    held: Mapping[str, Kept],
    sites: KnownSites,
    frozen: Frozen,
) -> str:
    """Return the digest of all that makes a register; empty where a file of it is not kept."""
    own = [one.name for one in files if one.register.name == register]
    known = [held[one] for one in own if one in held]
    empty = not own and not any(one.register == register for one in frozen.tables)
    return "" if empty or len(known) < len(own) else counted.state(known, sites, frozen.before)


def count_again(
    files: Sequence[SourceFile],
    sites: KnownSites,
    store: Store,
    *,
    progress: Progress | None = None,
    reject: Callable[["Reject"], None] | None = None,
) -> Counted:
    """Return the counts of exports, each read again, and of what is frozen."""
    key, icy = key_for(store), frozen(store, sites)
    going = interrupted(store, files)
    there = [one for one in files if one.name not in going]
    found = read_files(there, sites, key, progress=progress, reject=reject)
    counted = together([thawed(one, icy) for one in found], sites, icy)
    return replace(counted, findings=(*counted.findings, *still_there(going)))


def _is_half(read: FileRead) -> bool:
    return half_written(read) or unreadable(read)


def _put_off(
    store: Store, file: SourceFile, half: FileRead | None, known: Recalled, sites: KnownSites
) -> tuple[FileRead, Finding]:
    """Return what counts of a file that is not whole, and what is to be said of it.

    One that cannot be read says why itself.
    """
    before = earlier(store, file, known, sites)
    said = half.findings if half and not half_written(half) else ()
    told = put_off(file.name, half, kept=before is not None)
    return FileRead(file, before.tables if before else (), said), told
