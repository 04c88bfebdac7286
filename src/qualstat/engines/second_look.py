"""A second look: what the tallies show to be odd, looked up again in the files.

Takes the count of a register and its files; gives findings with lines and numbers of rows.
Conventions owned here: files of a register without references that hold the same site and day
overlap, and both count (D3); identical rows have the same cells, outer blanks apart.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from msgspec import Struct

from qualstat.exports.opening import opened
from qualstat.exports.unreadable import Unreadable
from qualstat.findings import N_, Finding, message
from qualstat.periods import day_of
from qualstat.reading.columns import Columns, SourceReader
from qualstat.reading.files import SourceFile
from qualstat.registers import KnownSites, Register
from qualstat.registers.values import OPEN
from qualstat.sources.needs import wanted
from qualstat.tallies.apart import is_apart
from qualstat.tallies.cells import Numbers, day_numbers, numbered_days
from qualstat.tallies.count import FileCount
from qualstat.tallies.days import site_days
from qualstat.tallies.known import WINDOW
from qualstat.tallies.merge import RegisterCount

LONE = 31  # days without any date, before a last one that is worth a second look


class Read(Struct, frozen=True):
    """A table that was read: what it counts, and the file to read it from again."""

    file: SourceFile
    sites: KnownSites
    count: FileCount

    @property
    def name(self) -> str:
        """The name of the table."""
        return self.count.name

    def columns(self) -> Iterator[Columns]:
        """Yield its columns anew; raise `Gone` where that is no longer possible."""
        profile = self.file.profile
        try:
            found = opened(self.file.place, self.file.name, profile.layout, wanted(profile))
            for table in found.tables:
                if table.name == self.name:
                    yield from SourceReader(profile, self.sites).read(table)[1]
        except Unreadable as reason:
            raise Gone(reason.finding(self.name)) from None


class Gone(Exception):  # noqa: N818  # a state of a file, not an error of ours
    """A table that was read and counted cannot be read again."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.file)


Tables = Sequence[Read]  # of one register


def looked_up(held: RegisterCount, tables: Tables, last: int | None = None) -> Iterator[Finding]:
    """Yield the findings that only the rows can tell, as far as these can be read again.

    `last` is the last day of all registers that is not apart from the others.
    """
    try:
        yield from _looked_up(held, tables, last)
    except Gone as gone:
        yield gone.finding


def _looked_up(held: RegisterCount, tables: Tables, last: int | None) -> Iterator[Finding]:
    known = held.known
    if known.far_ahead:
        for file, line, field, day in _dated(held.register, tables, known.far_ahead):
            yield Finding(
                rule="far-ahead", severity="warning", file=file, line=line, column=field,
                found=message(
                    N_("{day}: no other record comes within {days} days before it"),
                    day=day_of(day), days=WINDOW,
                ),
                expected=message(N_("a date near those of the other records")),
                advice=message(N_("check the year; the row stays outside the figures")),
            )  # fmt: skip
    apart = is_apart(held, last)
    if last is not None and apart:
        yield from _apart(held, tables, last)
    if known.until is not None and known.gap > LONE and held.register.answers and not apart:
        for file, line, field, day in _dated(held.register, tables, [known.until]):
            yield Finding(
                rule="lone-last-date", severity="warning", file=file, line=line, column=field,
                found=message(
                    N_("{day}: the last date of the register, {days} days after the one before;"
                       " it decides what is late"),
                    day=day_of(day), days=known.gap,
                ),
                expected=message(N_("a last date near those of the other records")),
                advice=message(N_("check the date")),
            )  # fmt: skip
    if held.register.reference is None:
        yield from _overlaps(held.register, tables)


