"""Projecting: how many cases are still to come before a period ends.

Takes readers of one site each, a period and the last day known; gives a `Projection`. Conventions
owned here: `outlook-last-year` takes the same days of the year before, times how the months
covered in both compare so far; where these do not tell, `outlook-pace` goes on at the pace of the
covered days so far; sites add up, and what is expected is rounded to the nearest whole case, but
never to none.
"""

import math
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction

from msgspec import Struct

from qualstat.outlooks.values import Method, Projection
from qualstat.periods import YEAR, Period
from qualstat.scorecards.reader import Reader

ONE_DAY = timedelta(days=1)


class Cut(Struct, frozen=True):
    """A period cut after the last day known: `gone` and `rest`, None where no day is left."""

    period: Period
    known: date
    gone: Period | None
    rest: Period | None

    @property
    def rest_before(self) -> Period | None:
        """The days of the year before that stand for the rest."""
        if self.rest is None or self.gone is None:
            return self.rest and self.rest.earlier(YEAR)
        # not `rest.earlier`: of 29 February, both parts would hold the 28th of the year before
        return Period(self.gone.earlier(YEAR).end + ONE_DAY, self.period.earlier(YEAR).end)

    @property
    def periods(self) -> list[Period]:
        """The periods that a projection reads, beside the same ones twelve months earlier."""
        return [one for one in (self.period, self.gone, self.rest) if one]


def cut(period: Period, known: date) -> Cut:
    """Return a period cut after the last day known."""
    gone = Period(period.start, min(known, period.end)) if known >= period.start else None
    rest = Period(max(known + ONE_DAY, period.start), period.end) if known < period.end else None
    return Cut(period, known, gone, rest)


class Expected(Struct, frozen=True):
    """The cases expected at one site, unrounded; no method where none can come."""

    cases: Fraction
    method: Method | None = None
    scale: Fraction | None = None


def projection(sites: Iterable[Reader], held: Cut) -> Projection | None:
    """Return the cases expected at some sites, each read alone; None where nothing tells.

    A site of which nothing is known adds nothing, as to the figure itself.
    """
    if held.rest is None:
        return Projection(0)
    found = [one for one in (expected(site, held) for site in sites) if one]
    if not found:
        return None
    methods = dict.fromkeys(one.method for one in found if one.method)
    scales = [one.scale for one in found if one.method]
    cases = whole(sum((one.cases for one in found), Fraction(0)))
    return Projection(cases, tuple(methods), scales[0] if len(scales) == 1 else None)


def missing(sites: Iterable[Reader], held: Cut) -> tuple[int, ...]:
    """Return the months gone by that a site follows without any data, of those known."""
    followed = [one for site in sites for one in site.perimeter.months.values()]
    gone = held.gone.months if held.gone else ()
    return tuple(
        month for month in gone if any(month in one.read - one.covered for one in followed)
    )


def whole(cases: Fraction) -> int:
    """Return the nearest whole number of cases, and one where less than half a case is expected.

    >>> whole(Fraction(5, 2)), whole(Fraction(2, 5)), whole(Fraction(0))
    (3, 1, 0)
    """
    return max(math.floor(cases + Fraction(1, 2)), 1 if cases else 0)


def expected(site: Reader, held: Cut) -> Expected | None:
    """Return the cases expected at one site; None where neither method can tell."""
    ahead = _months_ahead(site, held)
    if not ahead:  # it is no longer followed
        return Expected(Fraction(0))
    return _as_last_year(site, held, ahead) or _at_the_pace(site, held, ahead)


def _months_ahead(site: Reader, held: Cut) -> list[int]:
    """Return the months to come that the site follows."""
    (months,) = site.perimeter.months.values()
    return [month for month in held.rest.months if month in months.read] if held.rest else []


def _as_last_year(site: Reader, held: Cut, ahead: list[int]) -> Expected | None:
    """Return the cases of the same days last year, scaled; None where they are not known."""
    (months,) = site.perimeter.months.values()
    before = held.rest_before
    if before is None or not all(month - YEAR in months.covered for month in ahead):
        return None
    scale = Fraction(1) if held.gone is None else _scale(site, held.gone)
    if scale is None:
        return None
    inside = [month for month in ahead if month - YEAR in before.months]
    cases = sum(_cases(site, before.clip(month - YEAR)) for month in inside)
    return Expected(cases * scale, "outlook-last-year", scale)


def _scale(site: Reader, gone: Period) -> Fraction | None:
    """Return this year against the last one, on the months covered in both; None without any."""
    now, before = (site.counts(spans) for spans in site.perimeter.common(gone))
    base = before.denominator + before.pending
    return Fraction(now.denominator + now.pending, base) if base else None


def _at_the_pace(site: Reader, held: Cut, ahead: list[int]) -> Expected | None:
    """Return the cases of as many days at the pace of the covered ones; None without any."""
    (months,) = site.perimeter.months.values()
    if held.gone is None or held.rest is None:
        return None
    covered = [held.gone.clip(month) for month in held.gone.months if month in months.covered]
    if not covered:
        return None
    cases = sum(_cases(site, one) for one in covered)
    to_come = sum(_days(held.rest.clip(month)) for month in ahead)
    return Expected(Fraction(cases * to_come, sum(map(_days, covered))), "outlook-pace")


def _cases(site: Reader, period: Period) -> int:
    """Return all the cases of some days, those that are not due or not answered too."""
    counts = site.counts(site.perimeter.of(period))
    return counts.denominator + counts.pending


def _days(period: Period) -> int:
    return (period.end - period.start).days + 1
