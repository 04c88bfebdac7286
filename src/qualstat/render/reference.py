"""The référentiel on a screen: its list of indicators and sites.

Takes a `Referentiel` and a console; prints. Convention owned here: identifiers stand first, as
they are typed; what is declared is shown as declared, in the words of the scorecard.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import assert_never

from rich.console import Console
from rich.text import Text

from qualstat.referentiel.editions import Edition
from qualstat.referentiel.indicators import (
    Delay,
    Duration,
    Indicator,
    Rate,
    RateAbove,
    RateWithin,
    RateWithinSeconds,
    Ratio,
    Score,
    Volume,
)
from qualstat.referentiel.model import Referentiel
from qualstat.referentiel.sites import Site
from qualstat.render import layout, numbers, words
from qualstat.render.language import current, translate
from qualstat.render.layout import HEADING, INDENT, QUIET, Column
from qualstat.render.reference_indicator import indicator_lines
from qualstat.render.reference_site import followed, site_lines
from qualstat.render.screen import show

LABEL_LEAST = 40  # a label has its column where this much is left, else a line of its own


def render_list(referentiel: Referentiel, console: Console) -> None:
    """Print the indicators by heading, then the sites and what they follow."""
    show(list_lines(referentiel, console.width), console)


def render_indicator(referentiel: Referentiel, indicator: Indicator, console: Console) -> None:
    """Print all that is declared of an indicator."""
    show(indicator_lines(referentiel, indicator, console.width), console)


def render_site(referentiel: Referentiel, site: Site, console: Console) -> None:
    """Print all that is declared of a site."""
    show(site_lines(referentiel, site, console.width), console)


def list_lines(referentiel: Referentiel, width: int) -> Iterator[Text]:
    """Yield the lines of the list."""
    edition = referentiel.edition(date.max)
    yield from layout.wrap(Text(edition.label, style="bold"), width)
    for said in _edition(edition):
        yield from layout.wrap(Text(said, style=QUIET), width)
    columns = _columns(referentiel, width)
    for label, held in _headings(referentiel):
        yield Text()
        yield from layout.wrap(Text(label, style=HEADING), width)
        for one in held:
            yield from _indicator(referentiel, one, columns, width)
    yield Text()
    yield Text(translate("Sites"), style=HEADING)
    for site in referentiel.sites.values():
        yield from _site(referentiel, site, width)


def _edition(edition: Edition) -> list[str]:
    """Return since when an edition is in force, and where it comes from."""
    since = translate("in force from {day}", day=edition.valid_from)
    if edition.assumed:
        since = ", ".join((since, translate("assumed")))
    return [since, words.source(edition.source)]


def _headings(referentiel: Referentiel) -> Iterator[tuple[str, list[Indicator]]]:
    left = {
        name: one
        for name, one in ((one.id, one) for one in referentiel.declared)
        if not referentiel.chosen or referentiel.stands(one, date.max)
    }
    for heading in referentiel.headings:
        held = [left.pop(one) for one in heading.indicators if one in left]
        if held:
            yield heading.label, held
    if left:
        yield translate("Other indicators"), list(left.values())


def kind(indicator: Indicator) -> str:  # noqa: PLR0911  # one a kind
    """Return the kind of figure an indicator gives: `rate within 5 d`."""
    match indicator.measure:
        case RateWithin(within=days):
            return translate("rate within {days}", days=numbers.days(Fraction(days), current()))
        case Rate():
            return translate("rate")
        case Delay():
            return translate("mean delay")
        case Volume():
            return translate("volume")
        case Score():
            return translate("mean score")
        case RateAbove(at_least=score):
            return translate("rate of {score} or more", score=score)
        case Duration():
            return translate("mean wait")
        case RateWithinSeconds(within=seconds):
            said = numbers.quantity(Fraction(seconds), "s", current())
            return translate("rate within {days}", days=said)
        case Ratio():
            return translate("ratio")
        case other:
            assert_never(other)


def _cells(referentiel: Referentiel, indicator: Indicator) -> list[str]:
    edition = referentiel.edition(date.max)
    objective = indicator.objectives[-1] if indicator.objectives else None
    if referentiel.chosen:
        objective = referentiel.objective(indicator, date.max)
    engagement = indicator.engagements.get(edition.id, "–")
    return [indicator.id, engagement, kind(indicator), words.objective(objective)]


def _columns(referentiel: Referentiel, width: int) -> list[Column]:
    """Return the columns of the list; none where they do not fit."""
    rows = [_cells(referentiel, one) for one in referentiel.declared]
    columns = [Column("", layout.widest(cells)) for cells in zip(*rows, strict=True)]
    left = width - INDENT - layout.total(columns) - layout.GAP
    if left < -layout.GAP:
        return []
    return [*columns, Column("", left)] if left >= LABEL_LEAST else columns


def _indicator(
    referentiel: Referentiel, indicator: Indicator, columns: Sequence[Column], width: int
) -> Iterator[Text]:
    name, *rest = _cells(referentiel, indicator)
    cells = [[Text(name, style="bold")], *([Text(one)] for one in rest)]
    label = Text(words.typography(indicator.label), style=QUIET)
    if len(columns) > len(cells):
        wrapped = layout.wrap(label, columns[-1].width)
        yield from layout.row([*cells, wrapped], columns, indent=INDENT)
        return
    if columns:
        yield from layout.row(cells, columns, indent=INDENT)
    else:
        yield from layout.flow([one for (one,) in cells], width - INDENT, indent=INDENT)
    yield from layout.wrap(label, width - 2 * INDENT, indent=2 * INDENT)


def _site(referentiel: Referentiel, site: Site, width: int) -> Iterator[Text]:
    zone = translate("zone {zone}", zone=site.zone)
    head = [Text(site.id, style="bold"), Text(words.typography(site.label)), Text(zone)]
    yield from layout.flow(head, width - INDENT, indent=INDENT)
    for one in site.follows:
        said = Text(followed(referentiel, one), style=QUIET)
        yield from layout.wrap(said, width - 2 * INDENT, indent=2 * INDENT)
