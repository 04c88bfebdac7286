"""Kept: what a store holds of each file, and of its tables.

Takes a store; gives `Kept` values and the tables of a file, and keeps these. Convention owned here:
tables are unpacked when they are first asked for, for most runs need those of few files.
"""

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache, cached_property

import numpy as np
from msgspec import Struct

from qualstat.registers import REGISTERS
from qualstat.store.database import Store
from qualstat.store.packed import (
    packed_ledger,
    packed_tally,
    renumbered,
    unpacked_ledger,
    unpacked_tally,
)
from qualstat.tallies.count import FileCount
from qualstat.tallies.cutting import before, rows_of

Stamp = tuple[int, ...]  # size, time of the last change, inode
FIELDS = "id, name, register, reading, size, mtime_ns, inode, sha256, sites, findings"
TABLE = "name, read, rejected, made_of, left_out, owner, purged, tally, ledger, waits"


class Kept(Struct, frozen=True):
    """What is kept of a file, but for its tables."""

    id: int
    name: str
    register: str
    reading: str
    stamp: Stamp
    sha256: str
    sites: tuple[str, ...]
    findings: str


class Tables(Collection[FileCount]):
    """The tables of a file, unpacked when they are first asked for, while none is replaced."""

    def __init__(self, unpack: Callable[[], list[FileCount]]) -> None:
        self._unpack = unpack

    @cached_property
    def _held(self) -> list[FileCount]:
        return self._unpack()

    def __len__(self) -> int:
        return len(self._held)

    def __iter__(self) -> Iterator[FileCount]:
        return iter(self._held)

    def __contains__(self, one: object) -> bool:
        return one in self._held


def kept(store: Store) -> dict[str, Kept]:
    """Return what is kept of each file, by its name."""
    named = cache(lambda text: tuple(json.loads(text)))  # the same text for hundreds of files
    found = store.connection.execute(f"SELECT {FIELDS} FROM files ORDER BY id")  # noqa: S608
    return {
        name: Kept(
            place, name, register, reading, (size, time, inode), digest, named(sites), said,
        )
        for place, name, register, reading, size, time, inode, digest, sites, said in found
    }  # fmt: skip


def tables(store: Store, one: Kept, names: Sequence[str]) -> list[FileCount]:
    """Return the tables that are kept of a file, site numbers being places among `names`."""
    same = tuple(names) == one.sites
    moved = None if same else np.array([names.index(site) for site in one.sites], np.int64)
    found = store.connection.execute(
        f"SELECT {TABLE} FROM tables WHERE file = ? ORDER BY place", (one.id,)  # noqa: S608
    ).fetchall()  # fmt: skip
    return [
        FileCount(
            name, read, rejected, renumbered(unpacked_tally(tally), moved),
            unpacked_ledger(ledger, moved) if ledger else None,
            made_of, left_out, owner, one.name, purged,
            renumbered(unpacked_tally(waits), moved) if waits else None,
        )
        for name, read, rejected, made_of, left_out, owner, purged, tally, ledger, waits in found
    ]  # fmt: skip


def keep_tables(store: Store, number: int, given: Collection[FileCount]) -> None:
    """Keep the tables of a file, by its number, in place of those that it had; within `writing`."""
    held = list(given)  # those that are kept may be asked for only now
    store.connection.execute("DELETE FROM tables WHERE file = ?", (number,))
    for place, one in enumerate(held):
        store.connection.execute(
            f"INSERT INTO tables (file, place, {TABLE})"  # noqa: S608
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number, place, one.name, one.read, one.rejected, one.made_of, one.left_out,
                one.owner, one.purged, packed_tally(one.tally),
                one.ledger and packed_ledger(one.ledger), one.waits and packed_tally(one.waits),
            ),
        )  # fmt: skip


def held_rows(store: Store, name: str, day: int) -> int:
    """Return how many rows before a day are kept of a file, by its name."""
    one = kept(store)[name]
    register = REGISTERS[one.register]
    return sum(rows_of(before(register, table, day)) for table in tables(store, one, one.sites))
