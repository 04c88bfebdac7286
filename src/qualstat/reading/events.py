"""Event logs: the rows of a log as cases, one record each.

Takes the batches of a log and what its profile says of cases; gives rows. Conventions owned
here: a case is the rows of one table that share an id, in the order of their times, then of their
lines; a row without an id is none; what a moment lacks is blank.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property

import numpy as np
import pyarrow as pa
from msgspec import Struct

from qualstat.exports.patterns import fitting
from qualstat.exports.table import Batch, Faulty, Flags, Numbers
from qualstat.reading.cells import Cells
from qualstat.reading.header import Header
from qualstat.reading.rows import BatchRows
from qualstat.sources import dates
from qualstat.sources.profile import Events, Moment, Profile, Taking

NONE = -1
UNTOLD = float("inf")  # of a time that cannot be read


class CaseRows(Struct, frozen=True, dict=True):
    """The cases of a log: of each, its first row, and its row at each moment or `NONE`."""

    rows: BatchRows
    first: Numbers
    moments: Mapping[str, Numbers]
    made_of: int  # rows
    faulty: tuple[Faulty, ...] = ()

    def __len__(self) -> int:
        """Return the number of cases."""
        return len(self.first)

    @property
    def header(self) -> Header:
        """The header of the log."""
        return self.rows.header

    @property
    def batch(self) -> Batch:
        """The rows of the log, as they stand."""
        return self.rows.batch

    @property
    def left_out(self) -> int:
        """How many rows of the log belong to no case."""
        return len(self.batch.lines) - self.made_of

    @cached_property
    def lines(self) -> Numbers:
        """The line of the first row of each case."""
        return self.rows.lines[self.first]

    def column(self, alternatives: Sequence[str], at: str = "") -> Cells | None:
        """Return the column of one of these names, at a moment of each case."""
        whole = self.rows.column(alternatives)
        if whole is None:
            return None
        rows = self.moments[at] if at else self.first
        held = whole.with_blank()
        places = np.append(held.places, len(held.texts) - 1)  # `NONE` is the last row
        return Cells(held.texts, places[rows].astype(np.int32))

    def texts(self, place: int) -> pa.StringArray | None:  # noqa: ARG002  # as rows have it
        """Return nothing: the texts of a moment are taken one by one."""
        return None

    def some(self, places: Numbers) -> "CaseRows":
        """Return some of these cases."""
        moments = {name: rows[places] for name, rows in self.moments.items()}
        return CaseRows(self.rows, self.first[places], moments, self.made_of, self.faulty)

    def cells(self, case: int) -> list[str]:
        """Return all the cells of the first row of a case, as they stand in the log."""
        return self.rows.cells(int(self.first[case]))


def cases(rows: BatchRows, profile: Profile) -> CaseRows:
    """Return the cases of a log, in the order of their first lines.

    A case with a time that cannot be read has no order: it is faulty, at the line of that time.
    """
    events = profile.events
    assert events is not None
    held = _ids(rows, profile)
    named = np.flatnonzero(held.where(bool))
    times = _times(rows, profile)
    untimed = named[np.isinf(times[named])]
    lost, odd = np.unique(held.places[untimed], return_index=True)
    sound = named[~np.isin(held.places[named], lost)]
    order = sound[np.lexsort((sound, times[sound], held.places[sound]))]
    case = held.places[order].astype(np.int64)
    ids, starts = np.unique(case, return_index=True)
    first = order[starts]
    place = np.argsort(rows.lines[first], kind="stable")
    moments = {
        name: _at(one, rows, events, order, case, ids)[place]
        for name, one in events.moments.items()
    }
    faults = [
        Faulty(int(rows.lines[row]), "untimed", tuple(rows.cells(row)))
        for row in untimed[np.sort(odd)].tolist()
    ]
    faulty = tuple(sorted((*rows.faulty, *faults), key=lambda one: one.line))
    return CaseRows(rows, first[place], moments, len(named), faulty)


def _at(  # noqa: PLR0913, PLR0917  # the cases, seen from their rows
    moment: Moment, rows: BatchRows, events: Events, order: Numbers, case: Numbers, ids: Numbers
) -> Numbers:
    """Return the row of each case at a moment."""
    mask = np.ones(len(order), bool)
    kinds = moment.first or moment.last
    if kinds is not None:
        mask = _of_kind(rows, events, kinds)[order]
    last = moment.last is not None or moment.which == "last"
    these, theirs = order[mask], case[mask]
    if last:
        these, theirs = these[::-1], theirs[::-1]
    known, starts = np.unique(theirs, return_index=True)
    found = np.full(len(ids), NONE)
    found[np.searchsorted(ids, known)] = these[starts]
    return found


def _of_kind(rows: BatchRows, events: Events, kinds: Sequence[str]) -> Flags:
    held = rows.column([events.kind or ""])
    assert held is not None  # the header was checked
    return held.where(fitting(kinds))


def _ids(rows: BatchRows, profile: Profile) -> Cells:
    """Return the case of each row; blank where it has none."""
    assert profile.events is not None
    held = rows.column([profile.events.case])
    assert held is not None  # the header was checked
    blank = fitting(profile.blank)
    return held.rewritten(lambda text: "" if blank(text) else text.strip()).settled()


def _times(rows: BatchRows, profile: Profile) -> Numbers:
    """Return the times of rows, as far as they are told, to order those of a case by."""
    time = profile.events.time if profile.events else None
    held = rows.column([time]) if time else None
    if held is None:
        return np.zeros(len(rows), np.int64)
    taking = next((one for one in _takings(profile) if one.column == (time,) and one.dates), None)
    forms = (taking and taking.dates) or profile.dates or dates.PLAIN
    zone = (taking and taking.timezone) or profile.timezone
    seconds = [_seconds(dates.plain(text, forms, zone=zone)) for text in held.listed()]
    return np.array(seconds)[held.places]


def _takings(profile: Profile) -> Iterator[Taking]:
    """Yield all the takings of a profile."""
    for variant in profile.variants:
        for taking in variant.values():
            yield from taking.walked()


def _seconds(plain: str | None) -> float:
    if not plain or len(plain) < len("2018-01-01"):  # a time of day alone orders nothing
        return UNTOLD
    moment = datetime.fromisoformat(plain)
    return moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()


def whole(batches: Iterable[Batch]) -> Batch | None:
    """Return batches as one; None without any."""
    held = list(batches)
    if len(held) < 2:
        return held[0] if held else None
    starts = np.cumsum([0, *(len(one.lines) for one in held)])

    def cells(row: int) -> list[str]:
        place = int(np.searchsorted(starts, row, side="right")) - 1
        return held[place].cells(row - int(starts[place]))

    return Batch(
        lines=np.concatenate([one.lines for one in held]),
        columns={place: _joined([one.columns[place] for one in held]) for place in held[0].columns},
        cells=cells,
        faulty=tuple(faulty for one in held for faulty in one.faulty),
        size=sum(one.size for one in held),
        seen=held[-1].seen,
    )


def _joined(columns: Sequence[pa.Array]) -> pa.Array:
    return pa.chunked_array(columns).unify_dictionaries().combine_chunks()
