"""Remarks: what is to be said of files that were read, as findings.

Takes the counts of files and registers; gives findings.
Convention owned here: nothing that is left out of the figures goes unsaid.
"""

from collections.abc import Iterator, Sequence, Set

from msgspec import Struct

from qualstat.exports.encodings import USUAL
from qualstat.exports.layout import PLAINLY, Seen
from qualstat.findings import N_, Finding, brief, message
from qualstat.sources.dates import Order
from qualstat.sources.profile import Profile
from qualstat.tallies.count import FileCount
from qualstat.tallies.merge import RegisterCount
from qualstat.tallies.services import MOST, OTHER

SIGNS = {"\t": "TAB"}


class Told(Struct, frozen=True):
    """What is known of a table that was read.

    `strangers` are the columns that nothing reads, `orders` what its dates tell of the order of
    day and month, `beyond` how many rejected rows were not named one by one.
    """

    count: FileCount
    strangers: tuple[str, ...]
    seen: Seen
    orders: frozenset[tuple[str, Order]]
    beyond: int


def on_table(told: Told, profile: Profile) -> Iterator[Finding]:
    """Yield the findings on a table."""
    one, seen = told.count, told.seen
    if seen != PLAINLY and not profile.declares(seen):
        yield _detected(one.name, seen)
    if seen.guessed and seen.encoding != USUAL:
        yield _guessed(one.name, seen.encoding)
    if seen.rows_above:
        yield _rows_above(one.name, seen)
    if told.strangers and profile.is_plain:
        yield _strangers(told)
    if profile.events or profile.records:
        yield _made(one)
    if left_out := one.left_out + profile.lines_below:
        yield _left_out(one.name, profile.id, left_out)
    if not one.read:
        yield _no_rows(one.name)
    if told.beyond > 0:
        yield _beyond(one.name, told.beyond)
    yield from _date_orders(told, profile)


def _rows_above(name: str, seen: Seen) -> Finding:
    """Return the finding on lines that are not read, though they look like rows."""
    return Finding(
        rule="rows-above",
        severity="warning",
        file=name,
        line=seen.header_line,
        found=message(
            N_("lines above the header that look like rows, and are not read: {n}"),
            n=seen.rows_above,
        ),
        expected=message(N_("titles above the header, rows below it")),
        advice=message(N_("put the header first, or say “lines_above” in a source profile")),
    )


def _strangers(told: Told) -> Finding:
    """Return the finding on the columns that nothing reads."""
    return Finding(
        rule="unknown-column",
        severity="information",
        file=told.count.name,
        line=told.seen.header_line or None,
        found=message(N_("columns not read: {names}"), names=brief(told.strangers)),
    )


def _made(count: FileCount) -> Finding:
    """Return the finding that tells the rows of an export from the records they make."""
    return Finding(
        rule="records-made",
        severity="information",
        file=count.name,
        found=message(
            N_("rows of the export: {rows}, which make records: {n}"),
            rows=count.made_of, n=count.read,
        ),
    )  # fmt: skip


def _left_out(name: str, profile: str, rows: int) -> Finding:
    """Return the finding on the rows that a profile leaves out."""
    return Finding(
        rule="left-out",
        severity="information",
        file=name,
        found=message(
            N_("rows that the profile {name} leaves out: {n}"), name=profile, n=rows
        ),
    )  # fmt: skip


def _no_rows(name: str) -> Finding:
    """Return the finding on a table without rows."""
    return Finding(
        rule="no-rows",
        severity="warning",
        file=name,
        found=message(N_("no row of the register")),
        expected=message(N_("the rows of the register")),
        advice=message(N_("export it anew, or declare the months complete for the site")),
    )


def _beyond(name: str, rows: int) -> Finding:
    """Return the finding on the rejected rows that were not named one by one."""
    return Finding(
        rule="rejected-row",
        severity="warning",
        file=name,
        found=message(N_("more rejected rows: {n}"), n=rows),
        advice=message(N_("list them all with --rejects FOLDER")),
    )


