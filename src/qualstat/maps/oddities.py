"""Oddities: what chance does not explain in the rows of a map (A3).

Takes series; gives `Oddity` values. Conventions owned here: one test after the other, what one
has found being set aside for the next: silent months, odd months, changes of level; a month odd
at two sites that suits each other's is one oddity; an oddity that a declared break dates is not
suspicious, and is told with it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from qualstat.maps import scarce_cases
from qualstat.maps.rows import Ground
from qualstat.maps.series import Series
from qualstat.maps.values import Oddity, Told
from qualstat.scorecards.marks import Mark, marks
from qualstat.significance import levels, months, silences
from qualstat.significance.levels import level_change
from qualstat.significance.months import OddMonth, odd_months, swapped
from qualstat.significance.silences import Silence, silent_runs

Counts = tuple[int | None, ...]


@dataclass(frozen=True)
class _Judged:
    """A series, its silent runs, what is left of it, and the odd months there."""

    series: Series
    silent: tuple[Silence, ...]
    left: Counts
    odd: tuple[OddMonth, ...]


def oddities(ground: Ground, held: Sequence[Series]) -> list[Oddity]:
    """Return what is odd in the months of the period, in the order of the series."""
    asked = ground.period.months
    judged = [_judged(one, asked) for one in held]
    exchanged = list(_exchanged(judged))
    taken = {
        (id(row), one.months[0]) for one in exchanged for row in (one.row, one.other) if row
    }  # fmt: skip
    found = [*exchanged]
    for one in judged:
        found += _silences(one)
        odd = _odd(one)
        found += [each for each in odd if (id(each.row), each.months[0]) not in taken]
        found += _changes(one)
    return [one for one in found if any(month in asked for month in _when(one))]


def _when(one: Oddity) -> Sequence[int]:
    """Return the months that an oddity marks."""
    return one.months[:1] if one.rule == "level-change" else one.months


def _judged(held: Series, asked: range) -> _Judged:
    """Return what is odd in a series; what was silent before the period is another level."""
    silent = tuple(
        one for one in silent_runs(held.counts) if any(held.months[at] in asked for at in _run(one))
    )
    left = _without(held.counts, (place for one in silent for place in _run(one)))
    odd = () if held.row.whole else tuple(odd_months(left))
    return _Judged(held, silent, left, odd)


def _run(one: Silence) -> range:
    return range(one.first, one.last + 1)


def _without(counts: Counts, places: Iterator[int]) -> Counts:
    aside = set(places)
    return tuple(None if place in aside else count for place, count in enumerate(counts))


def _silences(held: _Judged) -> Iterator[Oddity]:
    span = held.series.months
    for one in held.silent:
        run = tuple(span[place] for place in _run(one) if held.series.counts[place] == 0)
        yield Oddity("silent-month", held.series.row, run, Fraction(0), one.expected, one.p)


def _odd(held: _Judged) -> Iterator[Oddity]:
    for one in held.odd:
        found = Fraction(held.series.counts[one.place] or 0)
        month = held.series.months[one.place]
        yield Oddity("odd-month", held.series.row, (month,), found, one.expected)


def _changes(held: _Judged) -> Iterator[Oddity]:
    """Yield the change of level; a register's own would repeat those of its parts."""
    steady = _without(held.left, (one.place for one in held.odd))
    one = None if held.series.row.whole else level_change(steady)
    if one:
        since = tuple(held.series.months[one.place :])
        yield Oddity("level-change", held.series.row, since, one.after, one.before, one.p)


def _exchanged(judged: Sequence[_Judged]) -> Iterator[Oddity]:
    """Yield the months of two sites that suit each other's series."""
    alike: dict[object, list[_Judged]] = {}
    for one in judged:
        row = one.series.row
        scope = frozenset((name, frozenset(codes)) for name, codes in row.scope.items())
        if one.odd:
            alike.setdefault((row.register, scope), []).append(one)
    for group in alike.values():
        for first, second in combinations(group, 2):
            common = {one.place for one in first.odd} & {one.place for one in second.odd}
            for place in swapped(first.left, second.left) if common else ():
                yield Oddity(
                    "swapped-sites", first.series.row, (first.series.months[place],),
                    Fraction(first.left[place] or 0), Fraction(second.left[place] or 0),
                    other=second.series.row,
                )  # fmt: skip


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
    near = {*_when(one)}
    if one.rule == "level-change":
        near |= {month + step for month in near for step in (-1, 1)}
    held = [
        mark
        for name in one.row.indicators
        for mark in marks(ground.referentiel, one.row.site, name, near)
        if mark.kind != "followed"
    ]
    return held[0] if held else None


def false_alarms(held: Sequence[Series], plausible: int) -> Fraction:
    """Return how many oddities chance alone makes at most, on average, in so many series.

    `plausible` is how many rows have a plausible number of cases.
    """
    parts = sum(not one.row.whole for one in held)
    tests = (months.FALSE_ALARM, levels.FALSE_ALARM)
    found = [*(parts * Fraction(str(one)) for one in tests)]
    found.append(len(held) * Fraction(str(silences.FALSE_ALARM)))
    found.append(plausible * Fraction(str(scarce_cases.FALSE_ALARM)))
    return sum(found, Fraction(0))


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
