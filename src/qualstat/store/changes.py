"""Changes: what became of the files that a store knew.

Takes what it held, the files of today and what was read of them; gives findings. Conventions
owned here: a file that is no longer there counts no more, as in a run without store, and is said
to be gone until it comes back or is forgotten; one whose bytes are there under another name counts
under that one; a store none of whose files is there belongs to another folder.
"""

import shlex
from collections.abc import Iterator, Mapping, Sequence

from qualstat.errors import UsageError
from qualstat.findings import N_, Finding, message
from qualstat.reading.files import SourceFile, natural
from qualstat.store.database import Store
from qualstat.store.files import Recalled
from qualstat.store.kept import Kept
from qualstat.tallies.reads import FileRead


def check_folder(store: Store, kept: Mapping[str, Kept], files: Sequence[SourceFile]) -> None:
    """Refuse a store that knows files of the same registers, and none of those that are there."""
    registers = {one.register.name for one in files}
    known = {one.name for one in kept.values() if one.register in registers}
    if not known or known & {one.name for one in files}:
        return
    found = message(
        N_("it knows {name} and other files, and none of those that are read now"),
        name=min(known, key=natural),
    )
    raise UsageError(
        Finding(
            "store", "blocking", found, message(N_("the store of this folder of registers")),
            message(N_("name another store: one is made where there is none")),
            file=str(store.path),
        )
    )  # fmt: skip


def changes(
    recalled: Recalled, files: Sequence[SourceFile], fresh: Sequence[FileRead]
) -> Iterator[Finding]:
    """Yield the findings on files that vanished, were replaced, or came in between."""
    names, registers = {one.name for one in files}, {one.register.name for one in files}
    for kept in sorted(recalled.kept.values(), key=lambda one: natural(one.name)):
        if kept.name in recalled.twins:
            yield _renamed(kept.name, recalled.twins[kept.name])
        elif kept.name not in names and kept.register in registers:
            yield _vanished(kept.name)
    last = _last(recalled, names)
    for read in fresh:
        known = recalled.kept.get(read.file.name)
        if known and known.stamp != recalled.stamps.get(read.file.name):
            yield _replaced(read.file.name)
        elif known or read.file.name in recalled.twins.values():
            continue
        elif natural(read.file.name) < last.get(read.file.register.name, natural("")):
            yield _inserted(read.file.name)


def _last(recalled: Recalled, names: set[str]) -> dict[str, tuple[list[list[str | int]], str]]:
    """Return the place of the last file that was known, by register."""
    found: dict[str, tuple[list[list[str | int]], str]] = {}
    for one in recalled.kept.values():
        if one.name in names:
            found[one.register] = max(found.get(one.register, natural("")), natural(one.name))
    return found


def _vanished(name: str) -> Finding:
    return Finding(
        rule="vanished-file", severity="warning", file=name,
        found=message(N_("it was counted before, and is no longer there: it counts no more")),
        expected=message(N_("the files that were read before, until they are purged")),
        advice=message(
            N_("put it back, or say that it is not to come back: “qualstat store forget {name}”"),
            name=shlex.quote(name),
        ),
    )  # fmt: skip


def _renamed(name: str, other: str) -> Finding:
    return Finding(
        rule="renamed-file", severity="information", file=name,
        found=message(N_("what it held counts under the name {other}, which has the same content"),
                      other=other),
    )  # fmt: skip


def _replaced(name: str) -> Finding:
    return Finding(
        rule="replaced-file", severity="warning", file=name,
        found=message(N_("another content than the one that was counted before: counted anew")),
        expected=message(N_("a new export under a name of its own")),
    )  # fmt: skip


def _inserted(name: str) -> Finding:
    return Finding(
        rule="inserted-file", severity="information", file=name,
        found=message(N_("new, and it comes before files that were counted: the order of the names"
                         " decides which rows win, not that of arrival")),
    )  # fmt: skip
