"""The local engine: reads and counts the register files of one machine, one after the other.

Takes register files; gives the count of each register and what is to be said of the files.
Convention owned here: a file that cannot be read to its end counts for nothing, and the others
count.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qualstat.engines import remarks
from qualstat.engines.aside import aside
from qualstat.engines.remarks import Told
from qualstat.engines.second_look import Read, looked_up
from qualstat.exports.layout import PLAINLY
from qualstat.exports.opening import opened
from qualstat.exports.table import Table
from qualstat.exports.unreadable import Unreadable
from qualstat.findings import Finding
from qualstat.reading.columns import Columns, SourceReader
from qualstat.reading.files import SourceFile
from qualstat.reading.header import Header
from qualstat.reading.rejects import Reject
from qualstat.registers import REGISTERS, KnownSites
from qualstat.sources.dates import Order
from qualstat.sources.lacks import Lack
from qualstat.sources.needs import wanted
from qualstat.sources.profile import Profile
from qualstat.tallies.count import FileCount, count, months
from qualstat.tallies.merge import RegisterCount, merged

Progress = Callable[[int, int], None]  # bytes read so far, bytes in all
SMALL = 16 << 20  # bytes, read in well under the second that a progress bar waits
REJECTS_NAMED = 1_000  # rejected rows a file that become findings of their own


@dataclass(frozen=True)
class Counted:
    """The count of each register, by name, and the findings on its files."""

    registers: Mapping[str, RegisterCount]
    findings: tuple[Finding, ...]
    lacks: tuple[Lack, ...] = ()


class _Reading:
    """One run: what is heard of the rows while they are counted."""

    def __init__(
        self, total: int, progress: Progress | None, reject: Callable[[Reject], None] | None
    ) -> None:
        self.findings: list[Finding] = []
        self.lacks: list[Lack] = []
        self._done, self._total = 0, total
        self._progress, self._reject = progress, reject
        self._orders: set[tuple[str, Order]] = set()
        self._seen = PLAINLY

    def heard(self, table: Table, register: str, blocks: Iterable[Columns]) -> Iterator[Columns]:
        """Yield the columns of a table, and pass on their rejects and the progress."""
        rejected = 0
        self._orders, self._seen = set(), table.seen
        for columns in blocks:
            if self._reject or rejected < REJECTS_NAMED:
                for row in columns.rejected:
                    one = Reject(register, table.name, row, table.header, table.seen.separator)
                    rejected += 1
                    if rejected <= REJECTS_NAMED:
                        self.findings.append(one.finding())
                    if self._reject:
                        self._reject(one)
            self._orders |= columns.orders
            self._seen = columns.seen
            self._done += columns.size
            if self._progress:
                # what is packed gives more bytes than its file holds
                self._progress(min(self._done, self._total), self._total)
            yield columns

    def told(self, one: FileCount, header: Header, profile: Profile) -> Told:
        """Return what is to be said of a table that was read to its end."""
        return Told(
            one, header.strangers(profile), self._seen, frozenset(self._orders),
            one.rejected - REJECTS_NAMED,
        )  # fmt: skip


def count_files(
    files: Sequence[SourceFile],
    sites: KnownSites,
    *,
    progress: Progress | None = None,
    reject: Callable[[Reject], None] | None = None,
    measured: bool = True,
) -> Counted:
    """Return the counts of exports, given in natural order.

    Each rejected row is handed to `reject` as it is met. Small registers are counted aside
    while pandas loads, which the measures need next, where they are `measured`: a fifth of a
    small run's time.
    """
    small = sum(file.size for file in files) < SMALL
    if measured and small and reject is None and "pandas" not in sys.modules:
        return aside(lambda: _counted(files, sites, None, None), _load_pandas)
    return _counted(files, sites, progress, reject)


def _load_pandas() -> None:
    import pandas as pd  # noqa: F401  # loaded here, used by the measures


def _counted(
    files: Sequence[SourceFile],
    sites: KnownSites,
    progress: Progress | None,
    reject: Callable[[Reject], None] | None,
) -> Counted:
    run = _Reading(sum(file.size for file in files), progress, reject)
    readers: dict[str, SourceReader] = {}
    held: dict[str, list[Read]] = {name: [] for name in REGISTERS}
    for file in files:
        profile = file.profile
        if profile.id not in readers:
            readers[profile.id] = SourceReader(profile, sites)
        held[file.register.name] += _count_file(file, readers[profile.id], run)
    registers = {
        name: merged(REGISTERS[name], [one.count for one in tables])
        for name, tables in held.items()
    }
    for name, one in registers.items():
        run.findings += remarks.on_register(one)
        if held[name]:
            run.findings += looked_up(one, held[name])
    lacks = [one for tables in held.values() for read in tables for one in _lacks(read, sites)]
    return Counted(registers, tuple(run.findings), (*run.lacks, *lacks))


def _lacks(read: Read, known: KnownSites) -> Iterator[Lack]:
    """Yield the dates that the source of a table cannot give, with the months of its rows."""
    names, event = tuple(known.timezones), read.reader.register.event
    held: set[tuple[str, int]] = set()
    for tally in read.count.tallies:
        pairs = zip(tally.keys["site"].tolist(), months(tally.keys[event]).tolist(), strict=True)
        held |= {(names[site], month) for site, month in pairs}
    for field, reason in read.reader.profile.absent.items():
        yield Lack(read.reader.register.name, field, reason, frozenset(held))


def _count_file(file: SourceFile, reader: SourceReader, run: _Reading) -> list[Read]:
    """Return the counts of a file's tables; none, and a finding, when it cannot be read."""
    profile, event = file.profile, file.register.event
    if profile.absent:
        run.findings.append(remarks.on_absent(file.name, profile))
    if event in profile.absent:
        run.lacks.append(Lack(file.register.name, event, profile.absent[event]))
        return []
    start, tables = len(run.findings), list[Read]()
    try:
        found = opened(file.place, file.name, profile.layout, wanted(profile))
        for table in found.tables:
            header, blocks = reader.read(table)
            heard = run.heard(table, file.register.name, blocks)
            one = count(table.name, file.register, heard)
            run.findings += remarks.on_table(run.told(one, header, profile), profile)
            owner = profile.id if profile.overlap == "latest" else ""
            tables.append(Read(table, reader, replace(one, owner=owner, file=file.name)))
    except Unreadable as reason:
        del run.findings[start:]  # its rows count for nothing, and neither do their faults
        run.findings.append(reason.finding(file.name))
        return []
    run.findings += remarks.on_sheets(file.name, found.unread_sheets)
    return tables