def _apart(held: RegisterCount, tables: Tables, last: int) -> Iterator[Finding]:
    """Yield a finding for each table with dates, among those known, far beyond all the others."""
    tally = held.tally
    every = np.unique(np.concatenate([tally.keys[one] for one in held.register.telling]))
    beyond = every[(every > last) & (every != OPEN)].tolist()
    days = [day for day in beyond if day not in held.known.far_ahead]
    for table in tables:
        dated = list(_dated(held.register, [table], days))
        if dated:
            # by line: how a file is cut into batches says nothing
            file, line, field, day = min(dated, key=lambda one: one[1])
            yield Finding(
                rule="dates-apart", severity="warning", file=file, line=line, column=field,
                found=message(
                    N_("{day}, and as far ahead in all: {n}; no register has a date in the {days}"
                       " days before; it decides what is late, not the period shown unasked"),
                    day=day_of(day), n=len(dated), days=WINDOW,
                ),
                expected=message(N_("dates near those of the other records, up to {last}"),
                                 last=day_of(last)),
                advice=message(N_("check the year; the rows stay outside the figures")),
            )  # fmt: skip


def _dated(
    register: Register, tables: Tables, days: Sequence[int]
) -> Iterator[tuple[str, int, str, int]]:
    """Yield table, line, field and day of each date among some, that says what is known (T3)."""
    for one in tables:
        held = [tally.keys[field] for tally in one.count.tallies for field in register.telling]
        if not np.isin(np.concatenate(held), days).any():
            continue
        for columns in one.columns():
            for field in register.telling:
                dates = columns.numbers[field]
                for place in np.flatnonzero(np.isin(dates, days)).tolist():
                    yield one.name, int(columns.lines[place]), field, int(dates[place])


def _overlaps(register: Register, tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each table that holds a site and day of earlier ones, and all count."""
    days = [site_days(register, one.count.tally) for one in tables]
    together, times = np.unique(np.concatenate([np.empty(0, np.int64), *days]), return_counts=True)
    shared = together[times > 1]
    touched = [place for place, own in enumerate(days) if np.isin(own, shared).any()]
    before: dict[int, list[int]] = {}
    for first, second in combinations(touched, 2):
        one, other = tables[first].count, tables[second].count
        apart = one.file != other.file and not _one_owner(one, other)
        if apart and np.isin(days[first], days[second]).any():
            before.setdefault(second, []).append(first)
    read = {place for second, firsts in before.items() for place in (second, *firsts)}
    rows = {place: _rows(tables[place], register.event, shared) for place in sorted(read)}
    for second, firsts in sorted(before.items()):
        theirs = np.concatenate([days[one] for one in firsts])
        same = _identical(np.concatenate([rows[one] for one in firsts]), rows[second])
        both = np.intersect1d(theirs, days[second])
        yield _overlap([tables[one].name for one in firsts], tables[second].name, both, same)


def _one_owner(first: FileCount, second: FileCount) -> bool:
    """Tell whether the later of two tables owns the days that both hold (D3)."""
    return bool(first.owner) and first.owner == second.owner


def _rows(one: Read, event: str, shared: Numbers) -> Numbers:
    """Return the rows of a table on shared days, each as the hash of its cells."""
    found: list[int] = []
    for columns in one.columns():
        keys = numbered_days(columns.numbers["site"], columns.numbers[event])
        places = np.flatnonzero(np.isin(keys, shared)).tolist()
        found += [hash(tuple(cell.strip() for cell in columns.cells(one))) for one in places]
    return np.array(found, np.int64)


def _identical(rows: Numbers, others: Numbers) -> int:
    """Return how many rows of one file have their like in another."""
    mine, counts = np.unique(rows, return_counts=True)
    theirs, other_counts = np.unique(others, return_counts=True)
    _, place, other = np.intersect1d(mine, theirs, assume_unique=True, return_indices=True)
    return int(np.minimum(counts[place], other_counts[other]).sum())


def _overlap(firsts: Sequence[str], second: str, both: Numbers, same: int) -> Finding:
    days = np.unique(day_numbers(both)).tolist()
    start, end = day_of(days[0]), day_of(days[-1])
    return Finding(
        rule="overlap",
        severity="warning",
        file=second,
        found=message(
            N_("the same sites and days as {first}, from {start} to {end}: all are counted; "
               "identical rows: {same}"),
            first=firsts[0] if len(firsts) == 1 else list(firsts), start=start, end=end, same=same,
        ),
        expected=message(N_("each day of a site in one file")),
        advice=message(N_("remove from one file the days that the other holds")),
    )  # fmt: skip
