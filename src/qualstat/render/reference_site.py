"""One site of the référentiel: all that is declared of it.

Takes a `Site` and its `Referentiel`; gives lines of text. Convention owned here: each exception
stands with its reason.
"""

from collections.abc import Iterator
from datetime import date

from rich.text import Text

from qualstat.referentiel.model import Referentiel
from qualstat.referentiel.sites import DayChange, Follow, Holidays, Months, Site
from qualstat.render import layout, numbers, words
from qualstat.render.language import current, translate


def site_lines(referentiel: Referentiel, site: Site, width: int) -> Iterator[Text]:
    """Return the lines that show a site."""
    return layout.sheet(words.typography(site.label), site.id, _entries(referentiel, site), width)


def _entries(referentiel: Referentiel, site: Site) -> list[layout.Entry]:
    none = [translate("none declared")]
    zone = referentiel.zones.get(site.zone, Holidays())
    return [
        (translate("Zone"), [site.zone]),
        (translate("Time zone"), [site.timezone]),
        (translate("Follows"), [line for one in site.follows for line in _follow(referentiel, one)]
         or none),
        (translate("Closures"), [
            f"{_days(one.first, one.last)}{translate(': ')}{words.typography(one.reason)}"
            for one in site.closures] or none),
        (translate("Holidays changed"), [*_holidays(zone), *_holidays(site.holidays)] or none),
        (translate("Complete registers"), [
            f"{words.register(register)}{translate(': ')}{', '.join(_span(one) for one in spans)}"
            for register, spans in site.complete.items()] or none),
    ]  # fmt: skip


def _follow(referentiel: Referentiel, follow: Follow) -> list[str]:
    """Return what a site follows and since when, then the reason given."""
    said = followed(referentiel, follow)
    if follow.reason is None:
        return [said]
    return [said, translate("reason: {reason}", reason=words.typography(follow.reason))]


def followed(referentiel: Referentiel, follow: Follow) -> str:
    """Return what a site follows and since when, in words."""
    labels = {heading.id: heading.label for heading in referentiel.headings}
    names = [labels.get(one, one) for one in follow.headings] + follow.indicators
    said = f"{words.since(follow)}{translate(': ')}{', '.join(names)}"
    if not follow.excluded:
        return said
    return translate("{followed}, without {names}", followed=said, names=follow.excluded)


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
    ]


def _change(one: DayChange, said: str) -> str:
    return f"{said}{translate(': ')}{words.typography(one.reason)}"
