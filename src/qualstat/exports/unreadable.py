"""Unreadable: why a file gives no rows at all.

Takes what went wrong; gives an exception with the words of a finding.
Convention owned here: a file that cannot be read to its end gives nothing, rather than a part.
"""

import errno
from collections.abc import Sequence

from qualstat.findings import N_, Finding, Message, brief, message
from qualstat.spelling import fold, nearest

REASONS = {
    errno.EACCES: N_("this account may not read it"),
    errno.EPERM: N_("this account may not read it"),
    errno.ENOENT: N_("it does not exist"),
}


class Unreadable(Exception):  # noqa: N818  # a state of the file, not an error of ours
    """A file that gives no rows: by which rule, what was found and expected, what to do."""

    def __init__(
        self,
        found: Message,
        expected: Message,
        advice: Message,
        *,
        rule: str = "unreadable",
        line: int | None = None,
    ) -> None:
        self.found, self.expected, self.advice = found, expected, advice
        self.rule, self.line = rule, line
        super().__init__(str(found))

    def __reduce__(self) -> tuple[type["Unreadable"], tuple[Message, ...], dict[str, object]]:
        """Travel between processes by what it says."""
        return type(self), (self.found, self.expected, self.advice), vars(self)

    def finding(self, file: str) -> Finding:
        """Return the finding for a file of this name."""
        return Finding(
            rule=self.rule, severity="blocking", file=file, line=self.line,
            found=self.found, expected=self.expected, advice=self.advice,
        )  # fmt: skip


def empty() -> Unreadable:
    """Refuse a file without any line."""
    return Unreadable(
        message(N_("the file is empty")),
        message(N_("a header line, then the rows")),
        message(N_("export the register anew, or remove the file")),
        rule="empty-export",
    )


def refused(error: OSError, *, folder: bool = False) -> Unreadable:
    """Refuse a file, or a folder, that the system does not let us read."""
    reason = message(N_("the system says “{words}”"), words=error.strerror or type(error).__name__)
    if error.errno in REASONS:
        reason = message(REASONS[error.errno])
    if folder:
        return Unreadable(
            message(N_("the folder cannot be read: {reason}"), reason=reason),
            message(N_("a folder that this account may read")),
            message(N_("check the folder and its permissions")),
        )
    return Unreadable(
        message(N_("the file cannot be read: {reason}"), reason=reason),
        message(N_("a file that this account may read")),
        message(N_("check the file and its permissions")),
    )


def undecodable_header(encoding: str, line: int) -> Unreadable:
    """Refuse a header that is no text in the encoding of its file."""
    return Unreadable(
        message(N_("the header holds bytes that are no text in {encoding}"), encoding=encoding),
        message(N_("a header in one encoding")),
        message(N_("save it anew, or say the encoding in a source profile (“encoding”)")),
        rule="undecodable-header",
        line=line,
    )


def endless_line(line: int) -> Unreadable:
    """Refuse a file whose lines have no end within reason."""
    return Unreadable(
        message(N_("a line of several million characters: the file is no table")),
        message(N_("a CSV file, one record a line")),
        message(N_("export the register anew")),
        rule="endless-line",
        line=line,
    )


def lacks_columns(
    missing: Sequence[str], header: Sequence[str], known: Sequence[str], line: int
) -> Unreadable:
    """Refuse a header without required columns; name the likely misspellings."""
    return Unreadable(
        message(N_("no column {missing}"), missing=", ".join(brief(missing))),
        message(N_("the columns {known}"), known=", ".join(brief(known))),
        _about_header(missing, header, known),
        rule="missing-column",
        line=line or None,
    )


def _about_header(missing: Sequence[str], header: Sequence[str], known: Sequence[str]) -> Message:
    """Return what to do about a header that lacks columns."""
    plain = {fold(name) for name in known}
    strangers = [name.strip() for name in header if fold(name) not in plain]
    close = [(near, name) for name in missing if (near := nearest(name, strangers))]
    if close:
        pairs = ", ".join(f"{found} → {name}" for found, name in close)
        return message(N_("rename the columns: {pairs}"), pairs=pairs)
    if len(strangers) == len(header):
        return message(N_("no line names the columns: add the header line"))
    return message(N_("name the columns so, or write a source profile that says where they stand"))


def repeated_columns(names: Sequence[str], line: int) -> Unreadable:
    """Refuse a header that names a column twice."""
    return Unreadable(
        message(N_("the column {names} stands twice in the header"), names=", ".join(names)),
        message(N_("each column once")),
        message(N_("rename or remove one of the two")),
        rule="repeated-column",
        line=line or None,
    )


def no_file() -> Unreadable:
    """Refuse a folder, a pipe or a device under the name of a file."""
    return Unreadable(
        message(N_("it is a folder, a pipe or a device, no ordinary file")),
        message(N_("an ordinary file")),
        message(N_("put the export in its place, or rename it")),
        rule="not-a-file",
    )


