"""Values: what a purge would do, and what it has done.

Takes nothing; gives `Plan` and `Purged`. Convention owned here: they name files, months and
numbers of rows, and nothing of what the rows hold (rule P1).
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Literal

from msgspec import Struct, field

from qualstat.findings import Finding, Message

Stays = Literal["later", "straddles", "no_row", "archive", "link"]


class Export(Struct, frozen=True):
    """A file of the data folder: what it holds, and why it stays; None where it is to go.

    `rows` are its rows as read, `frozen` the valid ones that are frozen by this purge, `uncounted`
    those that came after their month was purged. `first` and `last` are the months of its valid
    rows. `copy_of` names the file that holds the same bytes and was read.
    """

    name: str
    path: Path
    registers: tuple[str, ...]
    sha256: str
    size: int
    stamp: tuple[int, ...] | None = None
    rows: int = 0
    rejected: int = 0
    frozen: int = 0
    uncounted: int = 0
    first: int | None = None
    last: int | None = None
    copy_of: str = ""
    stays: Stays | None = None


class Total(Struct, frozen=True):
    """The rows of one register that are frozen, and those that go without being counted.

    frozen = counted + superseded; `unanswered` are counted ones without all their answers;
    `rejected` and `uncounted` are those of the files that go.
    """

    register: str
    frozen: int
    counted: int
    superseded: int
    unanswered: int
    rejected: int
    uncounted: int


class Plan(Struct, frozen=True):
    """What a purge does: the files of the folder, and totals by register.

    `before` is the first month that it leaves; an earlier purge may have left fewer.
    """

    before: int
    exports: tuple[Export, ...]
    totals: tuple[Total, ...]
    findings: tuple[Finding, ...] = ()
    sample: bool = False

    @property
    def going(self) -> tuple[Export, ...]:
        """The files that go."""
        return tuple(one for one in self.exports if one.stays is None)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to remove or to freeze."""
        return not (self.going or any(one.frozen for one in self.totals))


class Resumed(Struct, frozen=True):
    """An earlier purge that was interrupted, and is ended: what is gone, by name, and its text.

    `left` are files that could not be removed, and why.
    """

    certificate: str
    gone: tuple[str, ...]
    left: Mapping[str, Message] = field(default_factory=dict)


class Purged(Struct, frozen=True):
    """A plan, and what was done of it; `certificate` is its text, empty where nothing was done.

    `left` are files that could not be removed, and why; `resumed` earlier purges that were ended.
    """

    plan: Plan
    day: date
    certificate: str = ""
    left: Mapping[str, Message] = field(default_factory=dict)
    resumed: tuple[Resumed, ...] = ()
