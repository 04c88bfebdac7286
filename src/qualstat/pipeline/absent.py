"""Absent: a folder without any register.

Takes a `Request`; raises what is to be said of its folder. Convention owned here: a folder is empty
for good where purges have removed all that its store knew, and by mistake elsewhere.
"""

from collections.abc import Collection, Sequence
from pathlib import Path

from qualstat.errors import RegisterError
from qualstat.findings import N_, Finding, message
from qualstat.pipeline.request import Request
from qualstat.reading.files import natural
from qualstat.registers import PATTERNS


def check_purged(request: Request, said: Sequence[Finding]) -> None:
    """Refuse a folder without any register, unless purges have removed all of them."""
    data, store = request.data, request.store
    if store is None or not (store.exists() and data.is_dir()):
        raise RegisterError([*said, no_register(data)])
    from qualstat.store import opened
    from qualstat.store.kept import kept
    from qualstat.store.purges import horizon

    with opened(store) as held:
        known = kept(held)
        if known or horizon(held) is None:
            raise RegisterError([*said, no_register(data, known)])


def no_register(data: Path, known: Collection[str] = ()) -> Finding:
    """Return the finding on a folder without registers, of which a store knew some files."""
    found = N_("there is no such folder")
    if data.exists():
        found = N_("no register in this folder") if data.is_dir() else N_("it is not a folder")
    if known:
        return Finding(
            rule="no-register", severity="blocking", file=str(data),
            found=message(N_("no register in this folder, and the store knows {n}, as {name}"),
                          n=len(known), name=min(known, key=natural)),
            expected=message(N_("the files that were read before, until they are purged")),
            advice=message(N_("see that the folder is as it was: a share may not be mounted")),
        )  # fmt: skip
    return Finding(
        rule="no-register",
        severity="blocking",
        file=str(data),
        found=message(found),
        expected=message(N_("files named {patterns}"), patterns=list(PATTERNS)),
        advice=message(N_("name the folder of the exports with --data")),
    )
