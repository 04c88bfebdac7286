"""Progress: a bar on stderr while registers are read.

Takes nothing; gives the function that the pipeline calls as it reads. Convention owned here: a
bar is worth its lines only on a terminal, and only once a read has lasted a second.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from qualstat.render.language import translate

if TYPE_CHECKING:  # loaded when the bar appears
    from rich.progress import Progress

PATIENCE = 1.0  # seconds before the bar appears


@contextmanager
def shown(*, wanted: bool) -> Iterator[Callable[[int, int], None] | None]:
    """Give the function that moves the bar; None where no bar can be shown."""
    if not (wanted and _animated()):
        yield None
        return
    begun = time.monotonic()
    bars: list[Progress] = []

    def move(done: int, total: int) -> None:
        if not bars and (done >= total or time.monotonic() - begun < PATIENCE):
            return
        if not bars:
            bars.append(_bar(total))
        bars[0].update(bars[0].task_ids[0], completed=done, total=total)
        bars[0].refresh()

    try:
        yield move
    finally:
        for bar in bars:
            bar.stop()


def _animated() -> bool:
    if sys.stderr is None or os.environ.get("TERM") in ("dumb", "unknown"):
        return False
    return sys.stderr.isatty()


def _bar(total: int) -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    console = Console(file=sys.stderr, no_color=bool(os.environ.get("NO_COLOR")))
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    # no thread of its own: the pipeline may fork
    bar = Progress(*columns, console=console, transient=True, auto_refresh=False)
    bar.add_task(translate("Reading the registers"), total=total)
    bar.start()
    return bar