def _date_orders(told: Told, profile: Profile) -> Iterator[Finding]:
    """Yield a finding for each date of which nothing tells the day from the month."""
    settled = profile.is_plain and any(order == "day" for _, order in told.orders)
    for column in sorted({name for name, _ in told.orders}):
        orders = {order for name, order in told.orders if name == column}
        if not (settled and orders == {"either"}):  # the plain form has one order for all its dates
            yield from _date_order(told.count.name, column, orders)


def _detected(name: str, seen: Seen) -> Finding:
    """Return what was seen of the way a table is written, where that is not the plain form."""
    parts = [message(N_("workbook, sheet “{sheet}”"), sheet=seen.sheet)]
    if seen.kind == "csv":
        parts = [
            message(N_("encoding {encoding}"), encoding=seen.encoding),
            message(
                N_("separator {separator}"), separator=SIGNS.get(seen.separator, seen.separator)
            ),
        ]
    if seen.header_line != 1:
        parts.append(message(N_("header on line {line}"), line=seen.header_line))
    if seen.compression:
        parts.append(message(N_("packed as {packing}"), packing=seen.compression))
    return Finding(
        rule="detected",
        severity="information",
        file=name,
        found=message(N_("read as: {parts}"), parts=parts),
        advice=message(N_("a source profile can say so, if it is not right")),
    )


def _guessed(name: str, encoding: str) -> Finding:
    """Return the finding on an encoding that is likely, and not the usual one."""
    return Finding(
        rule="encoding-guessed",
        severity="warning",
        file=name,
        found=message(N_("the encoding is {encoding}, by all appearances"), encoding=encoding),
        expected=message(N_("UTF-8, or cp1252 (Windows)")),
        advice=message(N_("check the accents, and say the encoding in a source profile")),
    )


def _date_order(name: str, column: str, orders: Set[Order]) -> Iterator[Finding]:
    """Yield a finding where neither a profile nor the dates tell the day from the month."""
    if "day" in orders and not orders & {"month", "both"}:
        return
    if orders & {"month", "both"}:
        found = message(N_("dates that only fit with the month first, as in 12/31/2018"))
    elif orders:
        found = message(
            N_("all dates fit both ways, as 03/04 is 3 April or 4 March: read with the day first")
        )
    else:
        return
    yield Finding(
        rule="date-order",
        severity="warning",
        file=name,
        column=column,
        found=found,
        expected=message(N_("dates that tell the day from the month")),
        advice=message(
            N_("say which in a source profile: “dates: [dd/mm/yyyy]” or “[mm/dd/yyyy]”")
        ),
    )


def on_sheets(name: str, sheets: Sequence[str]) -> Iterator[Finding]:
    """Yield a finding on the sheets of a workbook that hold no rows of the register."""
    if sheets:
        yield Finding(
            rule="unread-sheet",
            severity="information",
            file=name,
            found=message(N_("sheets not read: {names}"), names=list(sheets)),
            advice=message(N_("a source profile can name them (“sheets”)")),
        )


def on_absent(name: str, profile: Profile) -> Finding:
    """Return the finding on an export whose source cannot give dates of its register."""
    reasons = [f"{column} ({why})" for column, why in profile.absent.items()]
    return Finding(
        rule="source-lacks",
        severity="information",
        file=name,
        found=message(N_("the source does not give {reasons}"), reasons=reasons),
        expected=message(N_("a source that gives both dates of a delay; without, no figure")),
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
    for lost in held.replaced:
        yield Finding(
            rule="superseded",
            severity="information",
            file=lost.table,
            found=message(N_("rows of days that {by} holds too, and owns"), by=lost.by),
            count=lost.rows,
        )
    if OTHER in held.tally.services and len(held.tally.services) > MOST:
        yield Finding(
            rule="many-services",
            severity="information",
            found=message(
                N_("a site has more than {most} services: the others are counted as “{other}”"),
                most=MOST, other=OTHER,
            ),
        )  # fmt: skip
