"""Names: what rows, states and months of a map are called.

Takes a `Map`; gives text in the language spoken. Convention owned here: a part is named by the
codes of its scope, and by its first indicator too where another part has the same.
"""

from collections.abc import Sequence

from qualstat.findings import N_
from qualstat.maps import Map, Row
from qualstat.maps.values import State
from qualstat.registers.words import records
from qualstat.render import numbers, words
from qualstat.render.following import runs
from qualstat.render.language import current, translate

STATES: dict[State, str] = {
    "covered": N_("data"),
    "no_case": N_("no case"),
    "missing": N_("no data"),
    "blind": N_("date lacking"),
    "ahead": N_("not known yet"),
    "not_monitored": N_("not monitored"),
    "not_applicable": N_("not applicable"),
}


def site(held: Map, row: Row) -> str:
    """Return the short name of a row's site."""
    return held.scorecard.referentiel.sites[row.site].short


def register(row: Row) -> str:
    """Return the name of a row's register."""
    return words.register(row.register)


def part(held: Map, row: Row) -> str:
    """Return the name of a part; empty for a whole register."""
    if row.whole:
        return ""
    said = ", ".join(translate(records(code)) for codes in row.scope.values() for code in codes)
    if said and held.namesakes[row.site, *row.kept_as] == 1:
        return said
    first = held.scorecard.referentiel.indicators[row.indicators[0]]
    own = words.typography(first.short or first.label)
    return f"{said} ({own})" if said else own


def row(held: Map, one: Row) -> str:
    """Return the name of a row among others: `mail (letters, users)`."""
    own = part(held, one)
    return f"{register(one)} ({own})" if own else register(one)


def months(held: Sequence[int]) -> str:
    """Return months, consecutive ones as a span: `Jan-Mar, May 2018`."""
    found = runs(held, lambda last, month: month == last + 1)
    if len(held) == 12 and len(found) == 1 and held[0] % 12 == 0:
        return str(held[0] // 12)
    one_year = len({month // 12 for month in held}) == 1
    said = [
        numbers.span(run[0], run[-1], current(), year=not one_year or run is found[-1])
        for run in found
    ]
    return ", ".join(said)
