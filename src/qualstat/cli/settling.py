"""Settling: which files are still being written, as far as a clock can tell.

Takes files; gives the names of those that move. Conventions owned here: a file that changed less
than so many seconds ago moves; where nobody says how many, one that changed just now is looked
at twice, a moment apart.
"""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # it loads the readers
    from qualstat.reading.files import SourceFile

JUST_NOW, MOMENT = 2.0, 0.2  # seconds


def moving(files: "Sequence[SourceFile]", seconds: float | None) -> set[str]:
    """Return the names of the files that are still being written."""
    now = time.time()
    young = [one for one in files if _age(one, now) < (JUST_NOW if seconds is None else seconds)]
    if seconds is not None or not young:
        return {one.name for one in young}
    before = {one.name: one.place.stamp() for one in young}
    time.sleep(MOMENT)
    return {one.name for one in young if one.place.stamp() != before[one.name]}


def _age(file: "SourceFile", now: float) -> float:
    """Return how many seconds ago a file changed; one from the future did not just now."""
    stamp = file.place.stamp()
    age = now - stamp[1] / 1e9 if stamp else float("inf")
    return age if age >= 0 else float("inf")
