"""Merging: the counts of a register's files as one.

Takes `FileCount` values, in any order; gives a `RegisterCount`.
Convention owned here: C10 over all rows: read = superseded + rejected + the tally's rows, those
that came after their month was purged being superseded.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from qualstat.reading.files import natural
from qualstat.registers import Register
from qualstat.tallies.cells import Numbers, Tally, empty, side_by_side, some
from qualstat.tallies.count import FileCount
from qualstat.tallies.days import Replaced, owned
from qualstat.tallies.known import NOTHING_KNOWN, Known, first_days, known
from qualstat.tallies.ledger import Ledger, Settled, Superseded, settle, with_records
from qualstat.tallies.parts import NO_PARTS, Parts, by_file, parts
from qualstat.tallies.services import capped
from qualstat.tallies.totals import NO_TOTALS, ByDate, Totals, by_date, totals
from qualstat.tallies.waits import together, unknown_months


class RegisterCount(Struct, frozen=True, dict=True):
    """One register over all its files: each record once.

    `first_days` is the first event day in each (site, month) that holds a valid row; `parts` are
    the rows that each of the files holds of them. `tally` and `waits` may be those of some sites
    alone: `totals`, and all else, are of every site.
    """

    register: Register
    files: tuple[str, ...]
    tally: Tally
    read: int = 0
    rejected: int = 0
    superseded: tuple[Superseded, ...] = ()
    replaced: tuple[Replaced, ...] = ()
    known: Known = NOTHING_KNOWN
    first_days: Mapping[tuple[int, int], int] = field(default_factory=dict)
    parts: Parts = NO_PARTS
    totals: Totals = NO_TOTALS
    purged: int = 0
    waits: Tally | None = None  # by month, of a register that keeps them

    @cached_property
    def unknown_waits(self) -> frozenset[tuple[int, int]]:
        """The sites and months, by their first day, of which not all waits are known."""
        if self.waits is None:
            return frozenset()
        return unknown_months(self.register, self.waits, self.tally)


def merged(register: Register, counts: Sequence[FileCount]) -> RegisterCount:
    """Return the count of a register: the same whatever the order of its files."""
    ordered = sorted(counts, key=lambda one: natural(one.name))
    files, replaced = owned(register, ordered)
    places = [place for place, one in enumerate(files) if one.ledger]
    days = by_file(register, ordered)
    counting = by_file(register, files) if replaced else days
    dates = by_date(register, [cells for one in files for cells in one.tallies])
    ledgers = [one.ledger for one in files if one.ledger]
    tallies = [one.tally for one in files]
    settled, until = _settled(register, dates, tallies, ledgers)
    # not added up: cells of two files are seldom the same, and whoever reads them adds
    tally = capped(side_by_side([*tallies, *winners(ledgers, settled)] or [empty(register)]))
    return RegisterCount(
        register=register,
        files=tuple(one.name for one in files),
        tally=tally,
        read=sum(one.read for one in files),
        rejected=sum(one.rejected for one in files),
        superseded=tuple(
            replace(one, file=places[one.file], by=places[one.by]) for one in settled.superseded
        ),
        replaced=tuple(replaced),
        known=until,
        first_days=first_days([one for _, one in days]),
        parts=parts(days),
        totals=totals(
            register, [one for _, one in counting], dates, list(losers(ledgers, settled))
        ),
        purged=sum(one.purged for one in files),
        waits=together(register, [one.waits for one in files if one.waits]),
    )


def _settled(
    register: Register, dates: ByDate, tallies: Sequence[Tally], ledgers: Sequence[Ledger]
) -> tuple[Settled, Known]:
    """Return what their records tell of ledgers; no longer held when the tally is made."""
    held = with_records(register, ledgers)
    settled = settle(register, held, (register.event, *register.categories))
    return settled, known(register, dates, tallies, held)


def winners(ledgers: Sequence[Ledger], settled: Settled) -> Iterator[Tally]:
    """Yield the cells of the rows that win."""
    for one, won in zip(ledgers, settled.won, strict=True):
        yield _counted(one.cells, won)


def losers(ledgers: Sequence[Ledger], settled: Settled) -> Iterator[Tally]:
    """Yield the cells of the rows that do not."""
    for one, won in zip(ledgers, settled.won, strict=True):
        yield _counted(one.cells, one.cells.rows - won)


def _counted(cells: Tally, rows: Numbers) -> Tally:
    """Return the cells that have some rows, with these."""
    held = replace(cells, rows=rows, n=rows)
    return held if rows.all() else some(held, rows > 0)
