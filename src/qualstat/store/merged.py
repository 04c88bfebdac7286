"""Merged: each register as its files were last merged, of all sites or of some.

Takes the counts of registers; gives them back. Conventions owned here: a register is kept with the
digest of all it was merged from, and serves while nothing of that has changed; its cells lie in
shares of its sites, so that one site out of hundreds is asked for at its own price.
"""

import hashlib
import json
from collections.abc import Collection, Iterable
from typing import Any

import numpy as np
from msgspec.structs import asdict, astuple

import qualstat
from qualstat.findings import Finding
from qualstat.registers import REGISTERS, KnownSites, Register
from qualstat.store import said
from qualstat.store.database import Store
from qualstat.store.kept import Kept
from qualstat.store.packed import packed_columns, packed_tally, unpacked_columns, unpacked_tally
from qualstat.tallies.cells import Numbers, Tally, empty, side_by_side, some
from qualstat.tallies.days import Replaced
from qualstat.tallies.known import Known
from qualstat.tallies.ledger import Superseded
from qualstat.tallies.merge import RegisterCount
from qualstat.tallies.parts import Parts
from qualstat.tallies.totals import ByDate, ByDay, Totals
from qualstat.tallies.waits import no_waits

SHARES = 16  # of sites: a site each where they are few
COLUMNS = "read, rejected, purged, told, findings, events, dates, parts, first_days"


def digest_of(files: Iterable[Kept], sites: KnownSites, before: int | None) -> str:
    """Return the digest of all that a register is merged from.

    `files` are its own, in their order; `before` is the month up to which rows are frozen.
    """
    told = (qualstat.__version__, list(sites.ids.items()), list(sites.timezones.items()), before)
    held = [(one.name, one.reading, one.sha256) for one in files]
    return hashlib.sha256(json.dumps([told, held]).encode()).hexdigest()


def kept(
    store: Store, register: str, digest: str, site_count: int, wanted: Collection[int] | None = None
) -> tuple[RegisterCount, tuple[Finding, ...]] | None:
    """Return a register as it was merged from files of a digest, and what was said of its rows.

    None where that is not known. `wanted` are the numbers of the sites whose cells are wanted at
    least, out of `site_count`; None for all.
    """
    own = REGISTERS[register]
    with store.reading() as connection:
        found = connection.execute(
            f"SELECT {COLUMNS} FROM counted WHERE register = ? AND state = ?",  # noqa: S608
            (register, digest),
        ).fetchone()
        if found is None:
            return None
        tally, waits = _cells(store, own, site_count, wanted)
    read, rejected, purged, told, findings, events, dates, parts, first = found
    held = json.loads(told)
    count = RegisterCount(
        register=own,
        files=tuple(held["files"]),
        tally=tally,
        read=read,
        rejected=rejected,
        superseded=tuple(map(_superseded, held["superseded"])),
        replaced=tuple(Replaced(*one) for one in held["replaced"]),
        known=Known(held["until"], tuple(held["far_ahead"]), held["gap"]),
        first_days=_first_days(unpacked_columns(first)),
        parts=Parts(**unpacked_columns(parts)),
        totals=Totals(ByDay(**unpacked_columns(events)), ByDate(**unpacked_columns(dates))),
        purged=purged,
        waits=waits,
    )
    return count, said.read(findings)


def _superseded(held: list[Any]) -> Superseded:
    file, by, line, count, unlike, lines = held
    return Superseded(file, by, line, count, unlike, tuple(lines))


def _first_days(held: dict[str, Numbers]) -> dict[tuple[int, int], int]:
    pairs = zip(held["site"].tolist(), held["month"].tolist(), strict=True)
    return dict(zip(pairs, held["day"].tolist(), strict=True))


def keep(
    store: Store, digest: str, one: RegisterCount, findings: Collection[Finding], site_count: int
) -> None:
    """Keep a register as it was merged from files of a digest, and what is said of its rows.

    It is not kept where a file of it could no longer be read again.
    """
    if any(said_of_it.severity == "blocking" for said_of_it in findings):
        return
    name, totals = one.register.name, one.totals
    told = {
        "files": one.files,
        "superseded": [astuple(pair) for pair in one.superseded],
        "replaced": [astuple(lost) for lost in one.replaced],
        "until": one.known.until, "far_ahead": one.known.far_ahead, "gap": one.known.gap,
    }  # fmt: skip
    pairs = np.array(list(one.first_days), np.int64).reshape(-1, 2)
    days = np.array(list(one.first_days.values()), np.int64)
    first = {"site": pairs[:, 0], "month": pairs[:, 1], "day": days}
    columns = (asdict(totals.days), asdict(totals.dates), asdict(one.parts), first)
    with store.writing() as connection:
        connection.execute("DELETE FROM counted WHERE register = ?", (name,))
        connection.execute(
            f"INSERT INTO counted (register, state, {COLUMNS})"  # noqa: S608
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                name, digest, one.read, one.rejected, one.purged,
                json.dumps(told, ensure_ascii=False), said.written(findings),
                *map(packed_columns, columns),
            ),
        )  # fmt: skip
        for share in range(min(site_count, SHARES)):
            cells = [
                each and packed_tally(some(each, _share(each.keys["site"], site_count) == share))
                for each in (one.tally, one.waits)
            ]
            connection.execute(
                "INSERT INTO counted_cells VALUES (?, ?, ?, ?)", (name, share, *cells)
            )


def forget(store: Store) -> None:
    """Keep no register any longer; within `writing`."""
    store.connection.execute("DELETE FROM counted")


def _share(sites: Numbers, site_count: int) -> Numbers:
    """Return the share in which the cells of each site lie."""
    return sites * min(site_count, SHARES) // site_count


def _cells(
    store: Store, register: Register, site_count: int, wanted: Collection[int] | None
) -> tuple[Tally, Tally | None]:
    """Return the cells of the shares in which some sites lie, and their waits."""
    sites = np.array(range(site_count) if wanted is None else list(wanted), np.int64)
    held = [
        store.connection.execute(
            "SELECT tally, waits FROM counted_cells WHERE register = ? AND share = ?",
            (register.name, share),
        ).fetchone()
        for share in np.unique(_share(sites, site_count)).tolist()
    ]
    nothing = no_waits(register)
    waits = [unpacked_tally(waited) for _, waited in held if waited]
    tally = side_by_side([empty(register), *(unpacked_tally(one) for one, _ in held)])
    return tally, nothing and side_by_side([nothing, *waits])
