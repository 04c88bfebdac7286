"""Series: the months of an indicator at a site, each with its rolling figure and its marks.

Takes a `Basis` that reaches twelve months further back than the months; gives `Trend` values.
Conventions owned here: rolling figures add numerators and denominators over twelve months (C8);
a month is provisional while cases of it are pending, or working days of it are not yet known.
"""

from collections.abc import Iterator, Sequence
from string import ascii_uppercase

from msgspec.structs import replace

from qualstat.comparisons.compare import chance_of, common
from qualstat.periods import YEAR, Period, first_day
from qualstat.referentiel.indicators import Indicator
from qualstat.scorecards.basis import Basis, year_to
from qualstat.scorecards.figures import figure_read, groups
from qualstat.scorecards.marks import marks
from qualstat.scorecards.reader import reader
from qualstat.scorecards.settling import provisional
from qualstat.trends.change import search
from qualstat.trends.values import Lettered, Point, Trend


def reach(period: Period) -> Period:
    """Return the days that the months of a period and their rolling figures need."""
    return Period(first_day(period.months[0] - YEAR + 1), period.end)


def trends(
    basis: Basis, sites: Sequence[str], period: Period, indicators: Sequence[Indicator]
) -> list[Trend]:
    """Return the trends of sites, and of all of them together where there are several."""
    return [
        _trend(basis, site, group, period, indicator)
        for indicator in indicators
        for site, group in groups(sites).items()
    ]


def _trend(
    basis: Basis, site: str, group: Sequence[str], period: Period, indicator: Indicator
) -> Trend:
    # each site's own chart tells its marks: the total has none
    found = marks(basis.referentiel, group[0], indicator.id, period.months) if site in group else ()
    lettered = tuple(
        Lettered(letter, one) for letter, one in zip(_letters(), found, strict=False)
    )  # fmt: skip
    read = reader(basis, indicator, group)
    points = []
    for part in period.split("month"):
        month = part.months[0]
        held = figure_read(read, site, part)
        rolling = figure_read(read, site, year_to(part))
        letters = "".join(one.letter for one in lettered if one.mark.month == month)
        known = held.measure.value is not None
        still = known and provisional(basis, group, held)
        points.append(Point(month, held, rolling, still, letters))
    made = Trend(site, indicator, tuple(points), lettered, search(read, points, lettered))
    last = made.last.rolling
    both = common(read, last.period)
    told = None if last.change is None else chance_of(read, last)
    return replace(made, common=both if both.months else None, chance=told)


def _letters() -> Iterator[str]:
    """Yield A to Z, then AA, BB, and so on."""
    times = 1
    while True:
        yield from (letter * times for letter in ascii_uppercase)
        times += 1
