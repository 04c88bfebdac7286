"""Comparisons as a table: for machines, and plain for people.

Takes `Comparisons`; gives a `Table`. Convention owned here: the contract's fields of the later
period, then what speaks of both; where no column is named, people get those that answer first.
"""

from collections.abc import Iterator
from fractions import Fraction

from qualstat.comparisons import Comparison, Comparisons
from qualstat.findings import N_
from qualstat.render import figures, numbers
from qualstat.render import words as figure_words
from qualstat.render.comparison import words
from qualstat.render.comparison.fields import FIELDS, columns
from qualstat.render.language import current, translate
from qualstat.render.records import record, registers
from qualstat.render.tables import Cell, Table, Value, files
from qualstat.render.tables.choosing import View, or_usual, viewed

NAME = "figures"
USUAL = ("label", "value", "previous_value", "change_comparable", "significant", "direction")
DIRECTIONS = {**figure_words.DIRECTIONS, "none": N_("neither")}


def written(held: Comparisons, view: View, form: str) -> str:
    """Return comparisons and the accounts of rows, as a file of a form."""
    return files.written(form, viewed(table(held), view), registers(held.scorecard.accounts))


def table(held: Comparisons, *, said: bool = False) -> Table:
    """Return the comparisons in all fields; `said`: with their words, which machines do without."""
    rows = []
    for one in held.comparisons:
        cells = {name: Cell(value) for name, value in (record(one.now) | _both(one)).items()}
        if said:
            cells |= figures.said(held.scorecard, one.now) | _said(one)
        rows.append(tuple(cells[name] for name in FIELDS))
    return Table(NAME, columns(), tuple(rows))


def _both(one: Comparison) -> dict[str, Value]:
    earlier, chance, rank = one.before.period, one.chance, one.rank
    return {
        "change_raw": one.raw,
        "change_comparable": one.now.change,
        "common_months": len(one.common.months),
        "significant": chance.significant if chance else None,
        "direction": one.direction,
        "previous_start": earlier.start,
        "previous_end": earlier.end,
        "test": chance.test if chance else None,
        "p_value": Fraction(chance.p) if chance else None,
        "rank_best": rank.best if rank else None,
        "rank_worst": rank.worst if rank else None,
    }


def worded(held: Comparisons, view: View) -> Table:
    """Return the comparisons in the columns and the order asked for."""
    return viewed(table(held, said=True), or_usual(view, columns(), _usual(held)))


def _said(one: Comparison) -> dict[str, Cell]:
    unit = one.now.indicator.unit
    changes = {"change_raw": one.raw, "change_comparable": one.now.change}
    cells = {
        name: Cell(value, numbers.change(value, unit, current()))
        for name, value in changes.items()
        if value is not None
    }
    if one.chance:
        cells["p_value"] = Cell(Fraction(one.chance.p), words.bare_probability(one.chance.p))
    return cells | {"direction": Cell(one.direction, translate(DIRECTIONS[one.direction]))}


def _usual(held: Comparisons) -> Iterator[str]:
    if len(held.scorecard.sites) > 1:
        yield "site"
    if len(held.scorecard.periods) > 1:
        yield from ("period_start", "period_end")
    yield from USUAL
