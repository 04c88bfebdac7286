"""Comparing: each figure with the same one of an earlier period, and how far chance explains it.

Takes a `Basis` whose shift leads to the earlier period; gives `Comparison` values. Conventions
owned here: the change and its test are measured on the months and sites covered in both (K1);
shares are told apart by Fisher's exact test, means of days, seconds or points by Mann and
Whitney's; a volume is a full count, so no test says that chance made it, nor a ratio of two.
"""

from collections.abc import Sequence
from fractions import Fraction

from msgspec.structs import replace

from qualstat.comparisons.ranking import ranked
from qualstat.comparisons.values import Chance, Common, Comparison
from qualstat.measures.measure import Measure
from qualstat.periods import Period
from qualstat.referentiel.indicators import MEANS, Indicator
from qualstat.scorecards import Figure
from qualstat.scorecards.basis import Basis
from qualstat.scorecards.figures import change_of, figure, groups, weighed
from qualstat.scorecards.marks import Mark, marks
from qualstat.scorecards.reader import Reader, reader
from qualstat.significance.delays import mann_whitney
from qualstat.significance.proportions import fisher


def comparisons(
    basis: Basis, sites: Sequence[str], periods: Sequence[Period], indicators: Sequence[Indicator]
) -> list[Comparison]:
    """Return the comparisons of sites, and of all of them together where there are several."""
    found = [
        _comparison(basis, site, group, period, indicator)
        for site, group in groups(sites).items()
        for period in periods
        for indicator in indicators
        if basis.referentiel.stands(indicator, period.end)
    ]
    return ranked(found)


def _comparison(
    basis: Basis, site: str, group: Sequence[str], period: Period, indicator: Indicator
) -> Comparison:
    now = figure(basis, site, group, period, indicator)
    before = _as_published(now, figure(basis, site, group, now.earlier, indicator))
    read = reader(basis, indicator, group)
    return Comparison(
        now=now,
        before=before,
        common=common(read, period),
        raw=_raw(now, before),
        chance=None if now.change is None else chance_of(read, now),
        marks=_marks(basis, group, now),
    )


def _as_published(now: Figure, before: Figure) -> Figure:
    """Return the figure of the earlier period, as it was published where registers do not tell."""
    held = now.previous
    if held.source != "published":
        return before
    top, base = held.counts or (None, None)
    printed = replace(before, measure=Measure("measured", held.value, top, base),
                      notes=(*before.notes, "as-published"))  # fmt: skip
    return weighed(printed) if base else replace(printed, verdict=held.verdict)


def _raw(now: Figure, before: Figure) -> Fraction | None:
    """Return the change without regard to the months covered."""
    late, early = now.measure.value, before.measure.value
    return None if late is None or early is None else change_of(now.indicator.kind, late, early)


def common(read: Reader, period: Period) -> Common:
    """Return a period and the earlier one on the months and sites that both cover."""
    now, before = read.perimeter.common(period)
    months = read.perimeter.common_months(period)
    return Common(months, read.counts(now), read.counts(before))


def chance_of(read: Reader, figure: Figure) -> Chance | None:
    """Return how far chance explains a change: of a published rate, its printed counts tell."""
    if figure.previous.source != "published":
        return chance(read, figure.period)
    if read.indicator.kind != "rate" or figure.previous.counts is None:
        return None
    top, base = figure.measure.numerator or 0, figure.measure.denominator or 0
    return Chance("fisher", fisher(top, base, *figure.previous.counts))


def chance(read: Reader, period: Period) -> Chance | None:
    """Return the test that fits the kind of an indicator, on the common perimeter."""
    now, before = read.perimeter.common(period)
    if read.indicator.kind == "rate":
        late, early = read.counts(now), read.counts(before)
        p = fisher(late.numerator, late.denominator, early.numerator, early.denominator)
        return Chance("fisher", p)
    if read.indicator.kind in MEANS:
        p = mann_whitney(read.answers.delays_over(now), read.answers.delays_over(before))
        return Chance("mann-whitney", p)
    return None


def _marks(basis: Basis, group: Sequence[str], now: Figure) -> tuple[Mark, ...]:
    """Return what changed at a site from the earlier period's first month to the last one."""
    if len(group) > 1:
        return ()  # each site's own line tells it
    meanwhile = range(now.earlier.months[0] + 1, now.period.months[-1] + 1)
    return marks(basis.referentiel, group[0], now.indicator.id, meanwhile)
