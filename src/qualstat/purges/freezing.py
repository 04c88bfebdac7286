"""Freezing: the rows before the horizon, from the exports to the frozen tables.

Takes what was read of exports, and what is frozen; gives both as a purge leaves them. Convention
owned here: all that a file that goes was read for is frozen with it; of a file that stays, its
rows before the horizon alone.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from qualstat.periods import day_number, first_day
from qualstat.registers import REGISTERS
from qualstat.tallies.count import FileCount
from qualstat.tallies.cutting import before, rows_of, since
from qualstat.tallies.frozen import Frozen, FrozenTable, unlinked, whole
from qualstat.tallies.reads import FileRead

Parts = dict[tuple[str, str], list[FrozenTable]]


def frozen_by(  # noqa: PLR0913  # what there is, and what is to become of it
    reads: Sequence[FileRead],
    known: Frozen,
    month: int,
    *,
    going: Collection[str],
    hashes: Mapping[str, str],
    day: date,
) -> tuple[list[FileRead], Frozen]:
    """Return the exports that stay, and what is frozen, once the rows before a month are.

    `going` are the names of the exports that go on that day, `hashes` the SHA-256 of each.
    """
    parts: Parts = {(one.register, one.count.name): [one] for one in known.tables}
    left = []
    for read in reads:
        if read.file.name in going:
            _all(read, hashes[read.file.name], day, parts)
        else:
            left.append(_some(read, month, hashes.get(read.file.name, ""), parts))
    tables = [_joined(own) for own in parts.values()]
    return left, replace(known, before=month, tables=tuple(_unlinked(tables, left)))


def _all(read: FileRead, sha256: str, day: date, parts: Parts) -> None:
    """Freeze an export that goes; one that a purge has frozen, and not removed, is once enough."""
    register = read.file.register.name
    for table in read.tables:
        own = parts.setdefault((register, table.name), [])
        if any(one.removed and one.sha256 == sha256 for one in own):
            continue
        own.append(FrozenTable(register, table, read.file.profile.absent, sha256, day))


def _some(read: FileRead, month: int, sha256: str, parts: Parts) -> FileRead:
    """Freeze the rows of an export before a month; return it without them."""
    register, day = read.file.register, day_number(first_day(month))
    left = list[FileCount]()
    for table in read.tables:
        old = before(register, table, day)
        rows = rows_of(old)
        if not rows:
            left.append(table)
            continue
        own = parts.setdefault((register.name, table.name), [])
        part = replace(old, read=rows, rejected=0, made_of=0, left_out=0, purged=0)
        own.append(FrozenTable(register.name, part, read.file.profile.absent, sha256))
        left.append(replace(since(register, table, day), read=table.read - rows))
    return replace(read, tables=tuple(left))


def _joined(parts: Sequence[FrozenTable]) -> FrozenTable:
    absent = {field: why for one in parts for field, why in one.absent.items()}
    return replace(parts[-1], count=whole([one.count for one in parts]), absent=absent)


def _unlinked(tables: Sequence[FrozenTable], left: Sequence[FileRead]) -> list[FrozenTable]:
    found = []
    for name in REGISTERS:
        own = [one for one in tables if one.register == name]
        live = [table for read in left if read.file.register.name == name for table in read.tables]
        counts = unlinked(REGISTERS[name], [one.count for one in own], live)
        found += [replace(one, count=count) for one, count in zip(own, counts, strict=True)]
    return found
