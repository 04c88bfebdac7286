"""Waiting: the files that a run which nobody watches puts off.

Takes what was read of files and what a store kept of them; gives what counts, and findings.
Conventions owned here: a file that is still being written, or cannot be read, is put off to the
next run; what it held when it was last whole counts until then.
"""

from qualstat.findings import N_, Finding, message
from qualstat.tallies.reads import FileRead

CHANGING = "changed-while-read"


def half_written(read: FileRead) -> bool:
    """Tell whether what was read of a file says that it was being written."""
    return read.torn or any(one.rule == CHANGING for one in read.findings)


def unreadable(read: FileRead) -> bool:
    """Tell whether a file could not be read."""
    return any(one.severity == "blocking" for one in read.findings)


def put_off(name: str, half: FileRead | None, *, kept: bool) -> Finding:
    """Return the finding on a file that waits for the next run; `kept`: its last content counts.

    `half` is what was read of it, None where it was not, for it is still being written.
    """
    why = message(N_("it is still being written"))
    if half is not None and half.torn:
        why = message(N_("it ends within a row"))
    elif half is not None and not half_written(half):
        why = message(N_("it cannot be read"))
    found = N_("{why}: put off to the next run, not counted")
    if kept:
        found = N_("{why}: put off to the next run; what it held before counts")
    return Finding(
        rule="put-off", severity="warning", file=name, found=message(found, why=why),
        expected=message(N_("a file that is whole, and ends with the end of a line")),
        advice=message(N_("if it stays so, send the export again")),
    )  # fmt: skip
