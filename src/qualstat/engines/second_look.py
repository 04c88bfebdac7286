"""A second look: what the tallies show to be odd, looked up again in the files.

Takes the count of a register and its files; gives findings with lines and numbers of rows.
Conventions owned here: files of a register without references that hold the same site and day
overlap, and both count (D3); identical rows have the same cells, outer blanks apart.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from qualstat.findings import N_, Finding, message
from qualstat.periods import day_of
from qualstat.reading.blocks import cells
from qualstat.reading.columns import RegisterReader
from qualstat.reading.files import RegisterFile
from qualstat.registers import Register
from qualstat.tallies.cells import Numbers
from qualstat.tallies.count import FileCount
from qualstat.tallies.known import WINDOW
from qualstat.tallies.merge import RegisterCount

LONE = 31  # days without any date, before a last one that is worth a second look
DAYS = 2**23  # more than there are dates: a site and a day are one number
BEFORE_1970 = 2**20  # more than there are days from year 1 to 1970
Files = Sequence[tuple[RegisterFile, FileCount]]  # of one register


def looked_up(held: RegisterCount, files: Files, reader: RegisterReader) -> Iterator[Finding]:
    """Yield the findings that only the rows can tell."""
    known = held.known
    if known.far_ahead:
        for file, line, field, day in _dated(held.register, files, reader, known.far_ahead):
            yield Finding(
                rule="far-ahead", severity="warning", file=file, line=line, column=field,
                found=message(
                    N_("{day}: no other record comes within {days} days before it"),
                    day=day_of(day), days=WINDOW,
                ),
                expected=message(N_("a date near those of the other records")),
                advice=message(N_("check the year; the row stays outside the figures")),
            )  # fmt: skip
    if known.until is not None and known.gap > LONE and held.register.answers:
        for file, line, field, day in _dated(held.register, files, reader, [known.until]):
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
        yield from _overlaps(held.register, files, reader)


def _dated(
    register: Register, files: Files, reader: RegisterReader, days: Sequence[int]
) -> Iterator[tuple[str, int, str, int]]:
    """Yield file, line, field and day of each date among some, that says what is known (T3)."""
    for file, one in files:
        tallies = (one.tally, *([one.ledger.cells] if one.ledger else []))
        held = [tally.keys[field] for tally in tallies for field in register.telling]
        if not np.isin(np.concatenate(held), days).any():
            continue
        for columns in reader.read(file)[1]:
            for field in register.telling:
                dates = columns.numbers[field]
                for place in np.flatnonzero(np.isin(dates, days)).tolist():
                    line = int(columns.block.lines[columns.records[place]])
                    yield file.name, line, field, int(dates[place])


def _overlaps(register: Register, files: Files, reader: RegisterReader) -> Iterator[Finding]:
    """Yield a finding for each pair of files that hold the same site and day."""
    days = [
        np.unique(_site_days(one.tally.keys["site"], one.tally.keys[register.event]))
        for _, one in files
    ]
    together, times = np.unique(np.concatenate([np.empty(0, np.int64), *days]), return_counts=True)
    shared = together[times > 1]
    touched = [place for place, own in enumerate(days) if np.isin(own, shared).any()]
    rows = {place: _rows(reader, files[place][0], register.event, shared) for place in touched}
    for first, second in combinations(touched, 2):
        both = np.intersect1d(days[first], days[second])
        if len(both):
            same = _identical(rows[first], rows[second])
            yield _overlap(files[first][0].name, files[second][0].name, both, same)


def _site_days(sites: Numbers, days: Numbers) -> Numbers:
    """Return a site and a day as one number, above 0 for any date there is."""
    return sites * DAYS + days + BEFORE_1970


def _rows(reader: RegisterReader, file: RegisterFile, event: str, shared: Numbers) -> Numbers:
    """Return the rows of a file on shared days, each as the hash of its cells."""
    found: list[int] = []
    header, blocks = reader.read(file)
    for columns in blocks:
        keys = _site_days(columns.numbers["site"], columns.numbers[event])
        for place in np.flatnonzero(np.isin(keys, shared)).tolist():
            row = cells(columns.block.text(int(columns.records[place])))
            found.append(hash(tuple(row[one].strip() for one in header.places.values())))
    return np.array(found, np.int64)


def _identical(rows: Numbers, others: Numbers) -> int:
    """Return how many rows of one file have their like in another."""
    mine, counts = np.unique(rows, return_counts=True)
    theirs, other_counts = np.unique(others, return_counts=True)
    _, place, other = np.intersect1d(mine, theirs, assume_unique=True, return_indices=True)
    return int(np.minimum(counts[place], other_counts[other]).sum())


def _overlap(first: str, second: str, both: Numbers, same: int) -> Finding:
    days = np.unique(both % DAYS - BEFORE_1970).tolist()
    return Finding(
        rule="overlap",
        severity="warning",
        file=second,
        found=message(
            N_("the same sites and days as {first}, from {start} to {end}: all are counted; "
               "identical rows: {same}"),
            first=first, start=day_of(days[0]), end=day_of(days[-1]), same=same,
        ),
        expected=message(N_("each day of a site in one file")),
        advice=message(N_("remove from one file the days that the other holds")),
    )  # fmt: skip
