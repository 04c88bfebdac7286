"""Purged months: what of an export still counts once earlier months are frozen.

Takes what was read of an export; gives it without the rows of these months, and a finding on
them. Convention owned here: a row of a purged month never counts again; it is said, unless it
was frozen from a file that has stayed.
"""

import numpy as np
from msgspec.structs import replace

from qualstat.findings import N_, Finding, message
from qualstat.periods import day_of, first_day
from qualstat.registers import Register
from qualstat.tallies.count import FileCount
from qualstat.tallies.cutting import alike, before, rows_of, since
from qualstat.tallies.frozen import Frozen
from qualstat.tallies.reads import FileRead


def thawed(read: FileRead, frozen: Frozen) -> FileRead:
    """Return what was read of an export without the rows of purged months, which are said."""
    tables, said = list[FileCount](), list(read.findings)
    for table in read.tables:
        one, repeated = _table(read.file.register, table, frozen)
        tables.append(one)
        if repeated:
            said.append(repeated)
    return replace(read, tables=tuple(tables), findings=tuple(said))


def _table(
    register: Register, table: FileCount, frozen: Frozen
) -> tuple[FileCount, Finding | None]:
    """Return a table without the rows of purged months, and what is to be said of these."""
    if frozen.day is None:
        return table, None
    old = before(register, table, frozen.day)
    rows = rows_of(old)
    if not rows:
        return table, None
    own = [one for one in frozen.tables
           if (one.register, one.count.name) == (register.name, table.name)]  # fmt: skip
    known = alike(old, [one.count for one in own])
    left = replace(
        since(register, table, frozen.day),
        read=table.read - known,
        purged=table.purged + rows - known,
    )
    again = rows if any(one.removed for one in own) else rows - known
    return left, _again(register, old, again, frozen) if again else None


def _again(register: Register, old: FileCount, rows: int, frozen: Frozen) -> Finding:
    days = np.concatenate([one.keys[register.event] for one in old.tallies])
    return Finding(
        rule="purged-month",
        severity="warning",
        file=old.name,
        found=message(
            N_("rows from {first} to {last}, months that were purged: {n}; they count no more, and"
               " neither does an answer that they bring"),
            first=day_of(days.min()), last=day_of(days.max()), n=rows,
        ),
        expected=message(N_("rows from {day} on"), day=first_day(frozen.before or 0)),
        advice=message(N_("remove these rows; “qualstat purge” removes a file without others")),
    )  # fmt: skip