def damaged() -> Unreadable:
    """Refuse an archive that cannot be unpacked to its end."""
    return Unreadable(
        message(N_("the archive is damaged, cut short or of another kind than its name says")),
        message(N_("a whole .zip, .gz or .zst file")),
        message(N_("copy or pack it anew, or unpack it")),
        rule="damaged-archive",
    )


def encrypted() -> Unreadable:
    """Refuse a member of an archive that asks for a password."""
    return Unreadable(
        message(N_("the archive is protected by a password")),
        message(N_("an archive without a password")),
        message(N_("unpack it, or pack it anew without a password")),
        rule="protected",
    )


def foreign_packing() -> Unreadable:
    """Refuse a member of an archive that is packed in an uncommon way."""
    return Unreadable(
        message(N_("the archive is packed in an uncommon way")),
        message(N_("a zip archive packed with “Deflate”")),
        message(N_("unpack it, or pack it anew")),
        rule="unknown-packing",
    )


def no_member(name: str) -> Unreadable:
    """Refuse an archive that lacks a file."""
    return Unreadable(
        message(N_("the archive holds no file {name}"), name=name),
        message(N_("the archive as it was when its files were listed")),
        message(N_("read it again once it is complete")),
        rule="changed-while-read",
    )


def too_large(limit: int) -> Unreadable:
    """Refuse a packed file that unpacks to more than it may."""
    return Unreadable(
        message(N_("it holds more than {limit} bytes once unpacked"), limit=limit),
        message(N_("at most {limit} bytes once unpacked"), limit=limit),
        message(N_("if it is meant to be so large, raise the limit with --max-unpacked")),
        rule="too-large",
    )


def changed() -> Unreadable:
    """Refuse a file that somebody still writes."""
    return Unreadable(
        message(N_("the file changed while it was read")),
        message(N_("a file that nobody writes meanwhile")),
        message(N_("read it again once it is complete")),
        rule="changed-while-read",
    )


def unknown_encoding(name: str) -> Unreadable:
    """Refuse a declared encoding that no codec knows."""
    return Unreadable(
        message(N_("“{name}” is no text encoding"), name=name),
        message(N_("an encoding such as utf-8, cp1252, latin-1 or utf-16")),
        message(N_("correct it where the file is declared, or leave it out: it is then seen")),
        rule="form-of-encoding",
    )


def no_workbook(kind: str) -> Unreadable:
    """Refuse a file under a workbook's name that is of another kind, marked by `N_`."""
    advice = N_("open it in the spreadsheet and save it as xlsx or as “CSV UTF-8”")
    if kind == "a text file":
        advice = N_("if it holds a table as text, give it the ending .csv")
    return Unreadable(
        message(N_("it is no workbook but {kind}"), kind=message(kind)),
        message(N_("a workbook: xlsx, xlsm, xls or ods")),
        message(advice),
        rule="not-a-workbook",
    )


def protected_workbook() -> Unreadable:
    """Refuse a workbook that asks for a password."""
    return Unreadable(
        message(N_("the workbook is protected by a password")),
        message(N_("a workbook that opens without a password")),
        message(N_("open it and save it without the password")),
        rule="protected",
    )


def damaged_workbook() -> Unreadable:
    """Refuse a workbook that cannot be read to its end."""
    return Unreadable(
        message(N_("the workbook is damaged, cut short, or a document of another kind")),
        message(N_("a workbook: xlsx, xlsm, xls or ods")),
        message(N_("open it in the spreadsheet and save it anew as xlsx")),
        rule="damaged-workbook",
    )


def outgrown_workbook(limit: int) -> Unreadable:
    """Refuse a workbook that takes more memory to read than it may."""
    return Unreadable(
        message(N_("the workbook unpacks to far more than {limit} bytes"), limit=limit),
        message(N_("at most {limit} bytes once unpacked"), limit=limit),
        message(
            N_(
                "check that no cell far away from the table is filled; "
                "if it is meant to be so large, raise the limit with --max-unpacked"
            )
        ),
        rule="too-large",
    )


def endless_workbook() -> Unreadable:
    """Refuse a workbook that takes far more time to read than its size explains."""
    return Unreadable(
        message(N_("the workbook takes far too long to be read: it is likely to be damaged")),
        message(N_("a workbook: xlsx, xlsm, xls or ods")),
        message(N_("open it in the spreadsheet and save it anew as xlsx")),
        rule="damaged-workbook",
    )


def blank_workbook() -> Unreadable:
    """Refuse a workbook in which nothing is written."""
    return Unreadable(
        message(N_("no sheet to be read holds anything")),
        message(N_("a header line, then the rows")),
        message(N_("export the register anew, or remove the file")),
        rule="empty-workbook",
    )


def no_sheet(wanted: Sequence[str], held: Sequence[str]) -> Unreadable:
    """Refuse a workbook without the sheets that its profile names."""
    return Unreadable(
        message(N_("no sheet is called {wanted}"), wanted=", ".join(wanted)),
        message(N_("a sheet of the workbook: {held}"), held=", ".join(held)),
        message(N_("correct `sheets` in the source's profile, or rename the sheet")),
        rule="no-such-sheet",
    )
