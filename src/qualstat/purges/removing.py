"""Removing: the files that a purge takes away.

Takes the files that go; removes them, and gives those that are left. Conventions owned here: a
file that has changed since it was counted stays; one that is no longer there is gone; one that
cannot be removed hinders no other.
"""

import os
from collections.abc import Sequence

from qualstat.errors import OutputError
from qualstat.exports.place import Place
from qualstat.findings import N_, Finding, Message, message
from qualstat.purges.values import Export

EXPECTED = N_("a folder of registers in which files can be removed")
CHANGED = N_("it has changed since it was counted")


def check(exports: Sequence[Export]) -> None:
    """Raise `OutputError` where a file cannot be removed, before anything is done."""
    shut = [one for one in exports if not os.access(one.path.parent, os.W_OK)]
    if shut:
        why = message(N_("this account may not remove it; nothing is purged"))
        raise OutputError([not_removed(one.name, why) for one in shut])


def removed(exports: Sequence[Export]) -> dict[str, Message]:
    """Remove files; return those that are left, and why."""
    left: dict[str, Message] = {}
    for one in exports:
        stamp = Place(one.path).stamp()
        if stamp is None and not one.path.is_symlink():
            continue
        if stamp != one.stamp:
            left[one.name] = message(CHANGED)
            continue
        try:
            one.path.unlink()
        except OSError as error:
            words = error.strerror or type(error).__name__
            left[one.name] = message(N_("the system says “{words}”"), words=words)
    return left


def not_removed(name: str, why: Message) -> Finding:
    """Return the finding on a file that is still there."""
    return Finding(
        rule="not-removed", severity="blocking", file=name,
        found=message(N_("not removed: {reason}"), reason=why),
        expected=message(EXPECTED),
        advice=message(N_("see to it, and type the same command again: nothing counts twice")),
    )  # fmt: skip
