"""Interrupted purges: the files that one was to remove, and that are still there.

Takes exports and a store; gives their names, and what is said of them. Convention owned here: such
a file is frozen as it stands, so that it is not read again; one with other bytes is another file.
"""

from collections.abc import Collection, Iterator, Sequence

from qualstat.findings import N_, Finding, message
from qualstat.reading.files import SourceFile
from qualstat.store import Store
from qualstat.store.purges import unended


def interrupted(store: Store, files: Sequence[SourceFile]) -> set[str]:
    """Return the names of the exports in files that a purge which has not ended was to remove."""
    going = {name: digest for one in unended(store) for name, digest in one.files.items()}
    if not going:
        return set()
    return {
        one.name for one in files
        if going.get(_holder(one)) and going[_holder(one)] == one.place.fingerprint()
    }  # fmt: skip


def _holder(file: SourceFile) -> str:
    """Return the name of the file in which an export stands: an archive, or its own."""
    member = file.place.member
    return file.name[: -len(member) - 1] if member else file.name


def still_there(names: Collection[str]) -> Iterator[Finding]:
    """Yield the finding on files of a purge that has not ended; none where there are none."""
    if names:
        yield Finding(
            rule="purge-unended", severity="warning", file=min(names),
            found=message(N_("a purge has not ended, and files of it are still there: {n}; they"
                             " count once, as it has frozen them"), n=len(names)),
            expected=message(N_("a purge that has removed all its files")),
            advice=message(N_("type the same “qualstat purge” again: it removes them, and ends its"
                              " certificate")),
        )  # fmt: skip
