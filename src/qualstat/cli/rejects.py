"""Rejects: the rejected rows as a file that people repair.

Takes a path; gives the function that the pipeline hands each rejected row to. Conventions owned
here: plain CSV, UTF-8, `;`, the reasons in the language spoken, rows written as they are met;
any cell that a spreadsheet would run as a formula gets an apostrophe, the row's text as well.
"""

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from qualstat.cli import writing
from qualstat.cli.usage import mistake
from qualstat.findings import N_, message

if TYPE_CHECKING:  # it loads the whole house, which `--help` can do without
    from qualstat.reading.rejects import Reject

HEADER = ("register", "file", "line", "column", "found", "expected", "row")


def place(file: str | None) -> Path | None:
    """Return where the rows go; refuse early what cannot be written."""
    if file is None:
        return None
    if file in ("", "-"):
        found = message(N_("the findings go to stdout, the rows need a file of their own"))
        raise mistake("--rejects", found, message(N_("a file")))
    writing.check(Path(file))
    return Path(file)


@contextmanager
def kept(file: Path | None) -> Iterator["Callable[[Reject], None] | None"]:
    """Give the function that keeps a rejected row; None when nobody wants them."""
    if file is None:
        yield None
        return
    from qualstat.render.language import translate
    from qualstat.render.records import neutral

    with writing.written(file) as stream:
        lines = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="")
        table = csv.writer(lines, delimiter=";", lineterminator="\n")
        table.writerow(HEADER)

        def keep(one: "Reject") -> None:
            said = (translate(one.reason.found), translate(one.reason.expected), one.row)
            place = (one.register, one.file, one.line, one.reason.column)
            table.writerow([neutral(str(text)) for text in (*place, *said)])

        try:
            yield keep
        finally:
            lines.detach()  # which empties it; the stream itself is closed by its owner
