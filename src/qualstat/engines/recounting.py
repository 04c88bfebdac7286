"""Recounting: whether files give today what a store keeps of them.

Takes register files and a store; gives a `Recount`. Conventions owned here: a sample is drawn by
the SHA-256 of a seed and each name, so that a seed always draws the same files, and another one
others; what changed, is gone or is read otherwise since is not compared, and said; without the
key, digests are not compared.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from qualstat.engines.local import Progress, read_aside
from qualstat.engines.merging import together
from qualstat.engines.purged import thawed
from qualstat.engines.stored import digests_of
from qualstat.findings import N_, Finding, Message, message
from qualstat.reading.files import SourceFile, natural
from qualstat.registers import REGISTERS, KnownSites
from qualstat.store import Store, merged, said
from qualstat.store.database import BACK
from qualstat.store.files import reading_of, recall
from qualstat.store.frozen import frozen
from qualstat.store.kept import Kept, kept, tables
from qualstat.tallies.frozen import Frozen
from qualstat.tallies.keys import new_key
from qualstat.tallies.reads import FileRead
from qualstat.tallies.unlike import same_register, unlike

State = Literal["same", "differs", "changed", "gone", "otherwise"]


class Draw(Struct, frozen=True):
    """How many files are drawn, all where None, and the seed that draws them.

    Without a seed it is what the store knows: other files are drawn once it knows one more.
    """

    most: int | None
    seed: str | None = None


class Recount(Struct, frozen=True):
    """What became of each file of a sample, of `known` files; `digests` whether they compare too.

    `damage` is what SQLite says of the store itself.
    """

    states: dict[str, State]
    known: int
    digests: bool
    findings: tuple[Finding, ...]
    damage: tuple[str, ...] = ()

    def named(self, state: str) -> list[str]:
        """Return the names of the files in a state."""
        return [name for name, one in self.states.items() if one == state]


def recount(
    store: Store,
    files: Sequence[SourceFile],
    sites: KnownSites,
    drawn: Draw,
    *,
    progress: Progress | None = None,
) -> Recount:
    """Return what became of a sample of the known files; of none where the store is damaged."""
    with store.reading():
        damage, held = store.damage(), kept(store)
        seed = _seed(held.values()) if drawn.seed is None else drawn.seed
        chosen = [] if damage else sample(list(held), replace(drawn, seed=seed))
        there = {one.name: one for one in files}
        states = {name: _state(held[name], there.get(name), sites) for name in chosen}
        todo = [there[name] for name, state in states.items() if state == "same"]
        key, icy = store.key(), frozen(store, sites)
        found = list[Finding]()
        for one in read_aside(todo, sites, key or new_key(), progress=progress):
            now = thawed(one, icy)
            told = _unlike(store, held[one.file.name], now, key, tuple(sites.timezones))
            if told is not None:
                states[one.file.name] = "differs"
                found.append(_differs(one.file.name, told))
        if not (damage or found):
            found += _merged(store, files, sites, icy)
    found += [_damaged(store, words) for words in damage]
    return Recount(states, len(held), bool(key), tuple(found), damage)


def _seed(held: Iterable[Kept]) -> str:
    return hashlib.sha256(" ".join(sorted(one.sha256 for one in held)).encode()).hexdigest()


def sample(names: Sequence[str], drawn: Draw) -> list[str]:
    """Return some of the names, in natural order: those of the smallest digests.

    >>> sample(["a", "b", "c"], Draw(2, "1")) == sample(["c", "b", "a"], Draw(2, "1"))
    True
    """

    def lot(name: str) -> bytes:
        return hashlib.sha256(f"{drawn.seed}\0{name}".encode()).digest()

    chosen = sorted(names, key=lot)[: drawn.most]
    return sorted(chosen, key=natural)


def _state(one: Kept, file: SourceFile | None, sites: KnownSites) -> State:
    """Return whether a file can be compared."""
    if file is None:
        return "gone"
    if file.place.fingerprint() != one.sha256:
        return "changed"
    return "same" if one.reading == reading_of(file, sites) else "otherwise"


def _unlike(
    store: Store, one: Kept, read: FileRead, key: str, names: Sequence[str]
) -> Message | None:
    """Return in what a file differs from what is kept of it; None where it does not."""
    found = unlike(tuple(tables(store, one, names)), read.tables, digests=bool(key))
    if found is None and said.read(said.written(read.findings)) != said.read(one.findings):
        return message(N_("other findings than those kept"))
    return found


def _merged(
    store: Store, files: Sequence[SourceFile], sites: KnownSites, frozen: Frozen
) -> Iterator[Finding]:
    """Yield a finding for each register that is kept otherwise than its files make it."""
    known = recall(store, files, sites)
    digests = digests_of(REGISTERS, files, known.held, sites, frozen)
    again = together(list(known.reads.values()), sites, frozen) if digests else None
    for name, digest in digests.items():
        one = merged.kept(store, name, digest, len(sites.timezones))
        if not (one and again):
            continue
        if not same_register(one[0], again.registers[name]) or one[1] != again.said.get(name):
            told = message(N_("other counts than those its files make"))
            yield _differs(REGISTERS[name].pattern, told)


def _differs(name: str, unlike: Message) -> Finding:
    return Finding(
        rule="store-differs", severity="blocking", file=name, found=unlike,
        expected=message(N_("the same tallies from the same bytes")),
        advice=message(N_("put a copy of the store back, or have the file read again: “qualstat"
                          " compute” with another store")),
    )  # fmt: skip


def _damaged(store: Store, words: str) -> Finding:
    return Finding(
        rule="store-damaged", severity="blocking", file=str(store.path),
        found=message(N_("SQLite says “{words}”"), words=words),
        expected=message(N_("a store without damage")),
        advice=message(BACK),
    )  # fmt: skip
