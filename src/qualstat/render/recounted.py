"""What an edition chosen makes of figures: what changed, and what it cannot give.

Takes a `Recount`; gives sentences in the language spoken, and a table for machines. Convention
owned here: what an edition supposes, for want of a source, is said to be assumed.
"""

from collections.abc import Iterator, Mapping

from qualstat.findings import N_
from qualstat.render import words
from qualstat.render.language import translate
from qualstat.render.tables import Cell, Column, Table
from qualstat.scorecards import Lacking, Recount, Scorecard

WHY: Mapping[str, str] = {
    "dropped": N_("not in this edition"),
    "unbridged": N_("no bridge says what it becomes"),
    "source-lacks": N_("its source does not give what is needed"),
    "no-register": N_("no register was received"),
    "not-monitored": N_("not monitored then"),
}
NAMES = ("indicator", "why", "reason", "sites")


def sentences(scorecard: Scorecard) -> list[str]:
    """Return what an edition chosen makes of a scorecard; nothing without one."""
    held = scorecard.recount
    return [] if held is None else [*_links(held), *_lacking(scorecard, held)]


def _links(held: Recount) -> Iterator[str]:
    """Yield what became of indicators, each reason once."""
    said: dict[str, bool] = {}
    for one in held.links:
        reason = words.typography(one.reason)
        said[f"{reason[:1].upper()}{reason[1:]}"] = one.assumed
    for text, assumed in said.items():
        told = translate("{text} (assumed here, for want of a source)", text=text)
        yield f"{told if assumed else text}."


def _lacking(scorecard: Scorecard, held: Recount) -> Iterator[str]:
    """Yield what is not recounted, by reason."""
    named: dict[str, list[str]] = {}
    for one in held.lacking:
        named.setdefault(_why(one), []).append(_name(scorecard, one))
    for why, names in named.items():
        yield translate("Not recounted ({why}): {names}.", why=why, names=words.listed(names))


def _why(one: Lacking) -> str:
    return words.typography(one.reason) if one.reason else translate(WHY[one.why])


def _name(scorecard: Scorecard, one: Lacking) -> str:
    label = words.typography(one.indicator.label)
    sites = ", ".join(words.site_label(scorecard, name, short=True) for name in one.sites)
    return f"{label} ({sites})" if sites else label


def table(held: Recount) -> Table:
    """Return what is not recounted as a table."""
    rows = [
        (one.indicator.id, one.why, one.reason or None, " ".join(one.sites) or None)
        for one in held.lacking
    ]
    return Table(
        "not_recounted",
        tuple(Column(name, name) for name in NAMES),
        tuple(tuple(Cell(value) for value in row) for row in rows),
    )
