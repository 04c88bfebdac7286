"""Planning: which files a purge removes, and which stay.

Takes what was read of exports, twice; gives `Export` values. Conventions owned here: a file goes
when it holds valid rows, and all of them lie before the horizon; an archive goes when all that it
holds does; a link stays, for its content stands elsewhere.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct

from qualstat.purges.contents import Content
from qualstat.purges.values import Export, Stays
from qualstat.tallies.count import FileCount
from qualstat.tallies.cutting import before, rows_of, since
from qualstat.tallies.dating import months
from qualstat.tallies.frozen import Frozen
from qualstat.tallies.reads import FileRead


class Counts(Struct, frozen=True):
    """What is known of the exports, by name: as they count, and as they were counted again."""

    stored: Mapping[str, FileRead]
    again: Mapping[str, FileRead]
    frozen: Frozen
    day: int  # the first one that stays


def to_recount(reads: Sequence[FileRead], day: int) -> list[FileRead]:
    """Return the exports with rows before a day, or none from it on."""
    return [one for one in reads if old_rows(one, day) or not new_rows(one, day)]


def old_rows(read: FileRead, day: int) -> int:
    """Return how many counting rows of an export lie before a day."""
    return sum(rows_of(before(read.file.register, one, day)) for one in read.tables)


def new_rows(read: FileRead, day: int) -> int:
    """Return how many rows of an export lie on a day or after it."""
    return sum(rows_of(since(read.file.register, one, day)) for one in read.tables)


def export(content: Content, counts: Counts) -> Export:
    """Return what becomes of a file."""
    why = _stays(content, counts)
    place = content.files[0].place
    own = [name for name, read in content.held if name == read]
    told = [counts.again.get(name, counts.stored[name]) for name in own]
    tables = [(one, table) for one in told for table in one.tables]
    event_months = [_months(one, table) for one, table in tables]
    held = np.unique(np.concatenate([np.empty(0, np.int64), *event_months])).tolist()
    copies = [read for name, read in content.held if name != read]
    late = sum(table.purged for name in own for table in counts.stored[name].tables)
    return Export(
        name=content.name,
        path=content.path,
        registers=tuple(dict.fromkeys(one.register.name for one in content.files)),
        sha256=place.fingerprint() if told or why is None else "",
        size=content.files[0].size,
        stamp=place.stamp(),
        rows=sum(table.read for _, table in tables),
        rejected=sum(table.rejected for _, table in tables),
        frozen=sum(old_rows(counts.stored[name], counts.day) for name in own),
        uncounted=late,
        first=held[0] if held else None,
        last=held[-1] if held else None,
        copy_of=copies[0] if copies and not own else "",
        stays=why,
    )


def _months(read: FileRead, table: FileCount) -> np.ndarray:
    event = read.file.register.event
    return np.concatenate([months(one.keys[event]) for one in table.tallies])


def _stays(content: Content, counts: Counts) -> Stays | None:
    if content.path.is_symlink():
        return "link"
    reasons = [_reason(read, counts) for _, read in content.held]
    if content.strangers or (None in reasons and any(reasons)):
        return "archive" if None in reasons else reasons[0]
    return reasons[0]


def _reason(name: str, counts: Counts) -> Stays | None:
    """Return why one export cannot go; None where it can."""
    stored, again = counts.stored[name], counts.again.get(name)
    if new_rows(stored, counts.day):
        own = {one.count.file for one in counts.frozen.tables}
        old = old_rows(stored, counts.day) or any(one.purged for one in stored.tables)
        return "straddles" if old or name in own else "later"
    if again is None or not any(rows_of(one) for one in again.tables):
        return "no_row"
    return None
