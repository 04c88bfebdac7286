"""Figures: one indicator of one site, or of several, over one period.

Takes the table of counts, the months that sites follow and cover, and the référentiel; gives
`Figure` values, unrounded. Conventions owned here: the change is measured on the months and
sites covered in both periods (K1); from a published figure, whose months nobody knows, where the
later period is covered whole.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Literal

from msgspec.structs import asdict, replace

from qualstat.coverage import coverage
from qualstat.periods import Period
from qualstat.referentiel.indicators import Gives, Indicator
from qualstat.referentiel.sites import ALL
from qualstat.referentiel.standing import Crossing
from qualstat.scorecards.basis import Basis
from qualstat.scorecards.lateness import NONE_LATE
from qualstat.scorecards.notes import notes
from qualstat.scorecards.reader import Reader, reader
from qualstat.scorecards.values import Figure, Previous
from qualstat.scorecards.worth import worth as worth_of

Trend = Literal["up", "down", "equal"]


def figures(
    basis: Basis,
    sites: Sequence[str],
    periods: Sequence[Period],
    indicators: Sequence[Indicator],
    *,
    shown: bool = True,
) -> list[Figure]:
    """Return the figures of sites, and of all of them together where there are several.

    Unless they are `shown` to people they lack what no machine reads: their twelve months, and
    late cases where nobody explained one.
    """
    stands = basis.referentiel.stands
    standing = [
        (period, [place for place, one in enumerate(indicators) if stands(one, period.end)])
        for period in periods
    ]  # of the site's own indicator too: its objectives alone are other ones
    return [
        figure_shown(readers[place], site, period)
        if shown
        else figure_read(readers[place], site, period, cases=readers[place].explained)
        for site, readers in _readers(basis, sites, indicators).items()
        for period, places in standing
        for place in places
    ]


def _readers(
    basis: Basis, sites: Sequence[str], indicators: Sequence[Indicator]
) -> Mapping[str, Sequence[Reader]]:
    """Return what reads the indicators of each line: one for all its periods, as it remembers."""
    return {
        site: [reader(basis, indicator, group) for indicator in indicators]
        for site, group in groups(sites).items()
    }


def groups(sites: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Return the sites behind each line: each by itself, and where there are several, all."""
    alone = {site: (site,) for site in sites}
    return {**alone, ALL: tuple(sites)} if len(sites) > 1 else alone


def figure(
    basis: Basis, site: str, group: Sequence[str], period: Period, indicator: Indicator
) -> Figure:
    """Return one figure: an indicator of one site, or of a group named `site`, over a period."""
    return figure_shown(reader(basis, indicator, group), site, period)


def figure_shown(read: Reader, site: str, period: Period) -> Figure:
    """Return the figure of a period, named `site`, with the twelve months up to its end."""
    return replace(figure_read(read, site, period), months=read.monthly(period))


def figure_read(read: Reader, site: str, period: Period, *, cases: bool = True) -> Figure:
    """Return the figure of a period, named `site`, with its late `cases` or without."""
    basis, indicator, perimeter = read.basis, read.indicator, read.perimeter
    lateness = read.lateness(period) if cases else NONE_LATE
    held, terms, worth = read.judged(period)
    previous = read.previous(period)
    covered = coverage(period, perimeter.together.covered)
    crossed = _crossed(read, period, previous)
    alike = previous.value is None or perimeter.covered_alike(period)
    common = _common(read, period, previous, crossed, alike=alike)
    change = None if common is None else change_of(read.form.kind, *common)
    lacks = _lacks(read, period) if held.state == "missing" and basis.lacks else ""
    return Figure(
        site=site,
        period=period,
        edition=terms.edition,
        engagement=terms.engagement,
        module=terms.module,
        indicator=indicator,
        measure=held,
        coverage=covered,
        objective=terms.objective,
        verdict=worth.verdict,
        interval=worth.interval,
        conclusive=worth.conclusive,
        margin=worth.margin,
        margin_cases=worth.margin_cases,
        previous=previous,
        common=common,
        change=change,
        trend=None if change is None else _trend(change),
        as_of=basis.as_of.days.get(indicator.register_name),
        notes=notes(
            terms.notes,
            crossed=None if crossed is None else crossed.comparable,
            partial=0 < covered.covered < covered.expected,
            lacking=bool(lacks),
            restricted=not (change is None or alike),
            printed=previous.source == "published",
            uneven=perimeter.uneven(period),
            replayed=basis.as_of.asked is not None,
            sample=basis.sample,
        ),
        lacks=lacks,
        late=lateness.answered,
        unanswered=lateness.unanswered,
        idle=lateness.idle,
        shift=basis.shift,
        crossing=crossed,
    )


def _crossed(read: Reader, period: Period, previous: Previous) -> Crossing | None:
    """Return what an indicator was in the edition of the earlier period, where that has a value."""
    if previous.value is None:
        return None
    before, standing = period.earlier(read.basis.shift), read.basis.referentiel.standing
    return standing.crossing(read.indicator, before.end, period.end)


def _common(
    read: Reader, period: Period, previous: Previous, crossed: Crossing | None, *, alike: bool
) -> tuple[Fraction, Fraction] | None:
    """Return the values that a change compares; None where nothing is comparable.

    `alike`: every site covers the same months in both, so that whatever they count is compared.
    """
    before, printed = previous.value, previous.source == "published"
    if before is None or not (crossed is None or crossed.comparable):
        return None
    if not (printed or alike):
        return read.common(period)
    now = read.judged(period).measure.value
    return None if now is None or (printed and not _whole(read, period)) else (now, before)


def _whole(read: Reader, period: Period) -> bool:
    """Tell whether every site covers the whole of a period."""
    held = coverage(period, read.perimeter.together.covered)
    return held.covered == held.expected and not read.perimeter.uneven(period)


def _lacks(read: Reader, period: Period) -> str:
    """Return why the sources of some sites cannot give an indicator; empty where they can."""
    sites, months = [site for _, site in read.perimeter.months], period.months
    found = (read.basis.lack(read.indicator, site, months) for site in sites)
    return next((one.reason for one in found if one), "")


def weighed(figure: Figure) -> Figure:
    """Return a figure with its verdict, interval and margins."""
    held = worth_of(figure.indicator.kind, figure.measure, figure.objective)
    return replace(figure, **asdict(held))


def change_of(kind: Gives, now: Fraction, before: Fraction) -> Fraction:
    """Return the change from one value to another: in points, in days, or in % of a volume."""
    if kind == "volume":
        return (now - before) / before * 100
    return now - before


def _trend(change: Fraction) -> Trend:
    sign = change.numerator  # a fraction compares itself at ten times the cost
    return "up" if sign > 0 else "down" if sign < 0 else "equal"
