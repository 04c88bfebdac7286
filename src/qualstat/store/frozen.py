"""Frozen tables in a store.

Takes frozen tables; gives them back. Conventions owned here: they are kept by register and name
of table; the sites that their numbers stand for are kept with them, and those that are known no
more keep numbers after those that are.
"""

import json
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import numpy as np

from qualstat.registers import REGISTERS, KnownSites
from qualstat.store.database import Store
from qualstat.store.packed import (
    packed_ledger,
    packed_tally,
    renumbered,
    unpacked_ledger,
    unpacked_tally,
)
from qualstat.store.purges import horizon
from qualstat.tallies.count import FileCount
from qualstat.tallies.frozen import Frozen, FrozenTable

FIELDS = (
    "register, name, file, sha256, removed, absent, sites, owner,"
    " read, rejected, made_of, left_out, purged, tally, ledger, waits"
)


def frozen(store: Store, sites: KnownSites, registers: Collection[str] = REGISTERS) -> Frozen:
    """Return what purges have frozen of some registers."""
    before = horizon(store)
    names = list(sites.timezones)
    found = store.connection.execute(f"SELECT {FIELDS} FROM frozen ORDER BY register, name")  # noqa: S608
    tables = tuple(_table(row, names) for row in found if row[0] in registers)
    return Frozen(before, tables, tuple(names))


def _table(row: Sequence[Any], names: list[str]) -> FrozenTable:
    """Return a frozen table; append the sites that `names` does not know."""
    register, name, file, sha256, removed, absent, sites, owner, *rest = row
    read, rejected, made_of, left_out, purged, tally, ledger, waits = rest
    held = json.loads(sites)
    names += [site for site in held if site not in names]
    moved = np.array([names.index(site) for site in held], np.int64)
    return FrozenTable(
        register,
        FileCount(
            name, read, rejected, renumbered(unpacked_tally(tally), moved),
            unpacked_ledger(ledger, moved) if ledger else None,
            made_of, left_out, owner, file, purged,
            renumbered(unpacked_tally(waits), moved) if waits else None,
        ),
        json.loads(absent), sha256, date.fromisoformat(removed) if removed else None,
    )  # fmt: skip


def freeze(store: Store, tables: Sequence[FrozenTable], sites: Sequence[str]) -> None:
    """Keep frozen tables in place of those that were; within `writing`."""
    connection = store.connection
    connection.execute("DELETE FROM frozen")
    for one in tables:
        count = one.count
        values = (
            one.register, count.name, count.file, one.sha256,
            one.removed.isoformat() if one.removed else None,
            json.dumps(dict(one.absent), ensure_ascii=False), json.dumps(list(sites)),
            count.owner, count.read, count.rejected, count.made_of, count.left_out, count.purged,
            packed_tally(count.tally), count.ledger and packed_ledger(count.ledger),
            count.waits and packed_tally(count.waits),
        )  # fmt: skip
        places = ", ".join("?" * len(values))
        connection.execute(f"INSERT INTO frozen ({FIELDS}) VALUES ({places})", values)  # noqa: S608
