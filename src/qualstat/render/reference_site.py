"""One site of the référentiel: all that is declared of it.

Takes a `Site` and its `Referentiel`; gives lines of text. Convention owned here: each exception
stands with its reason, and what changes the figures over time with its source.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from rich.text import Text

from qualstat.measures.calendars import bridges
from qualstat.referentiel.explained import Explained
from qualstat.referentiel.model import Referentiel
from qualstat.referentiel.sites import (
    Break,
    Closure,
    DatedCount,
    DayChange,
    Follow,
    Holidays,
    LocalObjective,
    Months,
    Site,
    Worked,
)
from qualstat.render import layout, numbers, words
from qualstat.render.entries import Entry, told
from qualstat.render.language import current, plural, translate
from qualstat.render.reference_indicator import own_reason, promise


def site_lines(referentiel: Referentiel, site: Site, width: int) -> Iterator[Text]:
    """Return the lines that show a site."""
    return layout.sheet(words.typography(site.label), site.id, _entries(referentiel, site), width)


def _entries(referentiel: Referentiel, site: Site) -> list[Entry]:
    none = [translate("none declared")]
    zone = referentiel.zones.get(site.zone, Holidays())
    return told([
        (translate("Zone"), [site.zone]),
        (translate("Time zone"), [site.timezone]),
        (translate("Follows"), [line for one in site.follows for line in _follow(referentiel, one)]
         or none),
        (translate("Its own objectives"), [line for one in site.objectives for line in _own(one)]
         or none),
        (translate("Closures"), [_closure(referentiel, site, one) for one in site.closures]
         or none),
        (translate("Holidays changed"), [*_holidays(zone), *_holidays(site.holidays)] or none),
        (translate("Complete registers"), [
            f"{words.register(register)}{translate(': ')}{', '.join(_span(one) for one in spans)}"
            for register, spans in site.complete.items()] or none),
        (translate("Registers held by"), [
            f"{words.register(register)}{translate(': ')}{words.typography(holder)}"
            for register, holder in site.held_by.items()] or none),
        *_in_time(referentiel, site, none),
    ])  # fmt: skip


def _in_time(referentiel: Referentiel, site: Site, none: list[str]) -> list[tuple[str, list[str]]]:
    """Return what makes the figures of a site differ from one time to another."""
    broken = [line for one in site.breaks for line in _break(referentiel, one)]
    counted = [line for one in site.counts for line in _count(referentiel, one)]
    told = [line for one in referentiel.explanations.get(site.id, ()) for line in _explained(one)]
    return [
        (translate("Breaks in series"), broken or none),
        (translate("Dated counts"), counted or none),
        (translate("Late cases explained"), told or none),
    ]


def _own(one: LocalObjective) -> list[str]:
    """Return an objective of the site's own, why and by whom, and where that is said."""
    return [f"{one.indicator}{translate(': ')}{promise(one)}", *own_reason(one)]


def _closure(referentiel: Referentiel, site: Site, one: Closure) -> str:
    """Return the days closed, whether they are a bridge, and why."""
    days = _days(one.first, one.last)
    if bridges(referentiel, site.id, one):
        days = translate("{day} (bridge day)", day=days)
    return f"{days}{translate(': ')}{words.typography(one.reason)}"


def _break(referentiel: Referentiel, one: Break) -> list[str]:
    """Return a break, what it breaks, and where that is said."""
    month = numbers.month(one.month, current(), short=True, year=True)
    start = translate("from {first} on", first=month)
    about = _labels(referentiel, one.headings) + one.indicators
    scope = ", ".join(about) or translate("all that the site follows")
    said = f"{start}{translate(': ')}{words.typography(one.label)} ({scope})"
    return [_supposed(said, assumed=one.assumed), words.source(one.source)]


def _count(referentiel: Referentiel, one: DatedCount) -> list[str]:
    """Return a count, the headings that show it, and where it is said."""
    number = numbers.number(one.number, current())
    said = f"{words.typography(one.label)}{translate(': ')}{number}, {words.since(one)}"
    if one.headings:
        said += f" ({', '.join(_labels(referentiel, one.headings))})"
    return [_supposed(said, assumed=one.assumed), words.source(one.source)]


def _supposed(said: str, *, assumed: bool) -> str:
    return ", ".join((said, translate("assumed"))) if assumed else said


def _explained(one: Explained) -> list[str]:
    """Return the cases that an explanation is about and what was said, then when and by whom."""
    delay = None if one.days is None else numbers.days(Fraction(one.days), current())
    parts = [
        one.indicator,
        numbers.month(one.month, current(), short=True, year=True),
        delay or translate("never answered"),
        plural("{n} case", "{n} cases", one.number),
    ]
    said = f"{', '.join(parts)}{translate(': ')}{words.typography(one.text)}"
    by = [words.typography(one.by)] if one.by else []
    return [said, words.listed([translate("given on {day}", day=one.given), *by])]


def _follow(referentiel: Referentiel, follow: Follow) -> list[str]:
    """Return what a site follows and since when, then the reason given."""
    said = followed(referentiel, follow)
    if follow.reason is None:
        return [said]
    return [said, translate("reason: {reason}", reason=words.typography(follow.reason))]


def followed(referentiel: Referentiel, follow: Follow) -> str:
    """Return what a site follows and since when, in words."""
    names = _labels(referentiel, follow.headings) + follow.indicators
    said = f"{words.since(follow)}{translate(': ')}{', '.join(names)}"
    if not follow.excluded:
        return said
    return translate("{followed}, without {names}", followed=said, names=follow.excluded)


def _labels(referentiel: Referentiel, headings: Sequence[str]) -> list[str]:
    labels = {heading.id: heading.label for heading in referentiel.headings}
    return [labels.get(one, one) for one in headings]


def _days(first: date, last: date) -> str:
    start, end = numbers.day(first, current()), numbers.day(last, current())
    return start if first == last else translate("from {first} to {last}", first=start, last=end)


def _span(span: Months) -> str:
    first = numbers.month(span.first, current(), short=True, year=True)
    last = numbers.month(span.last, current(), short=True, year=True)
    return first if first == last else translate("{first} to {last}", first=first, last=last)


def _holidays(changes: Holidays) -> list[str]:
    return [
        *(_change(one, translate("{day} added", day=one.day)) for one in changes.added),
        *(_change(one, translate("{day} removed", day=one.day)) for one in changes.removed),
        *(_change(one, translate("{holiday} worked every year", holiday=one.holiday))
          for one in changes.worked),
    ]  # fmt: skip


def _change(one: DayChange | Worked, said: str) -> str:
    return f"{said}{translate(': ')}{words.typography(one.reason)}"
