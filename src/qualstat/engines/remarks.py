"""Remarks: what is to be said of files that were read, as findings.

Takes the counts of files and registers; gives findings.
Convention owned here: nothing that is left out of the figures goes unsaid.
"""

from collections.abc import Iterator

from qualstat.findings import N_, Finding, message
from qualstat.reading.columns import Header
from qualstat.tallies.count import FileCount
from qualstat.tallies.merge import RegisterCount
from qualstat.tallies.services import MOST, OTHER


def on_file(one: FileCount, header: Header, *, beyond: int) -> Iterator[Finding]:
    """Yield the findings on a file; `beyond` counts the rejected rows not named one by one."""
    if header.strangers:
        yield Finding(
            rule="unknown-column",
            severity="information",
            file=one.name,
            line=1,
            found=message(N_("columns not read: {names}"), names=list(header.strangers)),
        )
    if not one.read:
        yield Finding(
            rule="no-rows",
            severity="warning",
            file=one.name,
            found=message(N_("a header and no row")),
            expected=message(N_("the rows of the register")),
            advice=message(N_("export it anew, or declare the months complete for the site")),
        )
    if beyond > 0:
        yield Finding(
            rule="rejected-row",
            severity="warning",
            file=one.name,
            found=message(N_("more rejected rows: {n}"), n=beyond),
            advice=message(N_("list them all with --rejects FILE")),
        )


def on_register(held: RegisterCount) -> Iterator[Finding]:
    """Yield the findings on a register over all its files."""
    for pair in held.superseded:
        name, by = held.files[pair.file], held.files[pair.by]
        said = N_("a row replaced by a row of {by} that says as much or more of the same record")
        if pair.file == pair.by:
            said = N_("a row replaced by another row of the file, on the same record")
        yield Finding(
            rule="superseded",
            severity="information",
            file=name,
            line=pair.line,
            found=message(said, by=by),
            count=pair.count,
        )
        if pair.unlike:
            line, other = pair.unlike_lines
            yield Finding(
                rule="unlike-rows",
                severity="warning",
                file=name,
                line=line,
                found=message(
                    N_("the same site, reference and year as line {line} of {by}, but not the same"
                       " date or nature: counted once"),
                    line=other, by=by,
                ),
                expected=message(N_("one reference a record")),
                advice=message(N_("correct the reference of one of the two, if they are two")),
                count=pair.unlike,
            )  # fmt: skip
    if OTHER in held.tally.services and len(held.tally.services) > MOST:
        yield Finding(
            rule="many-services",
            severity="information",
            found=message(
                N_("a site has more than {most} services: the others are counted as “{other}”"),
                most=MOST, other=OTHER,
            ),
        )  # fmt: skip
