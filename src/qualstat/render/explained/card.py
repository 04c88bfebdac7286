"""The card of a figure: what it means, what judges it, what it counts, and where it comes from.

Takes an `Explanation`; gives entries, a name and sentences, in the language spoken. Convention
owned here: what is assumed, or chosen here rather than by a source, is said to be.
"""

from fractions import Fraction
from typing import assert_never

from qualstat.explanations import DaysOff, Explanation
from qualstat.referentiel.indicators import (
    Delay,
    Duration,
    Rate,
    RateAbove,
    RateWithin,
    RateWithinSeconds,
    Ratio,
    Score,
    Volume,
)
from qualstat.render import closing, numbers, remarks, words
from qualstat.render.conventions import conventions
from qualstat.render.entries import Entry, told
from qualstat.render.language import current, plural, translate
from qualstat.render.marks import mark
from qualstat.render.measured import of_values
from qualstat.render.reference_indicator import criteria, engagement, promise
from qualstat.scorecards import ALL, Figure


def card(held: Explanation) -> list[Entry]:
    """Return what is declared of a figure and what it counts; nothing empty."""
    figure = held.figure
    top, base = _counted(held)
    return told((
        (translate("Definition"), [words.typography(figure.indicator.definition or "")]),
        (translate("Engagement"), [_engagement(held)]),
        (translate("Objective"), _objective(figure)),
        (translate("Register"), _register(held)),
        (translate("Scope"), [criteria(figure.indicator.scope)]),
        (translate("Numerator"), [top]),
        (translate("Denominator"), [base]),
        (translate("Outside the figure"), remarks.waiting(figure)),
        (translate("Months covered"), [_covered(figure)]),
        (translate("Breaks in series"), _marks(held)),
        (translate("Conventions"), conventions([figure])),
        (translate("Calendar"), [line for one in held.calendars for line in _calendar(held, one)]),
        (translate("Source"), [*closing.source(held.scorecard), _behind(held)]),
    ))  # fmt: skip


def _behind(held: Explanation) -> str:
    """Return how many of the files read are behind the figure, where others were read too."""
    count = len(held.files)
    if not count or count == held.scorecard.source.files:
        return ""
    return plural("{n} of these files holds rows of the figure: it is listed below.",
                  "{n} of these files hold rows of the figure: they are listed below.",
                  count)  # fmt: skip


def sites(held: Explanation) -> str:
    """Return the names of the sites of a figure."""
    declared = held.scorecard.referentiel.sites
    return ", ".join(words.typography(declared[one].short) for one in held.sites)


def site(held: Explanation, name: str) -> str:
    """Return the short name of a site, or that of the total."""
    if name == ALL:
        return translate("All sites")
    return words.typography(held.scorecard.referentiel.sites[name].short)


def _engagement(held: Explanation) -> str:
    figure = held.figure
    edition = held.scorecard.referentiel.edition(figure.period.end)
    if not figure.engagement:
        return translate("edition {edition}: none", edition=edition.id)
    return engagement(edition, figure.engagement)


def _objective(figure: Figure) -> list[str]:
    if figure.objective is None:
        return [words.objective(None)]
    own, changed = remarks.own_objective(figure), remarks.changed_objective(figure)
    return [promise(figure.objective), words.source(figure.objective.source), own, changed]


def _register(held: Explanation) -> list[str]:
    kept = [
        translate("kept at {site} by {keeper}", site=site(held, one), keeper=words.typography(by))
        for one, by in held.held_by.items()
    ]
    return [words.joined([words.register(held.figure.indicator.register_name), *kept])]


def _side(held: Explanation, name: str) -> str:
    """Return one side of a ratio: what another indicator counts."""
    known = held.scorecard.referentiel.indicators[name]
    label = words.typography(known.label)
    if known.kind == "rate":
        return translate("numerator of “{label}” ({name})", label=label, name=name)
    return f"{label} ({name})"


def _counted(held: Explanation) -> tuple[str, str]:
    """Return the numerator and the denominator, in words and in numbers."""
    figure = held.figure
    measure = figure.indicator.measure
    match measure:
        case RateWithin():
            days = numbers.days(Fraction(measure.within), current())
            top = translate("records with {date} within {days}", date=measure.to, days=days)
            base = translate("records with {date}, whenever it is, and those still without beyond"
                             " {days}", date=measure.to, days=days)  # fmt: skip
        case Rate():
            top = criteria(measure.numerator)
            base = criteria(measure.base) or translate("all records in the scope")
        case Delay():
            top = translate("sum of the days to {date}", date=measure.to)
            base = translate("records with {date}", date=measure.to)
        case Volume():
            top, base = translate("number of records, each counted for its headcount"), ""
        case Score() | RateAbove() | Duration() | RateWithinSeconds():
            top, base = of_values(measure)
        case Ratio():
            top, base = (_side(held, name) for name in (measure.of, measure.per))
        case other:
            assert_never(other)
    return _number(figure.measure.numerator, top), _number(figure.measure.denominator, base)


def _number(count: int | None, said: str) -> str:
    if count is None or not said:
        return said
    return f"{numbers.number(count, current())}{translate(': ')}{said}"


def _covered(figure: Figure) -> str:
    covered = figure.coverage
    said = translate("{covered} of {expected}", covered=covered.covered, expected=covered.expected)
    return words.joined([said, words.partial(figure)])


def _marks(held: Explanation) -> list[str]:
    """Return what is new at each site within the period, by month."""
    return [
        mark(one) if len(held.sites) == 1 else f"{site(held, name)}{translate(': ')}{mark(one)}"
        for name, found in held.marks.items()
        for one in found
    ]


def _calendar(held: Explanation, one: DaysOff) -> list[str]:
    """Return a calendar: its zone, then its days off by name."""
    holidays = [day for day in one.days if day.kind == "holiday"]
    closures = [day for day in one.days if day.kind == "closure"]
    said = [
        translate("zone {zone}", zone=one.zone),
        plural("{n} public holiday on a day that would count",
               "{n} public holidays on days that would count", len(holidays)),
        plural("{n} day of closure", "{n} days of closure", len(closures)),
    ]  # fmt: skip
    if len(held.sites) > len(one.sites):
        said.insert(0, ", ".join(site(held, name) for name in one.sites))
    named = (f"{numbers.day(day.day, current())} {words.typography(day.name)}" for day in one.days)
    days = words.listed(named)
    return [", ".join(said) + (translate(": ") + days if days else "") + "."]
