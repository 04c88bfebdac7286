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
from qualstat.engines.lacking import lacks
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
from qualstat.tallies.apart import last_day
from qualstat.tallies.count import FileCount, count
from qualstat.tallies.digests import new_key
from qualstat.tallies.frozen import NOTHING_FROZEN, Frozen, of_known_sites, whole
from qualstat.tallies.merge import RegisterCount, merged
from qualstat.tallies.reads import FileRead

Progress = Callable[[int, int], None]  # bytes read so far, bytes in all
SMALL = 16 << 20  # bytes, read in well under the second that a progress bar waits
REJECTS_NAMED = 1_000  # rejected rows a file that become findings of their own


@dataclass(frozen=True)
class Counted:
    """The count of each register, by name, and the findings on its files."""

    registers: Mapping[str, RegisterCount]
    findings: tuple[Finding, ...]
    lacks: tuple[Lack, ...] = ()
    changes: tuple[Finding, ...] = ()  # of the files since the last run, where a store tells
    frozen: Frozen = NOTHING_FROZEN  # what of them comes from no file any more


class _Reading:
    """One run: what is heard of the rows while they are counted."""

    def __init__(
        self, total: int, progress: Progress | None, reject: Callable[[Reject], None] | None
    ) -> None:
        self.findings: list[Finding] = []
        self.ends_badly = False  # the last row of the last table was rejected
        self._done, self._total = 0, total
        self._progress, self._reject = progress, reject
        self._orders: set[tuple[str, Order]] = set()
        self._seen = PLAINLY

    def heard(self, table: Table, register: str, blocks: Iterable[Columns]) -> Iterator[Columns]:
        """Yield the columns of a table, and pass on their rejects and the progress."""
        rejected = 0
        self._orders, self._seen = set(), table.seen
        self.ends_badly = False
        for columns in blocks:
            if self._reject or rejected < REJECTS_NAMED:
                for row in columns.rejected:
                    one = Reject(register, table.name, row, table.header, table.seen.separator)
                    rejected += 1
                    if rejected <= REJECTS_NAMED:
                        self.findings.append(one.finding())
                    if self._reject:
                        self._reject(one)
            if columns.read:
                last = int(columns.lines.max()) if len(columns.lines) else 0
                self.ends_badly = columns.rejected.last_line > last
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
    key = new_key()
    if measured and reject is None and _spares_time(files):
        return aside(lambda: together(read_files(files, sites, key), sites), _load_pandas)
    return together(read_files(files, sites, key, progress=progress, reject=reject), sites)


def read_aside(
    files: Sequence[SourceFile], sites: KnownSites, key: str, *, progress: Progress | None = None
) -> list[FileRead]:
    """Return what each export gave, in their order; small ones are read aside."""
    if files and _spares_time(files):
        return aside(lambda: read_files(files, sites, key), _load_pandas)
    return read_files(files, sites, key, progress=progress)


def _spares_time(files: Sequence[SourceFile]) -> bool:
    """Tell whether pandas is to be loaded, and can be while the files are read."""
    return sum(file.size for file in files) < SMALL and "pandas" not in sys.modules


def _load_pandas() -> None:
    import pandas as pd  # noqa: F401  # loaded here, used by the measures


def read_files(
    files: Sequence[SourceFile],
    sites: KnownSites,
    key: str,
    *,
    progress: Progress | None = None,
    reject: Callable[[Reject], None] | None = None,
) -> list[FileRead]:
    """Return what each export gave, in their order, the references digested under a key."""
    run = _Reading(sum(file.size for file in files), progress, reject)
    readers: dict[str, SourceReader] = {}
    found = []
    for file in files:
        profile = file.profile
        if profile.id not in readers:
            readers[profile.id] = SourceReader(profile, sites)
        found.append(_read_file(file, readers[profile.id], run, key))
    return found


def _read_file(file: SourceFile, reader: SourceReader, run: _Reading, key: str) -> FileRead:
    """Return the counts of a file's tables; none, and a finding, when it cannot be read."""
    profile = file.profile
    said = [remarks.on_absent(file.name, profile)] if profile.absent else []
    if file.register.event in profile.absent:
        return FileRead(file, (), tuple(said))
    tables = list[FileCount]()
    run.findings = []
    try:
        found = opened(file.place, file.name, profile.layout, wanted(profile))
        for table in found.tables:
            header, blocks = reader.read(table)
            heard = run.heard(table, file.register.name, blocks)
            one = count(table.name, file.register, heard, key)
            run.findings += remarks.on_table(run.told(one, header, profile), profile)
            owner = profile.id if profile.overlap == "latest" else ""
            tables.append(replace(one, owner=owner, file=file.name))
    except Unreadable as reason:  # its rows count for nothing, and neither do their faults
        return FileRead(file, (), (*said, reason.finding(file.name)))
    told = remarks.on_sheets(file.name, found.unread_sheets)
    torn = run.ends_badly and not file.place.ends_a_line()
    return FileRead(file, tuple(tables), (*said, *run.findings, *told), torn)


def together(
    reads: Sequence[FileRead], sites: KnownSites, frozen: Frozen = NOTHING_FROZEN
) -> Counted:
    """Return the count of each register from what its files gave, in the order of the files.

    What purges have frozen counts with it.
    """
    parts: dict[tuple[str, str], list[FileCount]] = {}
    still = of_known_sites(frozen, len(sites.timezones))
    for one in still:
        parts.setdefault((one.register, one.count.name), []).append(one.count)
    held: dict[str, list[Read]] = {name: [] for name in REGISTERS}
    for read in reads:
        name = read.file.register.name
        for table in read.tables:
            both = whole([*parts.pop((name, table.name), ()), table])
            held[name].append(Read(read.file, sites, both))
    gone = {name: [whole(own) for (of, _), own in parts.items() if of == name] for name in held}
    registers = {
        name: merged(REGISTERS[name], [*(one.count for one in tables), *gone[name]])
        for name, tables in held.items()
    }
    findings = [finding for one in reads for finding in one.findings]
    last = last_day(registers.values())
    for name, counted in registers.items():
        findings += remarks.on_register(counted)
        if held[name]:
            findings += looked_up(counted, held[name], last)
    return Counted(registers, tuple(findings), tuple(lacks(reads, sites, still)), frozen=frozen)
