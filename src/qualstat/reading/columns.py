"""Columns: the rows of an export, batch by batch, as typed columns of its register.

Takes a table and its profile; gives its header and `Columns`. Conventions owned here: whole
columns are typed from the model's own declarations, one distinct text at a time; a row that does
not fit is rejected for the first of: its form, its first field that does not fit, in the order of
the plain form, its first date out of order.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from msgspec import Struct
from msgspec.structs import replace

from qualstat.exports import arrow
from qualstat.exports.layout import Seen
from qualstat.exports.table import WHOLE, Batch, Flags, Numbers, Share, Table
from qualstat.reading.cells import Cells, standing
from qualstat.reading.dated import MANY_TEXTS, fronts, moments, order
from qualstat.reading.events import CaseRows, cases, whole
from qualstat.reading.fields import REFUSED, Field
from qualstat.reading.header import Header, header_of
from qualstat.reading.reasons import Reason
from qualstat.reading.rejects import Rejected, Rejector
from qualstat.reading.rows import BatchRows, kept
from qualstat.reading.takings import (
    Taker,
    cut_of,
    paths_of,
    rewriter,
)
from qualstat.registers import KnownSites, Register
from qualstat.registers.record import MOST_DAYS
from qualstat.registers.values import OPEN, kind
from qualstat.sources.dates import Order
from qualstat.sources.profile import Profile, Taking

NOTHING = ("", "0")  # of a total: no record
SITE = "site"
NO_SITE = np.empty(0, np.int64)


class Columns(Struct, frozen=True):
    """The valid rows of a batch, column by column, and its rejected rows.

    `lines` are those of the valid rows; `cells` gives those of one as they stand. `numbers` holds
    the fields as `registers.values` numbers them, `references` the trimmed texts, `services` each
    row's place among the labels beside it. `made_of` counts the rows of the export that records
    come from, `left_out` those that the profile leaves out; `size` and `seen` are those of the
    batch. `orders` is what each date tells of the order of day and month, where nobody declared it.
    """

    lines: Numbers
    cells: Callable[[int], Sequence[str]]
    numbers: dict[str, Numbers]
    references: pa.StringArray | None
    services: tuple[Numbers, list[str]] | None
    rejected: Rejected
    made_of: int
    left_out: int
    size: int
    seen: Seen
    orders: frozenset[tuple[str, Order]] = frozenset()

    @property
    def read(self) -> int:
        """How many rows were read, valid or not."""
        return len(self.lines) + len(self.rejected)


class SourceReader:
    """The tables of one profile: what it learns of a text in one serves the others."""

    def __init__(self, profile: Profile, known: KnownSites) -> None:
        self.profile = profile
        self.register = profile.register
        self._variants = [_Variant(profile, one, known) for one in profile.variants]

    def read(self, table: Table, share: Share = WHOLE) -> tuple[Header, Iterator[Columns]]:
        """Return the header of a table and the columns of a share of it, batch by batch.

        What cannot be shared is all in the first share. Raises `Unreadable`, at once or at the
        batch that shows it.
        """
        header = header_of(self.profile, table.header, table.seen.header_line)
        return header, self._columns(table, header, share)

    def _columns(self, table: Table, header: Header, share: Share) -> Iterator[Columns]:
        paths, shared = paths_of(table), None if self.profile.events else table.shared
        if shared is None and share.number:
            return
        unlike = set[int]().union(*(one.unlike(header) for one in self._variants))
        batches = (table.batches if shared is None else shared(share))(
            header.needed(self.profile), unlike
        )
        for batch in _cased(batches) if self.profile.events else batches:
            some = kept(batch, header, self.profile)
            rows = cases(some, self.profile) if self.profile.events else some
            judged = [one.judged(Taker(self.profile, rows, paths)) for one in self._variants]
            fits = _all_fit(judged, len(rows))
            pairs = list(zip(self._variants, judged, strict=True))
            for place, (variant, one) in enumerate(pairs):
                why = partial(_reason, [pairs[place], *pairs], one.places)
                yield variant.columns(one, one.good & fits[one.places], why, first=not place)


class _Judged(Struct, frozen=True, eq=False):
    """The records of one kind that some rows give: their cells and numbers, and which fit.

    `days` are the dates without their time of day.
    `places` are those of the `whole` rows that have such a record.
    """

    whole: BatchRows | CaseRows
    taker: Taker
    places: Numbers
    held: dict[str, Cells]
    days: dict[str, Cells]
    numbers: dict[str, Numbers]
    good: Flags


def _all_fit(judged: Sequence[_Judged], rows: int) -> Flags:
    """Tell which rows fit in all the records they give: a total counts whole or not at all."""
    fits = np.ones(rows, bool)
    for one in judged:
        fits[one.places[~one.good]] = False
    return fits


class _Variant:
    """One of the records that a row of an export gives."""

    def __init__(self, profile: Profile, takings: Mapping[str, Taking], known: KnownSites) -> None:
        self._register = register = profile.register
        self._takings = {name: takings.get(name) for name in register.columns}
        self._kinds = {name: kind(register, name) for name in register.columns}
        self._rewriters = {
            name: rewriter(self._takings[name], profile, self._kinds[name])
            for name in register.columns
        }
        self._fields = {
            name: Field(register, name, known, self._rewriters[name])
            for name in register.columns
            if name not in (register.reference, register.service)
        }
        self._cuts = {name: cut_of(self._takings[name], profile) for name in register.dates}
        self._unsaid = [] if profile.dates else [one for one in self._cuts if not self._said(one)]
        # dates by the second, read by their first characters
        self._timed = [name for name in register.dates if self._fields[name].timed
                       and self._cuts[name]]  # fmt: skip
        self._weight = register.weight if profile.records else None
        self._rejector = Rejector(register, takings, self._fields, known)

    def _said(self, name: str) -> bool:
        """Tell whether the forms of a date are declared where it is taken."""
        taking = self._takings[name]
        return taking is not None and any(one.dates for one in taking.walked())

    def unlike(self, header: Header) -> set[int]:
        """Return the places of texts that hardly recur: references, and dates with a time.

        Arrow reads them twice as fast as they stand than by distinct texts.
        """
        references = [self._register.reference] if self._register.reference else []
        places = (self._standing(name, header) for name in [*references, *self._timed])
        return {place for place in places if place is not None}

    def _standing(self, name: str, header: Header) -> int | None:
        """Return the place of a column whose texts are taken as they stand in the export."""
        taking = self._takings[name]
        if (
            taking is None
            or taking.column is None
            or taking.at
            or (name == self._register.reference and self._rewriters[name])
        ):
            return None
        return header.place(taking.column)

    def judged(self, taker: Taker) -> _Judged:
        """Return the records that some rows give, judged by every field."""
        whole, places = taker.rows, self._with_record(taker)
        if len(places) < len(taker.rows):
            taker = replace(taker, rows=taker.rows.some(places))
        held = {name: self._held(name, taker) for name in self._fields}
        sites = self._fields[SITE].numbers(held[SITE].listed(), held[SITE].places, NO_SITE)
        days = {name: fronts(held[name]) for name in self._register.dates}
        numbers = {
            name: self._numbers(name, held[name], days.get(name), sites) for name in self._fields
        }
        good = _accepted(self._register, numbers)
        return _Judged(whole, taker, places, held, days, numbers, good)

    def _held(self, name: str, taker: Taker) -> Cells:
        """Return the texts of a field, before they are rewritten."""
        if name in self._timed:
            place = self._standing(name, taker.rows.header)
            texts = None if place is None else taker.rows.texts(place)
            if texts is not None:
                return standing(texts)
        return taker.raw(self._takings[name], self._kinds[name])

    def _with_record(self, taker: Taker) -> Numbers:
        """Return the places of the rows that hold a record: of totals, those with a number."""
        if self._weight is None:
            return np.arange(len(taker.rows))
        counts = taker.texts(self._takings[self._weight], "count")
        return np.flatnonzero(~counts.where(lambda text: text.strip() in NOTHING))

    def reason(self, judged: _Judged, place: int) -> Reason:
        """Return why one of its records does not fit."""
        return self._rejector.reason(judged.taker.rows, judged.held, judged.numbers, place)

    def columns(
        self, judged: _Judged, good: Flags, why: Callable[[int], Reason], *, first: bool
    ) -> Columns:
        """Return the columns of the good records; the first variant tells of what all share."""
        taker, numbers = judged.taker, judged.numbers
        rows, whole = taker.rows, judged.whole
        places = np.flatnonzero(good)
        faulty = whole.faulty if first else ()
        told = ((name, order(judged.days[name])) for name in self._unsaid)
        orders = frozenset((name, one) for name, one in told if one != "none")
        return Columns(
            lines=rows.lines[places],
            cells=lambda row: rows.cells(int(places[row])),
            numbers={name: column[places] for name, column in numbers.items()},
            references=self._references(taker, good),
            services=self._services(taker, good),
            rejected=Rejected(rows, np.flatnonzero(~good), why, faulty),
            made_of=whole.made_of if first else 0,
            left_out=whole.left_out if first else 0,
            size=whole.batch.size if first else 0,
            seen=whole.batch.seen,
            orders=orders,
        )

    def _numbers(self, name: str, held: Cells, days: Cells | None, sites: Numbers) -> Numbers:
        """Return the numbers of a column."""
        field, cut = self._fields[name], self._cuts.get(name)
        if days and cut and len(held.texts) >= MANY_TEXTS:
            return moments(held, days, field, cut, sites)
        return field.numbers(held.listed(), held.places, sites)

    def _references(self, taker: Taker, good: Flags) -> pa.StringArray | None:
        name = self._register.reference
        if name is None:
            return None
        place = self._standing(name, taker.rows.header)
        texts = taker.rows.texts(place) if place is not None else None
        if texts is None:
            texts = taker.texts(self._takings[name], "text").each()
        return pc.utf8_trim_whitespace(texts.filter(arrow.flags(good)))

    def _services(self, taker: Taker, good: Flags) -> tuple[Numbers, list[str]] | None:
        name = self._register.service
        if name is None:
            return None
        held = taker.texts(self._takings[name], "text")
        return held.places[good].astype(np.int64), [one.strip() for one in held.listed()]


def _reason(judged: Sequence[tuple[_Variant, _Judged]], places: Numbers, record: int) -> Reason:
    """Return why a record is rejected: the first kind of its row that does not fit says so."""
    row = places[record]
    for variant, one in judged:
        place = int(np.searchsorted(one.places, row))
        if place < len(one.places) and one.places[place] == row and not one.good[place]:
            return variant.reason(one, place)
    raise AssertionError(row)  # only rows that do not fit come here


def _cased(batches: Iterable[Batch]) -> Iterator[Batch]:
    """Yield the batches of a log as one: a case may begin in one and end in another."""
    batch = whole(batches)
    if batch is not None:
        yield batch


def _accepted(register: Register, numbers: Mapping[str, Numbers]) -> Flags:
    """Return which rows fit, by every field and by the rule on the order of dates."""
    good = np.ones(len(numbers[SITE]), bool)
    for column in numbers.values():
        good &= column != REFUSED
    for answer in register.answers:
        day = numbers[answer.field]
        days = day - numbers[register.event]
        good &= ((days >= 0) & (days <= MOST_DAYS)) | (day == OPEN)
    return good
