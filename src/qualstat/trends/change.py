"""Change: whether the months of a series change for good, and from which month on.

Takes the months of an indicator and what reads them; gives a `Search`. Conventions owned here:
shares are searched by Fisher's test, means by Mann and Whitney's, volumes for their level, and
ratios not at all; a month whose answers are still to come takes no part, since these are the late
ones: of a share while it is provisional, of a delay while its unanswered cases are younger than the
longest one.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from msgspec.structs import replace

from qualstat.measures.measure import Counts, size, value
from qualstat.scorecards.reader import Reader
from qualstat.significance.levels import LEAST_MONTHS, LEAST_SIDE, level_change
from qualstat.significance.splits import delay_split, rate_split
from qualstat.trends.values import Lasting, Lettered, Mean, Method, Point, Search

METHODS: Mapping[str, Method] = {
    "rate": "fisher", "delay": "mann-whitney", "score": "mann-whitney",
    "duration": "mann-whitney", "volume": "level", "ratio": "none",
}  # fmt: skip


def search(read: Reader, points: Sequence[Point], marks: Sequence[Lettered]) -> Search:
    """Return whether a series changes for good."""
    kind = read.indicator.kind
    known = [one for one in points if _counts(one) is not None]
    held = [one for one in known if not _unripe(read, one, known)]
    cases = sum(size(read.indicator.kind, _sum([one])) for one in held)
    found = Search(METHODS[kind], len(held), cases, left_out=len(known) - len(held))
    if not cases:
        return replace(found, lack="none")
    if kind == "ratio":
        return replace(found, lack="method")
    if kind == "volume":
        return _level(found, held, marks)
    if len(held) < 2 * LEAST_SIDE:
        return replace(found, lack="months")
    return _split(found, read, held, marks)


def _unripe(read: Reader, point: Point, known: Sequence[Point]) -> bool:
    """Tell whether answers of a month are still to come, which are the late ones."""
    kind, held = read.indicator.kind, point.figure
    if kind != "delay":
        return kind == "rate" and point.provisional
    if not held.measure.pending or held.as_of is None:
        return False
    spans = (read.answers.delays(one.figure.period) for one in known)
    longest = max((days for one in spans for days, _ in one), default=0)
    return (held.as_of - held.period.end).days < longest * Fraction(7, 5)  # working days a week


def _counts(point: Point) -> int | None:
    """Return what a month puts in the search: its cases, 0 for a volume of none; else None."""
    measure = point.figure.measure
    if measure.value is not None:
        return measure.numerator
    return 0 if measure.state == "no_case" and point.figure.indicator.kind == "volume" else None


def _split(found: Search, read: Reader, held: Sequence[Point], marks: Sequence[Lettered]) -> Search:
    if read.indicator.kind == "rate":
        split = rate_split([_fraction(one) for one in held])
    else:
        split = delay_split([read.answers.delays(one.figure.period) for one in held])
    if split is None:
        return replace(found, lack="cases")
    found = replace(found, p=split.p, tried=split.tried)
    if not split.called:
        return found
    before, after = (
        Mean(value(read.indicator.kind, counts) or Fraction(0), counts)
        for counts in (_sum(held[: split.place]), _sum(held[split.place :]))
    )
    return replace(found, found=_lasting(held[split.place].month, before, after, marks))


def _level(found: Search, held: Sequence[Point], marks: Sequence[Lettered]) -> Search:
    if len(held) < LEAST_MONTHS:
        return replace(found, lack="months")
    change = level_change([_counts(one) for one in held])
    if change is None:
        return found
    before, after = (_sum(side) for side in (held[: change.place], held[change.place :]))
    lasting = _lasting(
        held[change.place].month, Mean(change.before, before), Mean(change.after, after), marks
    )
    return replace(found, p=change.p, found=lasting)


def _lasting(month: int, before: Mean, after: Mean, marks: Sequence[Lettered]) -> Lasting:
    nearby = tuple(one for one in marks if abs(one.mark.month - month) <= 1)
    return Lasting(month, before, after, nearby)


def _fraction(point: Point) -> tuple[int, int]:
    held = point.figure.measure
    return held.numerator or 0, held.denominator or 0


def _sum(points: Sequence[Point]) -> Counts:
    """Return the numerators and denominators of some months, added (C8)."""
    parts = [_fraction(one) for one in points]
    return Counts(sum(top for top, _ in parts), sum(base for _, base in parts))
