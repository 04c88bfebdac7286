"""Unlike: in what the tables of an export differ from those it gave before.

Takes tables; gives a message, none where they count the same. Convention owned here: the order of
cells and of rows is none of what a table says.
"""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from msgspec.structs import asdict

from qualstat.findings import N_, Message, message
from qualstat.tallies.cells import Numbers, Tally, side_by_side
from qualstat.tallies.count import FileCount
from qualstat.tallies.merge import RegisterCount

COUNTS = ("read", "rejected", "made_of", "left_out", "purged")
NAMES = ("name", "owner", "file")
FIELDS = ("files", "read", "rejected", "purged", "superseded", "replaced")


def unlike(
    before: Collection[FileCount], now: Collection[FileCount], *, digests: bool = True
) -> Message | None:
    """Return in what tables differ; without `digests`, those of their references may."""
    if len(before) != len(now):
        return message(N_("{now} tables, and {before} kept"), now=len(now), before=len(before))
    pairs = zip(before, now, strict=True)
    said = (_unlike(one, other, digests=digests) for one, other in pairs)
    return next((one for one in said if one is not None), None)


def _unlike(before: FileCount, now: FileCount, *, digests: bool) -> Message | None:
    for name in COUNTS:
        was, found = getattr(before, name), getattr(now, name)
        if was != found:
            return message(N_("{found} as {name}, and {was} kept"), found=found, name=name, was=was)
    if any(getattr(before, name) != getattr(now, name) for name in NAMES):
        return message(N_("another table than the one kept"))
    both = before.waits is not None and now.waits is not None
    if both and not same_waits(before.waits, now.waits):
        return message(N_("other waits than those kept"))
    if same_tally(before.tally, now.tally) and _same_ledger(before, now, digests=digests):
        return None
    rows = [sum(int(one.rows.sum()) for one in table.tallies) for table in (now, before)]
    return message(N_("{now} rows in other cells than the {before} kept"), now=rows[0],
                   before=rows[1])  # fmt: skip


def same_tally(one: Tally, other: Tally) -> bool:
    """Tell whether two tallies of a register hold the same cells."""
    both = side_by_side([one, other])  # which numbers their services alike
    return _alike([*both.keys.values(), both.rows, both.n], len(one.rows))


def same_register(one: RegisterCount, other: RegisterCount) -> bool:
    """Tell whether two counts of a register are the same, and of the same files."""
    alike = all(getattr(one, name) == getattr(other, name) for name in FIELDS)
    tables = ((held.parts, held.totals.days, held.totals.dates) for held in (one, other))
    alike &= all(
        _same_columns(asdict(held), asdict(same)) for held, same in zip(*tables, strict=True)
    )
    return alike and same_figures(one, other)


def _same_columns(one: Mapping[str, Numbers], other: Mapping[str, Numbers]) -> bool:
    """Tell whether two tables have the same rows, in any order."""
    columns = [np.concatenate([column, other[name]]) for name, column in one.items()]
    return _alike(columns, len(next(iter(one.values()))))


def same_figures(one: RegisterCount, other: RegisterCount) -> bool:
    """Tell whether two counts of a register give the same figures, whatever their files."""
    alike = (one.known, one.first_days) == (other.known, other.first_days)
    alike &= same_waits(one.waits, other.waits)
    return alike and same_tally(one.tally, other.tally)


def same_waits(one: Tally | None, other: Tally | None) -> bool:
    """Tell whether two waits are the same, or both unknown."""
    if one is None or other is None:
        return one is other
    return same_tally(one, other)


def _same_ledger(before: FileCount, now: FileCount, *, digests: bool) -> bool:
    """Tell whether two ledgers hold the same rows, each with its cell."""
    one, other = before.ledger, now.ledger
    if one is None or other is None:
        return one is other
    both = side_by_side([one.cells, other.cells])
    cell = np.concatenate([one.cell, other.cell + len(one.cells.rows)])
    columns = [column[cell] for column in both.keys.values()]
    columns.append(np.concatenate([one.line, other.line]))
    if digests:
        columns.append(np.concatenate([one.digest, other.digest]))
    return _alike(columns, len(one.line))


def _alike(columns: Sequence[Numbers], middle: int) -> bool:
    """Tell whether the rows before a place are those from it on, in any order."""
    first = [column[:middle] for column in columns]
    second = [column[middle:] for column in columns]
    if len(first[0]) != len(second[0]):
        return False
    orders = np.lexsort(first), np.lexsort(second)
    return all(
        np.array_equal(one[orders[0]], other[orders[1]])
        for one, other in zip(first, second, strict=True)
    )
