"""One whole process and those it starts: how long, how much CPU, how much memory at once.

Takes a command; gives a `Sample`. Conventions owned here: CPU time is that of the process and of
all it waited for; memory is looked at every few milliseconds in /proc (Linux), the largest
process by its own high-water mark, the tree by the sum of what its processes hold at a moment
(pages that forked processes share count once for each).
"""

import os
import resource
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
EVERY = 0.01  # seconds
MIB = 1024  # kB


@dataclass(frozen=True)
class Sample:
    """One run: seconds of wall and CPU, MiB of the largest process and of the tree."""

    wall: float
    cpu: float
    largest: float
    tree: float


def sample(command: Sequence[str], folder: Path) -> Sample:
    """Run a command in a folder and return what it took; raise where it fails."""
    start = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        watch = _Watch(process.pid)
        watch.start()
        assert process.stderr is not None
        said = process.stderr.read()  # to its end, so that a full pipe never stops it
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.over.set()
        watch.join()
    if process.returncode:
        raise RuntimeError(f"{command} gave {process.returncode}: {said.decode()[-2000:]}")
    largest = watch.largest
    if used.ru_maxrss > resource.getrusage(resource.RUSAGE_SELF).ru_maxrss:
        largest = max(largest, used.ru_maxrss / MIB)  # else it tells of ours, from before the exec
    return Sample(wall, used.ru_utime + used.ru_stime, largest, max(watch.tree, largest))


class _Watch(threading.Thread):
    """Looks at the memory of a tree of processes until it is over."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.over = pid, threading.Event()
        self.largest = self.tree = 0.0

    def run(self) -> None:
        while not self.over.wait(EVERY):
            held = [_memory(pid) for pid in _family(self.pid)]
            self.tree = max(self.tree, sum(now for now, _ in held))
            self.largest = max([self.largest, *(most for _, most in held)])


def _family(pid: int) -> list[int]:
    """Return a process and all that descend from it."""
    try:
        tasks = [int(one.name) for one in (PROC / str(pid) / "task").iterdir()]
        children = [
            int(child)
            for task in tasks
            for child in (PROC / str(pid) / "task" / str(task) / "children").read_text().split()
        ]
    except OSError:  # it ended
        return [pid]
    return [pid, *(one for child in children for one in _family(child))]


def _memory(pid: int) -> tuple[float, float]:
    """Return the MiB that a process holds, and the most that it held."""
    try:
        lines = (PROC / str(pid) / "status").read_text().splitlines()
    except OSError:
        return 0.0, 0.0
    sizes = {
        line[:6]: int(line.split()[1]) / MIB for line in lines if line[:5] in ("VmRSS", "VmHWM")
    }
    return sizes.get("VmRSS:", 0.0), sizes.get("VmHWM:", 0.0)
