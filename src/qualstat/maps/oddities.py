"""Oddities: what chance does not explain in the rows of a map (A3).

Takes series; gives `Oddity` values. Conventions owned here: one test after the other, what one
has found being set aside for the next: exchanged months, silent ones, odd ones, changes of level;
an oddity that a declared break dates is not suspicious, and is told with it.
"""

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

from msgspec.structs import replace

from qualstat.maps import scarce_cases
from qualstat.maps.exchanges import exchanges
from qualstat.maps.rows import Ground
from qualstat.maps.series import Series
from qualstat.maps.values import Oddity, Row, Told
from qualstat.scorecards.marks import Mark, marks
from qualstat.significance import exchanges as exchanging
from qualstat.significance import levels, months, silences
from qualstat.significance.levels import level_change
from qualstat.significance.months import OddMonth, odd_months
from qualstat.significance.silences import Silence, silent_runs

Counts = tuple[int | None, ...]


def oddities(ground: Ground, held: Sequence[Series]) -> list[Oddity]:
    """Return what is odd in the months of the period, in the order of the series."""
    asked = ground.period.months
    found = list(exchanges(held))
    taken = {(row.key, one.months[0]) for one in found for row in (one.row, one.other) if row}
    for one in held:
        places = {at for at, month in enumerate(one.months) if (one.row.key, month) in taken}
        found += _alone(replace(one, counts=_without(one.counts, places)), asked)
    return [one for one in found if any(month in asked for month in one.marked)]


def _alone(held: Series, asked: range) -> Iterator[Oddity]:
    """Yield what is odd in a series by itself; what was silent before is another level."""
    silent = [
        one for one in silent_runs(held.counts) if any(held.months[at] in asked for at in _run(one))
    ]
    yield from (_silence(held, one) for one in silent)
    if held.row.whole:  # its counts would only repeat those of its parts
        return
    left = _without(held.counts, {at for one in silent for at in _run(one)})
    odd = odd_months(left)
    yield from (_odd(held, one) for one in odd)
    change = level_change(_without(left, {one.place for one in odd}))
    if change:
        since = tuple(held.months[change.place :])
        yield Oddity("level-change", held.row, since, change.after, change.before, change.p)


def _run(one: Silence) -> range:
    return range(one.first, one.last + 1)


def _without(counts: Counts, aside: Collection[int]) -> Counts:
    return tuple(None if place in aside else count for place, count in enumerate(counts))


def _silence(held: Series, one: Silence) -> Oddity:
    run = tuple(held.months[place] for place in _run(one) if held.counts[place] == 0)
    return Oddity("silent-month", held.row, run, Fraction(0), one.expected, one.p)


def _odd(held: Series, one: OddMonth) -> Oddity:
    found = Fraction(held.counts[one.place] or 0)
    return Oddity("odd-month", held.row, (held.months[one.place],), found, one.expected)


def explained(ground: Ground, found: Sequence[Oddity]) -> tuple[list[Oddity], list[Told]]:
    """Return the oddities that nothing declared dates, and those that something does."""
    odd, told = list[Oddity](), list[Told]()
    for one in found:
        mark = _mark(ground, one)
        if mark:
            told.append(Told(one, mark))
        else:
            odd.append(one)
    return odd, told


def _mark(ground: Ground, one: Oddity) -> Mark | None:
    """Return the break declared at an oddity; a change of level may be dated a month beside."""
    near = {*one.marked}
    if one.rule == "level-change":
        near |= {month + step for month in near for step in (-1, 1)}
    held = [
        mark
        for name in one.row.indicators
        for mark in marks(ground.referentiel, one.row.site, name, near)
        if mark.kind in ("break", "count")  # an edition changes what is measured, not the records
    ]
    return held[0] if held else None


def false_alarms(held: Sequence[Series], plausible: int) -> Fraction:
    """Return how many oddities chance alone makes at most, on average, in so many series.

    `plausible` is how many rows have a plausible number of cases.
    """
    parts = sum(not one.row.whole for one in held)
    return (
        parts * (exchanging.FALSE_ALARM + months.FALSE_ALARM + levels.FALSE_ALARM)
        + len(held) * silences.FALSE_ALARM
        + plausible * scarce_cases.FALSE_ALARM
    )


def at_sites(found: Sequence[Oddity], sites: Sequence[str]) -> list[Oddity]:
    """Return the oddities of some sites; a swap is told from the side of the one asked for."""
    kept = []
    for one in found:
        if one.row.site in sites:
            kept.append(one)
        elif one.other and one.other.site in sites:
            kept.append(replace(one, row=one.other, other=one.row, found=one.expected,
                                expected=one.found))  # fmt: skip
    return kept


def in_order(found: Sequence[Oddity], rows: Sequence[Row]) -> list[Oddity]:
    """Return oddities in the order of the rows, the earliest first."""
    places = {row.key: place for place, row in enumerate(rows)}
    return sorted(found, key=lambda one: (places.get(one.row.key, len(places)), one.months[0]))
