"""Counting: the records behind each month of a site, of a register or of a part of it.

Takes the counts of registers; gives numbers by row and month, and files by cell. Conventions
owned here: a record is what a row stands for (C6), in the month of its event (T1), up to the
as-of date; a file's rows are its valid ones, superseded or not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt

from qualstat.coverage import AsOf
from qualstat.maps.values import Part
from qualstat.measures.scope import Cells, cells
from qualstat.measures.spans import Spans, spans
from qualstat.periods import Period, day_number, day_of
from qualstat.referentiel.indicators import Criteria, scope_key
from qualstat.tallies.merge import RegisterCount

Numbers = npt.NDArray[np.int64]
Place = tuple[str, str, int]  # register, site, month


@dataclass(frozen=True)
class Counting:
    """The cells of each register, cut into spans, and the files behind each place."""

    sites: tuple[str, ...]
    spans: Spans
    cells: Mapping[str, Cells]
    files: Mapping[Place, tuple[Part, ...]]
    opened: Mapping[tuple[str, str], date]  # the first day of a register at a site
    _known: dict[object, Mapping[str, Numbers]] = field(default_factory=dict, compare=False)

    def records(self, register: str, scope: Criteria) -> Mapping[str, Numbers]:
        """Return the records of each site in a scope, a number a span; counted once for all."""
        key = register, scope_key(scope)
        if key not in self._known:
            self._known[key] = self._records(register, scope)
        return self._known[key]

    def _records(self, register: str, scope: Criteria) -> Mapping[str, Numbers]:
        shape = len(self.sites), len(self.spans.starts)
        found = np.zeros(shape, np.int64)
        if register in self.cells:
            held = self.cells[register]
            places = np.flatnonzero(held.fit(scope))
            rows = held.keys["site"][places] * shape[1] + held.span[places]
            found = np.bincount(rows, held.n[places], found.size).astype(np.int64).reshape(shape)
        return dict(zip(self.sites, found, strict=True))

    def inside(self, records: Numbers, period: Period, month: int) -> int:
        """Return the records of a month that lie in a period."""
        return int(records[self.spans.within(period.clip(month))].sum())

    def monthly(self, records: Numbers, month: int) -> int:
        """Return the records of a whole month."""
        return int(records[self.spans.months == month].sum())


def counting(
    sites: Sequence[str],
    registers: Mapping[str, RegisterCount],
    periods: Sequence[Period],
    as_of: AsOf,
) -> Counting:
    """Return the counts of registers over some periods, up to the as-of date."""
    cut = spans(periods)
    held = {
        name: cells(one.register, one.tally, cut, day_number(as_of.days[name]))
        for name, one in registers.items()
        if name in as_of.days
    }
    return Counting(tuple(sites), cut, held, _files(sites, registers), _opened(sites, registers))


def _opened(
    sites: Sequence[str], registers: Mapping[str, RegisterCount]
) -> dict[tuple[str, str], date]:
    found: dict[tuple[str, str], date] = {}
    for name, one in registers.items():
        for (site, _), number in one.first_days.items():
            key, day = (name, sites[site]), day_of(number)
            found[key] = min(day, found.get(key, day))
    return found


def _files(
    sites: Sequence[str], registers: Mapping[str, RegisterCount]
) -> dict[Place, tuple[Part, ...]]:
    found: dict[Place, list[Part]] = {}
    for name, one in registers.items():
        columns = (one.parts.file, one.parts.site, one.parts.month, one.parts.rows)
        for file, site, month, rows in zip(*(each.tolist() for each in columns), strict=True):
            found.setdefault((name, sites[site], month), []).append(Part(one.files[file], rows))
    return {place: tuple(held) for place, held in found.items()}
