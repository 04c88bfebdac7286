"""Counted: each register as its files were last put together, of all sites or of some.

Takes the counts of registers; gives them back. Conventions owned here: a register is kept with the
digest of all it was put together from, and serves while nothing of that has changed; its cells lie
in shares of its sites, so that one site out of hundreds is asked for at its own price.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import astuple
from typing import Any

import numpy as np

import qualstat
from qualstat.findings import Finding
from qualstat.registers import REGISTERS, KnownSites
from qualstat.store import said
from qualstat.store.database import Store
from qualstat.store.kept import Kept
from qualstat.store.packed import packed_columns, packed_tally, unpacked_columns, unpacked_tally
from qualstat.tallies.cells import Tally, empty, side_by_side, some
from qualstat.tallies.days import Replaced
from qualstat.tallies.known import Known
from qualstat.tallies.ledger import Superseded
from qualstat.tallies.merge import RegisterCount
from qualstat.tallies.parts import Parts
from qualstat.tallies.totals import Totals
from qualstat.tallies.waits import no_waits

SHARES = 16  # of sites: a site each where they are few
EVENTS = ("site", "day", "rows")
DATES = ("date", "records")
PARTS = ("file", "site", "month", "rows")
FIRST = ("site", "month", "day")
COLUMNS = "read, rejected, purged, told, findings, events, dates, parts, first_days"


def state(files: Iterable[Kept], sites: KnownSites, before: int | None) -> str:
    """Return the digest of all that a register is put together from.

    `files` are its own, in their order; `before` is the month up to which rows are frozen.
    """
    known = (qualstat.__version__, list(sites.ids.items()), list(sites.timezones.items()), before)
    held = [(one.name, one.reading, one.sha256) for one in files]
    return hashlib.sha256(json.dumps([known, held]).encode()).hexdigest()


def count_of(
    store: Store, register: str, state: str, sites: Collection[int] | None, known: int
) -> tuple[RegisterCount, tuple[Finding, ...]] | None:
    """Return a register as it was put together from a state, and what was said of its rows.

    None where that is not known. `sites` are the numbers of those whose cells are wanted, of the
    `known` ones; None for all.
    """
    with store.reading() as connection:
        found = connection.execute(
            f"SELECT {COLUMNS} FROM counted WHERE register = ? AND state = ?",  # noqa: S608
            (register, state),
        ).fetchone()
        if found is None:
            return None
        tally, waits = _cells(store, register, sites, known)
    read, rejected, purged, told, findings, events, dates, parts, first = found
    held, own = json.loads(told), REGISTERS[register]
    days = unpacked_columns(first)
    pairs = zip(days["site"].tolist(), days["month"].tolist(), strict=True)
    count = RegisterCount(
        register=own,
        files=tuple(held["files"]),
        tally=tally,
        read=read,
        rejected=rejected,
        superseded=tuple(map(_superseded, held["superseded"])),
        replaced=tuple(Replaced(*one) for one in held["replaced"]),
        known=Known(held["until"], tuple(held["far_ahead"]), held["gap"]),
        first_days=dict(zip(pairs, days["day"].tolist(), strict=True)),
        parts=Parts(**unpacked_columns(parts)),
        totals=Totals(**unpacked_columns(events), **unpacked_columns(dates)),
        purged=purged,
        waits=waits,
    )
    return count, said.read(findings)


def _superseded(held: list[Any]) -> Superseded:
    file, by, line, count, unlike, lines = held
    return Superseded(file, by, line, count, unlike, tuple(lines))


def keep(
    store: Store, state: str, one: RegisterCount, findings: Iterable[Finding], known: int
) -> None:
    """Keep a register, of all its `known` sites, as it was put together from a state."""
    name = one.register.name
    told = {
        "files": one.files,
        "superseded": [astuple(pair) for pair in one.superseded],
        "replaced": [astuple(lost) for lost in one.replaced],
        "until": one.known.until, "far_ahead": one.known.far_ahead, "gap": one.known.gap,
    }  # fmt: skip
    pairs = np.array(list(one.first_days), np.int64).reshape(-1, 2)
    first = {"site": pairs[:, 0], "month": pairs[:, 1],
             "day": np.array(list(one.first_days.values()), np.int64)}  # fmt: skip
    with store.writing() as connection:
        connection.execute("DELETE FROM counted WHERE register = ?", (name,))
        connection.execute(
            f"INSERT INTO counted (register, state, {COLUMNS})"  # noqa: S608
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                name, state, one.read, one.rejected, one.purged,
                json.dumps(told, ensure_ascii=False), said.written(findings),
                packed_columns({each: getattr(one.totals, each) for each in EVENTS}),
                packed_columns({each: getattr(one.totals, each) for each in DATES}),
                packed_columns({each: getattr(one.parts, each) for each in PARTS}),
                packed_columns(first),
            ),
        )  # fmt: skip
        for share in range(min(known, SHARES)):
            waits = one.waits and packed_tally(_shared(one.waits, share, known))
            tally = packed_tally(_shared(one.tally, share, known))
            connection.execute(
                "INSERT INTO counted_cells VALUES (?, ?, ?, ?)", (name, share, tally, waits)
            )


def forget(store: Store) -> None:
    """Keep no register any longer; within `writing`."""
    store.connection.execute("DELETE FROM counted")


def _share(site: int, known: int) -> int:
    """Return the share in which the cells of a site lie."""
    return site * min(known, SHARES) // known


def _shared(tally: Tally, share: int, known: int) -> Tally:
    """Return the cells of a share of sites."""
    return some(tally, tally.keys["site"] * min(known, SHARES) // known == share)


def _cells(
    store: Store, register: str, sites: Collection[int] | None, known: int
) -> tuple[Tally, Tally | None]:
    """Return the cells of the shares in which some sites lie, and their waits."""
    wanted = sorted({_share(one, known) for one in (range(known) if sites is None else sites)})
    held = [
        store.connection.execute(
            "SELECT tally, waits FROM counted_cells WHERE register = ? AND share = ?",
            (register, share),
        ).fetchone()
        for share in wanted
    ]
    own = REGISTERS[register]
    tallies = [unpacked_tally(tally) for tally, _ in held]
    waits = [unpacked_tally(waited) for _, waited in held if waited]
    nothing = no_waits(own)
    return _together(tallies, empty(own)), nothing and _together(waits, nothing)


def _together(tallies: Sequence[Tally], nothing: Tally) -> Tally:
    return side_by_side(tallies) if tallies else nothing
