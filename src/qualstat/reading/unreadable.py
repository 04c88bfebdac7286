"""Unreadable: why a file gives no rows at all.

Takes what went wrong; gives an exception with the words of a finding.
Convention owned here: a file that cannot be read to its end gives nothing, rather than a part.
"""

import errno
from collections.abc import Sequence

from qualstat.findings import N_, Finding, Message, message
from qualstat.spelling import nearest

REASONS = {
    errno.EACCES: N_("this account may not read it"),
    errno.EPERM: N_("this account may not read it"),
    errno.ENOENT: N_("it does not exist"),
}


SEPARATORS = {
    ",": N_("the cells are separated by commas: export them with semicolons"),
    "\t": N_("the cells are separated by tabs: export them with semicolons"),
}


class Unreadable(Exception):  # noqa: N818  # a state of the file, not an error of ours
    """A file that gives no rows: what was found, what was expected, what to do."""

    def __init__(
        self, found: Message, expected: Message, advice: Message, *, line: int | None = None
    ) -> None:
        self.found, self.expected, self.advice, self.line = found, expected, advice, line
        super().__init__(str(found))

    def finding(self, file: str) -> Finding:
        """Return the finding for a file of this name."""
        return Finding(
            rule="unreadable", severity="blocking", file=file, line=self.line,
            found=self.found, expected=self.expected, advice=self.advice,
        )  # fmt: skip


def empty() -> Unreadable:
    """Refuse a file without any line."""
    return Unreadable(
        message(N_("the file is empty")),
        message(N_("a header line, then the rows")),
        message(N_("export the register anew, or remove the file")),
    )


def refused(error: OSError) -> Unreadable:
    """Refuse a file that the system does not let us read."""
    reason = message(N_("the system says “{words}”"), words=error.strerror or type(error).__name__)
    if error.errno in REASONS:
        reason = message(REASONS[error.errno])
    return Unreadable(
        message(N_("the file cannot be read: {reason}"), reason=reason),
        message(N_("a file that this account may read")),
        message(N_("check the file and its permissions")),
    )


def not_utf8(line: int) -> Unreadable:
    """Refuse a file in another encoding, or no text at all."""
    return Unreadable(
        message(N_("the file is not UTF-8 text")),
        message(N_("a CSV file in UTF-8")),
        message(N_("save it from the spreadsheet as “CSV UTF-8”")),
        line=line,
    )


def endless_line(line: int) -> Unreadable:
    """Refuse a file whose lines have no end within reason."""
    return Unreadable(
        message(N_("a line of several million characters: the file is no table")),
        message(N_("a CSV file, one record a line")),
        message(N_("export the register anew")),
        line=line,
    )


def lacks_columns(
    missing: Sequence[str], header: Sequence[str], known: Sequence[str]
) -> Unreadable:
    """Refuse a header without required columns; name the likely misspellings."""
    return Unreadable(
        message(N_("no column {missing}"), missing=", ".join(missing)),
        message(N_("the columns {known}"), known=", ".join(known)),
        _about_header(missing, header, known),
        line=1,
    )


def _about_header(missing: Sequence[str], header: Sequence[str], known: Sequence[str]) -> Message:
    """Return what to do about a header that lacks columns."""
    for sign, name in SEPARATORS.items():
        if len(header) == 1 and sign in header[0]:
            return message(name)
    strangers = [name for name in header if name not in known]
    close = [(near, name) for name in missing if (near := nearest(name, strangers))]
    if close:
        pairs = ", ".join(f"{found} → {name}" for found, name in close)
        return message(N_("rename the columns: {pairs}"), pairs=pairs)
    if len(strangers) == len(header):
        return message(N_("the first line names no column: add the header line"))
    return message(N_("name the columns as the plain form does, separated by semicolons"))


def repeated_columns(names: Sequence[str]) -> Unreadable:
    """Refuse a header that names a column twice."""
    return Unreadable(
        message(N_("the column {names} stands twice in the header"), names=", ".join(names)),
        message(N_("each column once")),
        message(N_("rename or remove one of the two")),
        line=1,
    )
