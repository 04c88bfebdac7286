"""Proving: exports counted again from their bytes, against what is stored of them.

Takes what is stored; gives what was read again. Convention owned here: one row or cell that
differs is a refusal.
"""

from collections.abc import Sequence

from qualstat.engines.local import Progress, read_files
from qualstat.engines.purged import thawed
from qualstat.errors import RegisterError
from qualstat.findings import N_, Finding, message
from qualstat.registers import KnownSites
from qualstat.tallies.frozen import Frozen
from qualstat.tallies.reads import FileRead
from qualstat.tallies.unlike import unlike


def recounted(
    stored: Sequence[FileRead],
    sites: KnownSites,
    frozen: Frozen,
    key: str,
    progress: Progress | None = None,
) -> list[FileRead]:
    """Return what exports hold, purged months included.

    Raises `RegisterError` where they count otherwise than what is stored.
    """
    found = read_files([one.file for one in stored], sites, key, progress=progress)
    wrong = [
        _wrong(one.file.name)
        for one, other in zip(stored, found, strict=True)
        if unlike(one.tables, thawed(other, frozen).tables)
    ]
    if wrong:
        raise RegisterError(wrong)
    return found


def _wrong(name: str) -> Finding:
    return Finding(
        rule="recount", severity="blocking", file=name,
        found=message(N_("counted again, it does not give what is stored: nothing is purged")),
        expected=message(N_("the same counts from the same bytes")),
        advice=message(
            N_("see that nothing else writes there, and try again; or name a new store")
        ),
    )  # fmt: skip
