"""The local engine: reads and counts the register files of one machine.

Takes register files; gives what each of them holds, and the count of each register.
Conventions owned here: whoever reads what, and in whatever order, the result is the same; what
reads registers is loaded where they are read, for that is aside while what comes next loads.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from importlib import import_module
from itertools import chain
from typing import TYPE_CHECKING

from qualstat.engines.crew import ALONE, Crew
from qualstat.engines.lots import Task, dealt
from qualstat.engines.merging import Counted, together
from qualstat.engines.workers import Advance, aside, summed
from qualstat.reading.files import SourceFile
from qualstat.registers import KnownSites
from qualstat.tallies.keys import new_key
from qualstat.tallies.reads import FileRead

if TYPE_CHECKING:
    from qualstat.engines.parts import FilePart
    from qualstat.reading.rejects import Reject

Progress = Callable[[int, int], None]  # bytes read so far, bytes in all
SMALL = 16 << 20  # bytes, read in well under the second that a progress bar waits


def count_files(
    files: Sequence[SourceFile],
    sites: KnownSites,
    *,
    progress: Progress | None = None,
    reject: Callable[["Reject"], None] | None = None,
    crew: Crew = ALONE,
) -> Counted:
    """Return the counts of exports, given in natural order.

    Each rejected row is handed to `reject` as it is met, by one process. Small registers are
    counted aside while what comes next loads: a quarter of a small run's time.
    """
    key = new_key()
    if reject is not None:
        return together(read_files(files, sites, key, progress=progress, reject=reject), sites)
    if _spares_time(files, crew) and not crew.scheduler:
        counting = [lambda _: together(read_files(files, sites, key), sites)]
        (one,) = aside(counting, partial(_load, crew.ahead))
        return one
    read = read_aside(files, sites, key, progress=progress, crew=crew, compact=False)
    return together(read, sites)


def read_aside(  # noqa: PLR0913  # what is read, and how
    files: Sequence[SourceFile],
    sites: KnownSites,
    key: str,
    *,
    progress: Progress | None = None,
    crew: Crew = ALONE,
    compact: bool = True,
) -> list[FileRead]:
    """Return what each export gave, in their order, its references digested under a key.

    Some processes read them: one where they are small, else those of the crew, each its own files
    and its share of the large ones. What comes next loads meanwhile. The shares of a file hardly
    have any cell in common: to add them up is worth its time where they are to be kept, `compact`.
    """
    if crew.scheduler:
        from qualstat.engines import dask

        advance = summed(_towards(files, progress)) if progress else None
        read = dask.read_parts(files, sites, key, crew.scheduler, advance)
        return _whole(files, read, compact=compact)
    several = 1 if _is_small(files) else crew.jobs
    if not files or (several == 1 and not _spares_time(files, crew)):
        return read_files(files, sites, key, progress=progress)

    from qualstat.engines.parts import PartReader  # once, before there are several processes

    def work(tasks: Sequence[Task], advance: Advance) -> list[tuple[Task, "FilePart"]]:
        reader = PartReader(sites, key, summed(advance))
        return [(one, reader.read(files[one.file], one.share)) for one in tasks]

    lots = dealt([file.size for file in files], several)
    found = aside(
        [partial(work, lot) for lot in lots],
        partial(_load, crew.ahead),
        _towards(files, progress) if progress else None,
    )
    return _whole(files, chain.from_iterable(found), compact=compact)


def _whole(
    files: Sequence[SourceFile], read: Iterable[tuple[Task, "FilePart"]], *, compact: bool
) -> list[FileRead]:
    """Return what each of some files gave, from its parts, whoever read them."""
    from qualstat.engines.parts import file_read

    parts: list[list[FilePart]] = [[] for _ in files]
    for task, one in read:
        parts[task.file].append(one)
    # the parts of a file go once it is whole: both together are a third of what is held by then
    return [file_read(file, parts.pop(0), compact=compact) for file in files]


def _towards(files: Sequence[SourceFile], progress: Progress) -> Advance:
    """Return what tells a progress bar how far the reading of some files has come."""
    total = sum(file.size for file in files)
    # what is packed gives more bytes than its file holds
    return lambda done: progress(min(done, total), total)


def _spares_time(files: Sequence[SourceFile], crew: Crew) -> bool:
    """Tell whether something is to be loaded, and can be while small files are read."""
    return _is_small(files) and not all(name in sys.modules for name in crew.ahead)


def _is_small(files: Sequence[SourceFile]) -> bool:
    return sum(file.size for file in files) < SMALL


def _load(modules: Sequence[str]) -> None:
    for name in modules:
        import_module(name)


def read_files(
    files: Sequence[SourceFile],
    sites: KnownSites,
    key: str,
    *,
    progress: Progress | None = None,
    reject: Callable[["Reject"], None] | None = None,
) -> list[FileRead]:
    """Return what each export gave, in their order, its references digested under a key."""
    from qualstat.engines.parts import PartReader, file_read

    advance = summed(_towards(files, progress)) if progress else None
    reader = PartReader(sites, key, advance, reject)
    return [file_read(file, [reader.read(file)]) for file in files]
