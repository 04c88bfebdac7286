"""Parts: what a process reads of a file, and the file put together again.

Takes files and shares of them; gives `FilePart` and `FileRead` values. Conventions owned here: a
file that cannot be read to its end counts for nothing; the rejected rows that become findings are
the first ones by line, whoever read them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from qualstat.engines import remarks
from qualstat.engines.remarks import Told
from qualstat.exports.layout import Seen
from qualstat.exports.opening import opened
from qualstat.exports.table import WHOLE, Share, Table
from qualstat.exports.unreadable import Unreadable
from qualstat.findings import Finding
from qualstat.reading.columns import Columns, SourceReader
from qualstat.reading.files import SourceFile
from qualstat.reading.rejects import Reject
from qualstat.registers import KnownSites, Register
from qualstat.sources.dates import Order
from qualstat.sources.needs import wanted
from qualstat.tallies.cells import narrowed
from qualstat.tallies.count import FileCount, count
from qualstat.tallies.frozen import whole
from qualstat.tallies.reads import FileRead

Advance = Callable[[int], None]  # told how many more bytes were read
REJECTS_NAMED = 1_000  # rejected rows a file that become findings of their own


class TablePart(Struct, frozen=True):
    """What was read of a table: its counts, and what its rows tell.

    `rejected` are the findings on its first rejected rows. `last` is the last line read, and
    whether the row there was rejected. `seen` is how the table turned out to be written by then.
    """

    count: FileCount
    strangers: tuple[str, ...]
    seen: Seen
    orders: frozenset[tuple[str, Order]]
    rejected: tuple[Finding, ...]
    last: tuple[int, bool]


class FilePart(Struct, frozen=True):
    """What was read of a file: its tables, and its sheets that are none; or why it cannot be."""

    tables: tuple[TablePart, ...] = ()
    unread_sheets: tuple[str, ...] = ()
    failed: Finding | None = None


class PartReader:
    """What reads parts of files: what it learns of a text in one of them serves the others."""

    def __init__(
        self,
        sites: KnownSites,
        key: str,
        advance: Advance | None = None,
        reject: Callable[[Reject], None] | None = None,
    ) -> None:
        self._sites, self._key = sites, key
        self._advance, self._reject = advance, reject
        self._readers: dict[str, SourceReader] = {}

    def read(self, file: SourceFile, share: Share = WHOLE) -> FilePart:
        """Return what a share of a file holds; its references are digested under the key."""
        profile = file.profile
        if file.register.event in profile.absent:
            return FilePart()
        if profile.id not in self._readers:
            self._readers[profile.id] = SourceReader(profile, self._sites)
        reader = self._readers[profile.id]
        try:
            found = opened(file.place, file.name, profile.layout, wanted(profile))
            tables = tuple(self._table(file, reader, table, share) for table in found.tables)
        except Unreadable as reason:  # its rows count for nothing, and neither do their faults
            return FilePart(failed=reason.finding(file.name))
        return FilePart(tables, found.unread_sheets)

    def _table(
        self, file: SourceFile, reader: SourceReader, table: Table, share: Share
    ) -> TablePart:
        header, blocks = reader.read(table, share)
        heard = _Heard(table, file.register.name, self._advance, self._reject)
        one = count(table.name, file.register, heard.each(blocks), self._key)
        owner = file.profile.id if file.profile.overlap == "latest" else ""
        one = _narrowed(file.register, one)
        return TablePart(
            replace(one, owner=owner, file=file.name), header.strangers(file.profile), heard.seen,
            frozenset(heard.orders), tuple(heard.rejected), heard.last,
        )  # fmt: skip


def _narrowed(register: Register, one: FileCount) -> FileCount:
    """Return a count as it is handed over, and held until all of them are there."""
    return replace(
        one,
        tally=narrowed(register, one.tally),
        waits=one.waits and narrowed(register, one.waits),
        ledger=one.ledger and replace(one.ledger, cells=narrowed(register, one.ledger.cells)),
    )


class _Heard:
    """What is heard of the rows of a table while they are counted."""

    def __init__(
        self,
        table: Table,
        register: str,
        advance: Advance | None,
        reject: Callable[[Reject], None] | None,
    ) -> None:
        self.seen, self.orders = table.seen, set[tuple[str, Order]]()
        self.rejected, self.last = list[Finding](), (0, False)
        self._table, self._register = table, register
        self._advance, self._reject = advance, reject

    def each(self, blocks: Iterable[Columns]) -> Iterator[Columns]:
        """Yield the columns of a table, and pass on their rejects and the progress."""
        for columns in blocks:
            if self._reject or len(self.rejected) < REJECTS_NAMED:
                self._hear(columns)
            if columns.read:
                good, bad = int(columns.lines.max(initial=0)), columns.rejected.last_line
                self.last = max(self.last, (max(good, bad), bad > good))
            self.orders |= columns.orders
            self.seen = columns.seen
            if self._advance:
                self._advance(columns.size)
            yield columns

    def _hear(self, columns: Columns) -> None:
        table = self._table
        for row in columns.rejected:
            one = Reject(self._register, table.name, row, table.header, table.seen.separator)
            if len(self.rejected) < REJECTS_NAMED:
                self.rejected.append(one.finding())
            if self._reject:
                self._reject(one)


def file_read(file: SourceFile, parts: Sequence[FilePart], *, compact: bool = True) -> FileRead:
    """Return what a file gave from its parts, at least one; its tables `compact`, or quicker."""
    profile = file.profile
    said = [remarks.on_absent(file.name, profile)] if profile.absent else []
    failed = next((one.failed for one in parts if one.failed), None)
    if failed:
        return FileRead(file, (), (*said, failed))
    tables = [
        _table_read(held, compact=compact)
        for held in zip(*(one.tables for one in parts), strict=True)
    ]
    for one in tables:
        said += one.rejected
        beyond = one.count.rejected - REJECTS_NAMED
        told = Told(one.count, one.strangers, one.seen, one.orders, beyond)
        said += remarks.on_table(told, profile)
    said += remarks.on_sheets(file.name, parts[0].unread_sheets)
    torn = bool(tables) and tables[-1].last[1] and not file.place.ends_a_line()
    return FileRead(file, tuple(one.count for one in tables), tuple(said), torn)


def _table_read(parts: Sequence[TablePart], *, compact: bool) -> TablePart:
    """Return a table from what was read of it."""
    if len(parts) == 1:
        return parts[0]
    last = max(parts, key=lambda one: one.last)
    rejected = sorted((one for part in parts for one in part.rejected), key=_line)
    return TablePart(
        whole([one.count for one in parts], compact=compact), last.strangers, last.seen,
        frozenset().union(*(one.orders for one in parts)),
        tuple(rejected[:REJECTS_NAMED]), last.last,
    )  # fmt: skip


def _line(one: Finding) -> int:
    return one.line or 0
