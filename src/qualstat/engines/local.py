"""The local engine: reads and counts the register files of one machine, one after the other.

Takes register files; gives the count of each register and what is to be said of the files.
Convention owned here: a file that cannot be read to its end counts for nothing, and the others
count.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualstat.engines import remarks
from qualstat.engines.aside import aside
from qualstat.engines.second_look import looked_up
from qualstat.findings import Finding
from qualstat.reading.columns import Columns, RegisterReader
from qualstat.reading.files import RegisterFile
from qualstat.reading.rejects import Reject
from qualstat.reading.unreadable import Unreadable
from qualstat.registers import REGISTERS, KnownSites
from qualstat.tallies.count import FileCount, count
from qualstat.tallies.merge import RegisterCount, merged

Progress = Callable[[int, int], None]  # bytes read so far, bytes in all
SMALL = 16 << 20  # bytes, read in well under the second that a progress bar waits
REJECTS_NAMED = 1_000  # rejected rows a file that become findings of their own


@dataclass(frozen=True)
class Counted:
    """The count of each register, by name, and the findings on its files."""

    registers: Mapping[str, RegisterCount]
    findings: tuple[Finding, ...]


class _Reading:
    """One run: what is heard of the rows while they are counted."""

    def __init__(
        self, total: int, progress: Progress | None, reject: Callable[[Reject], None] | None
    ) -> None:
        self.findings: list[Finding] = []
        self._done, self._total = 0, total
        self._progress, self._reject = progress, reject

    def heard(self, blocks: Iterable[Columns]) -> Iterator[Columns]:
        """Yield the blocks of a file, and pass on their rejects and the progress."""
        rejected = 0
        for columns in blocks:
            for one in columns.rejects:
                rejected += 1
                if rejected <= REJECTS_NAMED:
                    self.findings.append(one.finding())
                if self._reject:
                    self._reject(one)
            self._done += len(columns.block.data)
            if self._progress:
                self._progress(self._done, self._total)
            yield columns


def count_files(
    files: Sequence[RegisterFile],
    sites: KnownSites,
    *,
    progress: Progress | None = None,
    reject: Callable[[Reject], None] | None = None,
) -> Counted:
    """Return the counts of register files, given in natural order.

    Each rejected row is handed to `reject` as it is met. Small registers are counted aside
    while pandas loads, which the measures need next: a fifth of a small run's time.
    """
    small = sum(file.size for file in files) < SMALL
    if small and reject is None and "pandas" not in sys.modules:
        return aside(lambda: _counted(files, sites, None, None), _load_pandas)
    return _counted(files, sites, progress, reject)


def _load_pandas() -> None:
    import pandas as pd  # noqa: F401  # loaded here, used by the measures


def _counted(
    files: Sequence[RegisterFile],
    sites: KnownSites,
    progress: Progress | None,
    reject: Callable[[Reject], None] | None,
) -> Counted:
    run = _Reading(sum(file.size for file in files), progress, reject)
    readers: dict[str, RegisterReader] = {}
    counts: dict[str, list[tuple[RegisterFile, FileCount]]] = {name: [] for name in REGISTERS}
    for file in files:
        name = file.register.name
        if name not in readers:
            readers[name] = RegisterReader(file.register, sites)
        one = _count_file(file, readers[name], run)
        if one:
            counts[name].append((file, one))
    registers = {
        name: merged(REGISTERS[name], [one for _, one in held]) for name, held in counts.items()
    }
    for name, held in registers.items():
        run.findings += remarks.on_register(held)
        if counts[name]:
            run.findings += looked_up(held, counts[name], readers[name])
    return Counted(registers, tuple(run.findings))


def _count_file(file: RegisterFile, reader: RegisterReader, run: _Reading) -> FileCount | None:
    """Return the count of a file; None, and a finding, when it cannot be read."""
    held = len(run.findings)
    try:
        header, blocks = reader.read(file)
        one = count(file.name, file.register, run.heard(blocks))
    except Unreadable as reason:
        del run.findings[held:]  # its rows count for nothing, and neither do their faults
        run.findings.append(reason.finding(file.name))
        return None
    run.findings += remarks.on_file(one, header, beyond=one.rejected - REJECTS_NAMED)
    return one
