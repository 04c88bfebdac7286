"""Event logs: the rows of a log as cases, one record each.

Takes the batches of a log and what its profile says of cases; gives rows. Conventions owned
here: a case is the rows of one table that share an id, in the order of their times, then of their
lines; a row without an id is none; what a moment lacks is blank.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from functools import cached_property

import numpy as np
import pyarrow as pa

from qualstat.exports.layout import folded
from qualstat.exports.table import Batch, Flags, Numbers
from qualstat.reading.cells import Cells
from qualstat.reading.header import Header
from qualstat.reading.rows import BatchRows
from qualstat.sources import dates
from qualstat.sources.profile import Events, Moment, Profile

NONE = -1
UNTOLD = float("inf")  # of a time that cannot be read: after those that can


@dataclass(frozen=True)
class CaseRows:
    """The cases of a log: of each, its first row, and its row at each moment or `NONE`."""

    rows: BatchRows
    first: Numbers
    moments: Mapping[str, Numbers]
    made_of: int  # rows

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
        return CaseRows(self.rows, self.first[places], moments, self.made_of)

    def cells(self, case: int) -> list[str]:
        """Return all the cells of the first row of a case, as they stand in the log."""
        return self.rows.cells(int(self.first[case]))


def cases(rows: BatchRows, profile: Profile) -> CaseRows:
    """Return the cases of a log, in the order of their first lines."""
    events = profile.events
    assert events is not None
    held = rows.column([events.case])
    assert held is not None  # the header was checked
    named = np.flatnonzero(held.where(lambda text: bool(text.strip())))
    order = named[np.lexsort((named, _times(rows, profile)[named], held.places[named]))]
    case = held.places[order].astype(np.int64)
    ids, starts = np.unique(case, return_index=True)
    first = order[starts]
    place = np.argsort(rows.lines[first], kind="stable")
    moments = {
        name: _at(one, rows, events, order, case, ids)[place]
        for name, one in events.moments.items()
    }
    return CaseRows(rows, first[place], moments, len(named))


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
    patterns = [folded(kind) for kind in kinds]
    return held.where(lambda text: any(fnmatchcase(folded(text), one) for one in patterns))


def _times(rows: BatchRows, profile: Profile) -> Numbers:
    """Return the times of rows, as far as they are told, to order those of a case by."""
    held = rows.column([profile.events.time]) if profile.events and profile.events.time else None
    if held is None:
        return np.zeros(len(rows), np.int64)
    forms = profile.dates or dates.PLAIN
    seconds = [_seconds(dates.plain(text, forms, zone=profile.timezone)) for text in held.listed()]
    return np.array(seconds)[held.places]


def _seconds(plain: str | None) -> float:
    if not plain:
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
