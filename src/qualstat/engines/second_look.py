"""A second look: what the tallies show to be odd, looked up again in the files.

Takes the count of a register and its files; gives findings with lines and numbers of rows.
Conventions owned here: files of a register without references that hold the same site and day
overlap, and both count (D3); identical rows have the same cells, outer blanks apart.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from qualstat.findings import N_, Finding, message
from qualstat.periods import day_of
from qualstat.reading.blocks import cells
from qualstat.reading.columns import RegisterReader
from qualstat.reading.files import RegisterFile
from qualstat.tallies.cells import Numbers
from qualstat.tallies.count import FileCount
from qualstat.tallies.known import WINDOW
from qualstat.tallies.merge import RegisterCount

DAYS = 2**23  # more than there are dates: a site and a day are one number
Row = tuple[str, ...]


def looked_up(
    held: RegisterCount,
    counts: Sequence[FileCount],
    files: Sequence[RegisterFile],
    reader: RegisterReader | None,
) -> Iterator[Finding]:
    """Yield the findings that only the rows can tell."""
    if reader is None:
        return
    for day in held.known.far_ahead:
        yield from _far_ahead(held, counts, files, reader, day)
    if held.register.reference is None:
        yield from _overlaps(held, counts, files, reader)


def _far_ahead(
    held: RegisterCount,
    counts: Sequence[FileCount],
    files: Sequence[RegisterFile],
    reader: RegisterReader,
    day: int,
) -> Iterator[Finding]:
    """Yield a finding for each row whose date is too far ahead to say what is known (T3)."""
    register = held.register
    for field in register.telling:
        for one, file in zip(counts, files, strict=True):
            tallies = (one.tally, *([one.ledger.cells] if one.ledger else []))
            if not any((tally.keys[field] == day).any() for tally in tallies):
                continue
            for line in _lines(reader, file, field, day):
                yield Finding(
                    rule="far-ahead",
                    severity="warning",
                    file=file.name,
                    line=line,
                    column=field,
                    found=message(
                        N_("{day}: no other record comes within {days} days before it"),
                        day=day_of(day), days=WINDOW,
                    ),
                    expected=message(N_("a date near those of the other records")),
                    advice=message(N_("check the year; the row stays outside the figures")),
                )  # fmt: skip


def _lines(reader: RegisterReader, file: RegisterFile, field: str, day: int) -> Iterator[int]:
    for columns in reader.read(file)[1]:
        places = columns.records[columns.numbers[field] == day]
        yield from columns.block.lines[places].tolist()


def _overlaps(
    held: RegisterCount,
    counts: Sequence[FileCount],
    files: Sequence[RegisterFile],
    reader: RegisterReader,
) -> Iterator[Finding]:
    """Yield a finding for each pair of files that hold the same site and day."""
    days = [np.unique(_site_days(one.tally.keys["site"], one.tally.keys[held.register.event]))
            for one in counts]  # fmt: skip
    together, times = np.unique(np.concatenate([np.empty(0, np.int64), *days]), return_counts=True)
    shared = together[times > 1]
    touched = [place for place, own in enumerate(days) if np.isin(own, shared).any()]
    rows: dict[int, dict[int, Counter[Row]]] = {
        place: _rows(reader, files[place], held.register.event, shared) for place in touched
    }
    for first, second in combinations(touched, 2):
        both = sorted(rows[first].keys() & rows[second].keys())
        if both:
            same = sum((rows[first][day] & rows[second][day]).total() for day in both)
            yield _overlap(files[first].name, files[second].name, both, same)


def _site_days(sites: Numbers, days: Numbers) -> Numbers:
    return sites * DAYS + days


def _rows(
    reader: RegisterReader, file: RegisterFile, event: str, shared: Numbers
) -> dict[int, Counter[Row]]:
    """Return the rows of a file on shared days, by site and day."""
    found: dict[int, Counter[Row]] = {}
    header, blocks = reader.read(file)
    for columns in blocks:
        keys = _site_days(columns.numbers["site"], columns.numbers[event])
        for place in np.flatnonzero(np.isin(keys, shared)).tolist():
            row = cells(columns.block.text(int(columns.records[place])))
            known = tuple(row[one].strip() for one in header.places.values())
            found.setdefault(int(keys[place]), Counter())[known] += 1
    return found


def _overlap(first: str, second: str, both: Sequence[int], same: int) -> Finding:
    days = sorted({key % DAYS for key in both})
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
