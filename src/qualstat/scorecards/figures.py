"""Figures: one indicator of one site, or of several, over one period.

Takes the table of counts, the months that sites follow and cover, and the référentiel; gives
`Figure` values, unrounded. Conventions owned here: the change is measured on the months and
sites covered in both periods (K1); from a published figure, whose months nobody knows, where the
later period is covered whole.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Literal, TypedDict

from msgspec.structs import replace

from qualstat import verdicts
from qualstat.coverage import Coverage, coverage
from qualstat.measures.measure import Measure
from qualstat.periods import Period
from qualstat.referentiel.indicators import Indicator
from qualstat.referentiel.objectives import Objective
from qualstat.referentiel.sites import ALL
from qualstat.referentiel.standing import Crossing
from qualstat.scorecards.basis import Basis
from qualstat.scorecards.reader import NONE_LATE, Reader, reader
from qualstat.scorecards.values import Figure, Previous
from qualstat.verdicts import Verdict

Trend = Literal["up", "down", "equal"]


class Weights(TypedDict, total=False):
    """The fields of a figure that say what its value is worth."""

    verdict: Verdict | None
    interval: tuple[float, float]
    conclusive: bool
    margin: Fraction
    margin_cases: int


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
    return [
        figure_shown(read, site, period)
        if shown
        else figure_read(read, site, period, cases=read.explained)
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
    return figure_shown(reader(basis, indicator, group), site, period)


def figure_shown(read: Reader, site: str, period: Period) -> Figure:
    """Return the figure of a period, named `site`, with the twelve months up to its end."""
    return replace(figure_read(read, site, period), months=read.monthly(period))


def figure_read(read: Reader, site: str, period: Period, *, cases: bool = True) -> Figure:
    """Return the figure of a period, named `site`, with its late `cases` or without."""
    basis, indicator, perimeter = read.basis, read.indicator, read.perimeter
    lateness = read.lateness(period) if cases else NONE_LATE
    held = read.measure(period)
    terms = basis.terms(indicator, period)
    previous = read.previous(period)
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
    partial = ["partial"] if 0 < covered.covered < covered.expected else []
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
        **_weights(indicator, held, terms.objective),
        previous=previous,
        common=common,
        change=change,
        trend=None if change is None else _trend(change),
        as_of=basis.as_of.days.get(indicator.register_name),
        notes=(*terms.notes, *_crossing(crossed), *partial, *said),
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


def _crossing(crossed: Crossing | None) -> Iterator[str]:
    """Yield whether the earlier figure is counted anew by the later edition, or set apart."""
    if crossed is not None:
        yield "edition-recounted" if crossed.comparable else "edition-break"


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
    return replace(figure, **_weights(figure.indicator, figure.measure, figure.objective))


def _weights(indicator: Indicator, held: Measure, objective: Objective | None) -> Weights:
    """Return what a measure is worth, held against its objective."""
    found: Weights = {"verdict": verdicts.judge(held.value, objective)}
    if held.value is None:
        return found
    if objective is not None:
        found["margin"] = verdicts.room(held.value, objective)
    if indicator.kind == "rate":
        top, base = held.numerator or 0, held.denominator or 0
        interval = found["interval"] = verdicts.wilson(top, base)
        if objective is not None:
            found["conclusive"] = verdicts.conclusive(interval, objective)
            found["margin_cases"] = verdicts.margin_in_cases(top, base, objective)
    return found


def change_of(indicator: Indicator, now: Fraction, before: Fraction) -> Fraction:
    """Return the change from one value to another: in points, in days, or in % of a volume."""
    if indicator.kind == "volume":
        return (now - before) / before * 100
    return now - before


def _trend(change: Fraction) -> Trend:
    return "up" if change > 0 else "down" if change < 0 else "equal"
