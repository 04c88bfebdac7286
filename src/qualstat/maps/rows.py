"""Rows: the registers of a site and their parts, month by month.

Takes the référentiel, counts and the months that each site follows and covers; gives `Row`
values. Conventions owned here: a part is what a register holds in the scope of indicators that
are followed and known in the same months; a month that nobody follows, or that lies after the
last day known, is not missing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

from msgspec import Struct

from qualstat.coverage import Months, hits, total
from qualstat.maps.counting import Counting, Numbers, Place
from qualstat.maps.values import Cell, Row, State
from qualstat.measures.table import Key
from qualstat.periods import Period, first_day, last_day
from qualstat.referentiel import Referentiel
from qualstat.referentiel.indicators import Indicator, scope_key
from qualstat.registers import REGISTERS
from qualstat.sources.lacks import Lack

T = TypeVar("T")
FRIDAY = 4  # no register is expected to hold anything of a weekend


class Ground(Struct, frozen=True):
    """What rows are made from. `until` is the last day that any register knows."""

    referentiel: Referentiel
    indicators: tuple[Indicator, ...]
    period: Period
    counting: Counting
    months: Mapping[Key, Months]
    until: date | None
    lacks: tuple[Lack, ...] = ()

    def known(self, month: int) -> bool:
        """Whether a month is known to its last weekday."""
        last = last_day(month)
        while last.weekday() > FRIDAY:
            last -= timedelta(days=1)
        return self.until is not None and self.until >= last


def rows(ground: Ground, site: str) -> Iterator[Row]:
    """Yield the rows of a site: each register, then its parts."""
    for register in REGISTERS:
        held = [one for one in ground.indicators if one.register_name == register]
        if held:
            yield _row(ground, site, held, whole=True)
            yield from (_row(ground, site, one) for one in _parts(ground, site, held))


def followed(ground: Ground, row: Row) -> Months:
    """Return the months of a row, those before the period too."""
    names = row.indicators or [
        one.id for one in ground.indicators if one.register_name == row.register
    ]
    return total(ground.months[name, row.site] for name in names)


def _parts(ground: Ground, site: str, held: Sequence[Indicator]) -> list[list[Indicator]]:
    found: dict[object, list[Indicator]] = {}
    for one in held:
        found.setdefault((scope_key(one.scope), ground.months[one.id, site]), []).append(one)
    return list(found.values())


def _row(ground: Ground, site: str, held: Sequence[Indicator], *, whole: bool = False) -> Row:
    register, scope = held[0].register_name, {} if whole else held[0].scope
    together = total(ground.months[one.id, site] for one in held)
    if not whole:
        together = ground.months[held[0].id, site]
    records = ground.counting.records(register, scope)[site]
    naming = [(one, follow) for one in held for follow in ground.referentiel.naming(site, one.id)]
    lacking = [lack for lack in ground.lacks for one in held if hits(lack, one, site)]
    return Row(
        site=site,
        register=register,
        cells=tuple(
            _cell(ground, (register, site, month), records, together)
            for month in ground.period.months
        ),
        indicators=() if whole else tuple(one.id for one in held),
        scope=scope,
        follows=_once(follow for one, follow in naming if one.id not in follow.excluded),
        excludes=_once(follow for one, follow in naming if one.id in follow.excluded),
        lacks=next((one.reason for one in lacking if one.months is not None), ""),
        uncounted=next((one.reason for one in lacking if one.months is None), ""),
    )


def _cell(ground: Ground, place: Place, records: Numbers, months: Months) -> Cell:
    month, asked = place[2], ground.period.clip(place[2])
    found = ground.counting.inside(records, ground.period, month)
    return Cell(
        month=month,
        state=_state(ground, months, month, found=bool(found)),
        records=found,
        files=ground.counting.files.get(place, ()),
        partial=not asked.whole or not ground.known(month),
    )


def _state(ground: Ground, months: Months, month: int, *, found: bool) -> State:
    if not months.applicable:
        return "not_applicable"
    if month not in months.followed:
        return "not_monitored"
    if month in months.blind:
        return "blind"
    if found:
        return "covered"
    if month in months.covered:
        return "no_case"
    ahead = ground.until is not None and first_day(month) > ground.until
    return "ahead" if ahead else "missing"


def _once(held: Iterable[T]) -> tuple[T, ...]:
    found: list[T] = []
    for one in held:
        if one not in found:
            found.append(one)
    return tuple(found)
