"""What stands around the grids of a map, in the order in which it is read.

Takes a `Map`; gives entries, for the screen and for Markdown. Convention owned here: what says
nothing is left out.
"""

from qualstat.maps import Map
from qualstat.periods import Period
from qualstat.render import closing, numbers
from qualstat.render.entries import Entry, told
from qualstat.render.language import current, translate
from qualstat.render.mapped import grid, sentences, shown
from qualstat.scorecards import ALL


def sites(held: Map) -> list[str]:
    """Return the sites of a map, in their order."""
    return [one for one in held.scorecard.sites if one != ALL] if held.rows else []


def about(held: Map, site: str, *, files: bool) -> list[Entry]:
    """Return what stands below the grid of a site, the empty sections left out."""
    return told((
        (translate("Empty because"), sentences.absences(held, site)),
        (translate("To ask for"), sentences.asks(held, site)),
        (translate("Suspicious"), sentences.suspicious(held, site)),
        (translate("Breaks declared"), sentences.declared(held, site)),
        (translate("Files"), sentences.files(held, site) if files else ()),
    ))  # fmt: skip


def closed(held: Map) -> list[Entry]:
    """Return what closes a map."""
    rows = [row for site in sites(held) for row in shown.rows(held, site)]
    return told((
        (translate("Tests"), sentences.tests(held)),
        (translate("Reading"), grid.legend(held, rows) if rows else ()),
        (translate("Source"), closing.source(held.scorecard)),
    ))  # fmt: skip


def subtitle(held: Map) -> list[str]:
    """Return the period, and the day of a replay."""
    periods = held.scorecard.periods
    if not periods:
        return []
    whole = Period(periods[0].start, periods[-1].end)
    period = numbers.period(whole, current())
    return [translate("Map of the registers, {period}", period=period)]
