"""Figures: one indicator of one site, or of several, over one period.

Takes the table of counts, the months that sites follow and cover, and the référentiel; gives
`Figure` values, unrounded. Conventions owned here: the change is measured on the months and
sites covered in both periods (K1); from a published figure, whose months nobody knows, where the
later period is covered whole.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Literal

from qualstat import verdicts
from qualstat.coverage import Coverage, coverage
from qualstat.periods import Period
from qualstat.referentiel.indicators import Indicator
from qualstat.referentiel.sites import ALL
from qualstat.referentiel.standing import Crossing
from qualstat.scorecards.basis import Basis
from qualstat.scorecards.notes import notes
from qualstat.scorecards.reader import Reader, reader
from qualstat.scorecards.values import Figure, Previous

Trend = Literal["up", "down", "equal"]


def figures(
    basis: Basis, sites: Sequence[str], periods: Sequence[Period], indicators: Sequence[Indicator]
) -> list[Figure]:
    """Return the figures of sites, and of all of them together where there are several."""
    return [
        replace(figure_read(read, site, period), months=read.monthly(period))
        for site, readers in readers_of(basis, sites, indicators).items()
        for period in periods
        for read in readers
        if basis.referentiel.stands(read.indicator, period.end)
    ]


def readers_of(
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
    read = reader(basis, indicator, group)
    return replace(figure_read(read, site, period), months=read.monthly(period))


def figure_read(read: Reader, site: str, period: Period) -> Figure:
    """Return the figure of a period, named `site`, without the twelve months up to its end."""
    basis, indicator, perimeter = read.basis, read.indicator, read.perimeter
    lateness = read.lateness(period)
    held = read.measure(period)
    objective = basis.referentiel.objective(indicator, period.end)
    previous = read.previous(period)
    engagement, declared = basis.referentiel.engagement(indicator, period.end)
    covered = coverage(period, perimeter.together.covered)
    crossed = _crossed(read, period, previous)
    common = _common(read, period, previous, covered)
    if crossed is not None and not crossed.comparable:
        common = None
    change = None if common is None else change_of(indicator, *common)
    printed = previous.source == "published"
    lacks = _lacks(read, period) if held.state == "missing" else ""
    said = _circumstances(
        basis,
        restricted=not (change is None or printed or perimeter.covered_alike(period)),
        printed=printed,
        uneven=perimeter.uneven(period),
        lacking=bool(lacks),
    )
    made = Figure(
        site=site,
        period=period,
        edition=basis.referentiel.edition(period.end).id,
        engagement=engagement,
        module=declared.module if declared else None,
        indicator=indicator,
        measure=held,
        coverage=covered,
        objective=objective,
        previous=previous,
        common=common,
        change=change,
        trend=None if change is None else _trend(change),
        as_of=basis.as_of.days.get(indicator.register_name),
        notes=(*notes(basis.referentiel, indicator, period, covered, crossed), *said),
        lacks=lacks,
        late=lateness.answered,
        unanswered=lateness.unanswered,
        idle=lateness.idle,
        shift=basis.shift,
        crossing=crossed,
    )
    return weighed(made)


def _crossed(read: Reader, period: Period, previous: Previous) -> Crossing | None:
    """Return what an indicator was in the edition of the earlier period, where that has a value."""
    if previous.value is None:
        return None
    before, standing = period.earlier(read.basis.shift), read.basis.referentiel.standing
    return standing.crossing(read.indicator, before.end, period.end)


def _common(
    read: Reader, period: Period, previous: Previous, covered: Coverage
) -> tuple[Fraction, Fraction] | None:
    """Return the values that a change compares; None where nothing is comparable."""
    if previous.value is None:
        return None
    if previous.source == "registers":
        return read.common(period)
    now = read.measure(period).value
    whole = covered.covered == covered.expected and not read.perimeter.uneven(period)
    return (now, previous.value) if now is not None and whole else None


def _lacks(read: Reader, period: Period) -> str:
    """Return why the sources of some sites cannot give an indicator; empty where they can."""
    sites, months = [site for _, site in read.perimeter.months], period.months
    found = (read.basis.lack(read.indicator, site, months) for site in sites)
    return next((one.reason for one in found if one), "")


def _circumstances(
    basis: Basis, *, restricted: bool, printed: bool, uneven: bool, lacking: bool
) -> Iterator[str]:
    """Yield the notes that come from what was asked for and is known.

    `restricted`: the change is measured on fewer months or sites than the figure; `printed`: the
    earlier period is known as published; `uneven`:
    the sites do not cover the same months; `lacking`: a source does not give what is needed.
    """
    if lacking:
        yield "source-lacks"
    if restricted:
        yield "perimeter"
    if printed:
        yield "previous-published"
    if uneven:
        yield "uneven-coverage"
    if basis.as_of.asked is not None:
        yield "as-of-replay"
    if basis.sample:
        yield "made-up-example"


def weighed(figure: Figure) -> Figure:
    """Return a figure with its verdict, interval and margins."""
    held, objective = figure.measure, figure.objective
    figure = replace(figure, verdict=verdicts.judge(held.value, objective))
    if held.value is None:
        return figure
    margin = None if objective is None else verdicts.room(held.value, objective)
    if figure.indicator.kind != "rate":
        return replace(figure, margin=margin)
    top, base = held.numerator or 0, held.denominator or 0
    interval = verdicts.wilson(top, base)
    if objective is None:
        return replace(figure, interval=interval)
    return replace(
        figure,
        interval=interval,
        conclusive=verdicts.conclusive(interval, objective),
        margin=margin,
        margin_cases=verdicts.margin_in_cases(top, base, objective),
    )


def change_of(indicator: Indicator, now: Fraction, before: Fraction) -> Fraction:
    """Return the change from one value to another: in points, in days, or in % of a volume."""
    if indicator.kind == "volume":
        return (now - before) / before * 100
    return now - before


def _trend(change: Fraction) -> Trend:
    return "up" if change > 0 else "down" if change < 0 else "equal"
