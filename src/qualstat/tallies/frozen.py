"""Frozen tables: the counts of rows that a purge has taken away, or is about to.

Takes `FileCount` values; gives `Frozen`, and tables made whole again. Conventions owned here:
every row of a month before the horizon is frozen, and none comes after; what is frozen merges
as it did before, D1 and D3 included, for rows keep their record, and a record keeps its digest
only while a row that is not frozen shares it.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from qualstat.periods import day_number, first_day
from qualstat.registers import Register
from qualstat.tallies.cells import Numbers, added, numbered, side_by_side
from qualstat.tallies.count import FileCount
from qualstat.tallies.cutting import cut, rows_of
from qualstat.tallies.ledger import Ledger, joined, with_records


class FrozenTable(Struct, frozen=True):
    """The frozen rows of a table: all of them where its file is gone, else its first months.

    `absent` are the dates that its source lacks, and why; `removed` is the day of the purge that
    removed its file, whose SHA-256 was `sha256`.
    """

    register: str
    count: FileCount
    absent: Mapping[str, str]
    sha256: str
    removed: date | None = None


class Frozen(Struct, frozen=True):
    """What purges have frozen: every row before the month `before`, None without any purge.

    Site numbers stand for `sites`: those of today, then those that are known no more.
    """

    before: int | None = None
    tables: tuple[FrozenTable, ...] = ()
    sites: tuple[str, ...] = ()

    @property
    def day(self) -> int | None:
        """The first day that is not frozen."""
        return None if self.before is None else day_number(first_day(self.before))


NOTHING_FROZEN = Frozen()


def of_known_sites(frozen: Frozen, sites: int) -> list[FrozenTable]:
    """Return frozen tables whose rows of sites that are known no more are rejected, as read."""
    if len(frozen.sites) <= sites:
        return list(frozen.tables)
    found = []
    for one in frozen.tables:
        kept = cut(one.count, lambda keys: keys["site"] < sites)
        lost = rows_of(one.count) - rows_of(kept)
        found.append(replace(one, count=replace(kept, rejected=kept.rejected + lost)))
    return found


def whole(parts: Sequence[FileCount], *, compact: bool = True) -> FileCount:
    """Return a table from its parts, at least one; the last one tells what they have in common.

    Cells that parts share are added up where it is to be `compact`, as stores keep it.
    """
    if len(parts) == 1:
        return parts[0]
    joining = added if compact else side_by_side
    ledgers = [one.ledger for one in parts if one.ledger]
    waits = [one.waits for one in parts if one.waits]
    return replace(
        parts[-1],
        read=sum(one.read for one in parts),
        rejected=sum(one.rejected for one in parts),
        made_of=sum(one.made_of for one in parts),
        left_out=sum(one.left_out for one in parts),
        purged=sum(one.purged for one in parts),
        tally=joining([one.tally for one in parts]),
        ledger=joined(ledgers) if ledgers else None,
        waits=joining(waits) if waits else None,
    )


def unlinked(
    register: Register, frozen: Sequence[FileCount], live: Sequence[FileCount]
) -> list[FileCount]:
    """Return frozen tables of a register without the digests that no row of a live table has.

    What tells the rows of one record from those of another is then a mere number.
    """
    held = [one.ledger for one in (*frozen, *live) if one.ledger]
    count = sum(one.ledger is not None for one in frozen)
    with_them = with_records(register, held)
    nothing = [np.empty(0, np.int64)]
    shared = np.concatenate(nothing + [one.record for one in with_them[count:]])
    ends = np.cumsum([len(one.record) for one in with_them[:count]])
    mere, _ = numbered(np.concatenate(nothing + [one.record for one in with_them[:count]]))
    each = zip(with_them[:count], np.split(mere, ends)[:count], strict=True)
    plain = iter([_unlinked(one, np.unique(shared), names) for one, names in each])
    return [replace(one, ledger=next(plain)) if one.ledger else one for one in frozen]


def _unlinked(ledger: Ledger, shared: Numbers, numbers: Numbers) -> Ledger:
    kept = np.isin(ledger.record, shared)
    names = np.where(kept, ledger.digest, numbers)
    return replace(ledger, digest=names, record=np.empty(0, np.int64))
