"""Standing: what a store holds of each source, and since when a source is missing.

Takes a store and the référentiel; gives `Source` values, and what a `Standing` holds beside them.
Conventions owned here: a source is a register of a site; every valid row of a known file tells, and
a date too far ahead (T3) does not; a month is missing where the site follows the register, does not
declare it complete, holds no row, while the registers go on: one of them has an event in that month
or later, and the last day that they know, never today's, leaves no day from Monday to Friday of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

import numpy as np
from msgspec import Struct, field
from msgspec.structs import replace

from qualstat.periods import day_of, last_day, month_of
from qualstat.reading.files import natural
from qualstat.referentiel import Referentiel
from qualstat.registers import REGISTERS, Register
from qualstat.store.database import Store
from qualstat.store.kept import Kept, kept, tables
from qualstat.tallies.cells import Numbers
from qualstat.tallies.count import FileCount
from qualstat.tallies.known import known
from qualstat.tallies.ledger import with_records
from qualstat.tallies.parts import by_file, parts
from qualstat.tallies.totals import by_date

FRIDAY = 4
State = Literal["known", "new", "changed", "again", "vanished"]


class Source(Struct, frozen=True):
    """A register of a site: the files that hold rows of it, its months, and up to which day.

    `missing` are the months without rows that follow its last one, as the store knows them.
    """

    register: str
    site: str
    files: int = 0
    rows: int = 0
    first: int | None = None
    last: int | None = None
    known_to: date | None = None
    missing: tuple[int, ...] = ()
    held_by: str = ""

    @property
    def missing_since(self) -> int | None:
        """The first month that is missing."""
        return self.missing[0] if self.missing else None


class FileState(Struct, frozen=True):
    """A file: what became of it, and how many valid rows the store holds of it."""

    name: str
    register: str
    state: State
    rows: int = 0


class Standing(Struct, frozen=True):
    """What a store holds; `folder` is empty where no folder was there to compare it with.

    `key` tells whether its digests can be used, None where it holds none.
    """

    path: Path
    size: int
    version: int
    files: tuple[FileState, ...]
    sources: tuple[Source, ...]
    referentiel: Referentiel
    key: bool | None = None
    folder: str = ""
    sample: bool = False

    def in_state(self, state: State) -> list[FileState]:
        """Return the files in a state."""
        return [one for one in self.files if one.state == state]


class Held(Struct, frozen=True):
    """What a store holds of one register: its sources by site, and the last day it knows."""

    register: str
    sources: Mapping[str, Source] = field(default_factory=dict)
    until: date | None = None


def standing(store: Store, referentiel: Referentiel) -> tuple[Source, ...]:
    """Return the sources of a store and those that the référentiel expects, by register."""
    found = kept(store)
    counted = [site for one in found.values() for site in one.sites]
    names = list(dict.fromkeys([*referentiel.sites, *counted]))
    held = [_held(store, one, list(found.values()), names) for one in REGISTERS.values()]
    sources = [one for register in held for one in register.sources.values()]
    months = [one for source in sources for one in (source.first, source.last) if one is not None]
    days = [one.until for one in held if one.until is not None]
    if not months:
        return ()
    span = range(min(months), min(max(months), _whole(max(days))) + 1)
    return tuple(_sources(held, referentiel, names, span))


def usable_key(store: Store) -> bool | None:
    """Whether the digests that a store holds can be used; None where it holds none."""
    (digests,) = store.connection.execute(
        "SELECT count(*) FROM tables WHERE ledger IS NOT NULL"
    ).fetchone()
    return bool(store.key()) if digests else None


def valid_rows(store: Store) -> dict[str, int]:
    """Return how many valid rows a store holds of each file."""
    return dict(
        store.connection.execute(
            "SELECT files.name, sum(read - rejected) FROM tables JOIN files ON files.id ="
            " tables.file GROUP BY files.id"
        ).fetchall()
    )


def _whole(day: date) -> int:
    """Return the last month of which a day leaves none from Monday to Friday."""
    month = month_of(day)
    end = last_day(month)
    left = (day + timedelta(n) for n in range(1, (end - day).days + 1))
    return month - 1 if any(one.weekday() <= FRIDAY for one in left) else month


def _held(store: Store, register: Register, found: Sequence[Kept], names: Sequence[str]) -> Held:
    """Return what a store holds of a register."""
    files = sorted((one for one in found if one.register == register.name),
                   key=lambda one: natural(one.name))  # fmt: skip
    counts = [table for one in files for table in tables(store, one, names)]
    ledgers = with_records(register, [one.ledger for one in counts if one.ledger])
    dates = by_date(register, [cells for one in counts for cells in one.tallies])
    until = known(register, dates, [one.tally for one in counts], ledgers).until
    if until is None:
        return Held(register.name)
    held = parts(by_file(register, counts))
    places = {one.name: place for place, one in enumerate(files)}
    origin = np.array([places[one.file] for one in counts])
    sources = {}
    for site in np.unique(held.site).tolist():
        here = held.site == site
        inside = held.month[here & (held.month <= month_of(day_of(until)))]
        sources[names[site]] = Source(
            register.name, names[site],
            files=len(np.unique(origin[held.file[here]])),
            rows=int(held.rows[here].sum()),
            first=int(inside.min()) if len(inside) else None,
            last=int(inside.max()) if len(inside) else None,
            known_to=_known_to(register, counts, site, until),
        )  # fmt: skip
    return Held(register.name, sources, day_of(until))


def _known_to(
    register: Register, counts: Sequence[FileCount], site: int, until: int
) -> date | None:
    """Return the last day that a site's rows tell, no later than the register knows."""
    held = [one for file in counts for one in file.tallies]
    days = [one.keys[name][one.keys["site"] == site] for one in held for name in register.telling]
    told: Numbers = np.concatenate(days)
    told = told[told <= until]
    return day_of(int(told.max())) if len(told) else None


def _sources(
    held: Sequence[Held], referentiel: Referentiel, names: Sequence[str], span: range
) -> Iterator[Source]:
    for register in held:
        for site in names:
            source = register.sources.get(site)
            missing = _missing(referentiel, site, register.register, source, span)
            if source is None and not missing:
                continue
            one = source or Source(register.register, site)
            declared = referentiel.sites.get(site)
            held_by = declared.held_by.get(register.register, "") if declared else ""
            yield replace(one, missing=missing, held_by=held_by)


def _missing(
    referentiel: Referentiel, site: str, register: str, source: Source | None, span: range
) -> tuple[int, ...]:
    """Return the months without rows of a site after its last one."""
    if site not in referentiel.sites:
        return ()
    complete = referentiel.sites[site].complete.get(register, [])
    after = span.start if source is None or source.last is None else source.last + 1
    return tuple(
        month for month in range(after, span.stop)
        if referentiel.follows_register(site, register, month)
        and not any(one.first <= month <= one.last for one in complete)
    )  # fmt: skip
