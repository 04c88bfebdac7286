"""Outlooks as a table: for machines, and plain for people.

Takes `Outlooks`; gives a `Table`. Conventions owned here: hypotheses are rows of their own after
the outlooks (a list of their own in JSON), marked in `hypothesis` and `note`; where no column is
named, people get those that answer first, and a dash for what nobody could hold (267% of cases).
"""

from msgspec.structs import replace

from qualstat.outlooks import Hypothesis, Outlook, Outlooks
from qualstat.render import figures, numbers
from qualstat.render.language import current
from qualstat.render.outlook import hypotheses, words
from qualstat.render.outlook.fields import FIELDS, TITLES, columns
from qualstat.render.records import record, registers
from qualstat.render.tables import Cell, Table, Value, files
from qualstat.render.tables.choosing import View, or_usual, viewed
from qualstat.render.tables.markdown import NONE
from qualstat.scorecards import Figure

NAME, SUPPOSED = "figures", "hypotheses"
USUAL = ("label", "value", "target", "reach", "spare", "needed", "final_denominator")


def written(held: Outlooks, view: View, form: str) -> str:
    """Return outlooks, hypotheses and the accounts of rows, as a file of a form."""
    if form != "json":
        return files.written(form, viewed(_table(held), view))
    alone = viewed(_table(replace(held, hypotheses=())), view)
    supposed = viewed(replace(_table(replace(held, outlooks=())), name=SUPPOSED), view)
    return files.written(form, alone, supposed, registers(held.scorecard.accounts))


def worded(held: Outlooks, view: View) -> Table:
    """Return outlooks in the columns and the order asked for."""
    usual = ["site"] if len(held.scorecard.sites) > 1 else []
    usual += [*USUAL, *(["hypothesis"] if held.hypotheses else [])]
    return viewed(_table(held, said=True), or_usual(view, columns(), usual))


def _table(held: Outlooks, *, said: bool = False) -> Table:
    """Return outlooks and hypotheses in all fields; `said`: with their words."""
    every: list[Outlook | Hypothesis] = [*held.outlooks, *held.hypotheses]
    rows = []
    for one in every:
        figure, own = _row(one)
        cells = {name: Cell(value) for name, value in (record(figure) | own).items()}
        if said:
            cells |= figures.said(held.scorecard, figure) | _said(one)
        rows.append(tuple(cells[name] for name in FIELDS))
    return Table(NAME, columns(), tuple(rows))


def _row(one: Outlook | Hypothesis) -> tuple[Figure, dict[str, Value]]:
    """Return a figure and the fields of its own."""
    own: dict[str, Value] = dict.fromkeys(TITLES)
    if isinstance(one, Hypothesis):
        return one.after, own | {"hypothesis": hypotheses.typed(one.asked)}
    ahead, rest = one.projection if one.reach else None, one.rest
    lacking = ["months-missing"] if one.missing and one.reach else []
    return one.figure, own | {
        "note": " ".join((*one.figure.notes, *lacking)) or None,
        "reach": one.reach,
        "spare": one.spare,
        "needed": one.needed,
        "needed_cases": one.needed_cases,
        "remaining": None if one.final is None else one.remaining,
        "expected": ahead.cases if ahead else None,
        "final_denominator": one.final,
        "known_to": one.known,
        "rest_start": rest.start if rest else None,
        "rest_end": rest.end if rest else None,
        "projection": (" ".join(ahead.methods) or None) if ahead else None,
        "scale": ahead.scale if ahead else None,
    }


def _said(one: Outlook | Hypothesis) -> dict[str, Cell]:
    if isinstance(one, Hypothesis):
        return {}
    unit, said = one.figure.indicator.unit, {"reach": Cell(one.reach, words.reach(one))}
    if one.needed is not None:
        held = numbers.quantity(one.needed, unit, current())
        said["needed"] = Cell(one.needed, held if one.reach == "open" else NONE)
    if one.needed_cases is not None and one.reach != "open":
        said["needed_cases"] = Cell(one.needed_cases, NONE)
    if one.spare is not None:
        able = one.reach in ("open", "secured")  # else there would be -4 left
        said["spare"] = Cell(one.spare, numbers.number(one.spare, current()) if able else NONE)
    return said
