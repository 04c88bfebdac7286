"""Lots: which process reads which files.

Takes the sizes of files; gives a lot of tasks a process. Convention owned here: a large file is
shared by all, and each of the others goes, the largest first, to the one that has least to do.
"""

from collections.abc import Sequence

from msgspec import Struct

from qualstat.exports.table import WHOLE, Share

LARGE = 32 << 20  # bytes: a few blocks a process


class Task(Struct, frozen=True):
    """The place of a file among others, and the share of it to read."""

    file: int
    share: Share = WHOLE


def dealt(sizes: Sequence[int], processes: int) -> list[list[Task]]:
    """Return a lot of tasks for each of some processes; fewer where there is less to do.

    >>> [[task.file for task in lot] for lot in dealt([1, 5, 2, 3], 2)]
    [[1, 0], [3, 2]]
    """
    lots: list[list[Task]] = [[] for _ in range(processes)]
    for file, size in enumerate(sizes):
        if processes > 1 and size >= LARGE:
            for number, lot in enumerate(lots):
                lot.append(Task(file, Share(number, processes, size)))
    loads = [0] * processes
    others = [file for file, size in enumerate(sizes) if processes == 1 or size < LARGE]
    for file in sorted(others, key=lambda one: -sizes[one]):
        least = loads.index(min(loads))
        lots[least].append(Task(file))
        loads[least] += sizes[file] + 1
    return [lot for lot in lots if lot]
