"""Proving: exports counted again from their bytes, against what is stored of them.

Takes what is stored; gives what was read again. Convention owned here: one row or cell that
differs is a refusal.
"""

from collections.abc import Sequence

import numpy as np

from qualstat.engines.local import Progress, read_files
from qualstat.engines.purged import thawed
from qualstat.errors import RegisterError
from qualstat.exports import arrow
from qualstat.findings import N_, Finding, message
from qualstat.registers import KnownSites
from qualstat.tallies.cells import Tally
from qualstat.tallies.count import FileCount
from qualstat.tallies.digests import digested
from qualstat.tallies.frozen import Frozen
from qualstat.tallies.ledger import Ledger
from qualstat.tallies.reads import FileRead

COUNTS = ("name", "read", "rejected", "made_of", "left_out", "owner", "file", "purged")


def recounted(
    stored: Sequence[FileRead],
    sites: KnownSites,
    frozen: Frozen,
    key: str,
    progress: Progress | None = None,
) -> list[FileRead]:
    """Return what exports hold, purged months included.

    Raises `RegisterError` where they count otherwise than what is stored.
    """
    again = read_files([one.file for one in stored], sites, progress=progress)
    found = [digested(one, key) for one in again]
    unlike = [
        _unlike(one.file.name)
        for one, other in zip(stored, found, strict=True)
        if not _same(one, thawed(other, frozen))
    ]
    if unlike:
        raise RegisterError(unlike)
    return found


def _same(one: FileRead, other: FileRead) -> bool:
    """Tell whether two readings of an export give the same tables."""
    pairs = zip(one.tables, other.tables, strict=False)
    return len(one.tables) == len(other.tables) and all(_alike(*pair) for pair in pairs)


def _alike(one: FileCount, other: FileCount) -> bool:
    if any(getattr(one, name) != getattr(other, name) for name in COUNTS):
        return False
    if one.ledger is None or other.ledger is None:
        return one.ledger is other.ledger and same_tally(one.tally, other.tally)
    return same_tally(one.tally, other.tally) and _same_ledger(one.ledger, other.ledger)


def same_tally(one: Tally, other: Tally) -> bool:
    """Tell whether two tallies hold the same cells, in the same order."""
    columns = zip(
        (*one.keys.values(), one.rows, one.n), (*other.keys.values(), other.rows, other.n),
        strict=True,
    )  # fmt: skip
    alike = list(one.keys) == list(other.keys) and one.services == other.services
    return alike and all(np.array_equal(*pair) for pair in columns)


def _same_ledger(one: Ledger, other: Ledger) -> bool:
    return (
        same_tally(one.cells, other.cells)
        and np.array_equal(one.cell, other.cell)
        and np.array_equal(one.line, other.line)
        and np.array_equal(arrow.numbers(one.reference), arrow.numbers(other.reference))
    )


def _unlike(name: str) -> Finding:
    return Finding(
        rule="recount", severity="blocking", file=name,
        found=message(N_("counted again, it does not give what is stored: nothing is purged")),
        expected=message(N_("the same counts from the same bytes")),
        advice=message(
            N_("see that nothing else writes there, and try again; or name a new store")
        ),
    )  # fmt: skip
