"""Series: the months of each row that tests of chance may judge.

Takes rows and what they are made from; gives counts by month. Conventions owned here: the 24
months up to the end of the period, or up to the last month known, are judged together; a month
known or kept in part is not judged; where a whole register has no row, that counts for none in a
whole register's series, and is unknown in those of its parts.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from qualstat.coverage import Months
from qualstat.maps.rows import Ground, followed
from qualstat.maps.values import Row
from qualstat.periods import month_of

LONGEST = 24  # months, as the tests' false alarms were measured
FIRST_WEEK = 7  # days: a register that opens later was not kept over its first month


class Series(Struct, frozen=True):
    """The counts of a row, one a month of `months`, None where it is not judged."""

    row: Row
    months: range
    counts: tuple[int | None, ...]


def judged(ground: Ground) -> range:
    """Return the months that are judged."""
    last = ground.period.months[-1]
    if ground.until is not None:
        last = min(last, month_of(ground.until))
    return range(last - LONGEST + 1, last + 1)


def seen(found: Iterable[Series]) -> range:
    """Return the months from the first to the last one that any of some series has a count of."""
    months = [
        month
        for one in found
        for month, count in zip(one.months, one.counts, strict=True)
        if count is not None
    ]
    return range(min(months), max(months) + 1) if months else range(0)


def series(ground: Ground, rows: Iterable[Row]) -> Iterator[Series]:
    """Yield the series of rows that hold a record.

    Of parts of one scope at a site, that of the longest followed.
    """
    kept: dict[object, tuple[int, Row]] = {}
    for row in rows:
        key = (row.site, row.whole, row.kept_as)
        months = len(followed(ground, row).read)
        if months and months > kept.get(key, (0, row))[0]:
            kept[key] = months, row
    span = judged(ground)
    for _, row in kept.values():
        counts = tuple(_counts(ground, row, span))
        if any(counts):
            yield Series(row, span, counts)


def _counts(ground: Ground, row: Row, span: range) -> Iterator[int | None]:
    months = followed(ground, row)
    records = ground.counting.records(row.register, row.scope)[row.site]
    opened = ground.counting.opened.get((row.register, row.site))
    for month in span:
        known = month in months.read and ground.known(month)
        if known and _kept(month, opened) and _told(ground, row, months, month, opened):
            yield ground.counting.monthly(records, month)
        else:
            yield None


def _kept(month: int, opened: date | None) -> bool:
    """Tell whether a register was kept over a whole month: its first one is seen to."""
    return opened is None or month != month_of(opened) or opened.day <= FIRST_WEEK


def _told(ground: Ground, row: Row, months: Months, month: int, opened: date | None) -> bool:
    """Tell whether a count says something: a whole register may lack, its parts may not."""
    if not row.whole:
        return month in months.covered
    before = opened is None or month < month_of(opened)
    return not (before and month < ground.period.months[0])
