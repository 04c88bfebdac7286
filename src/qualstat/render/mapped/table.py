"""A map as a table: for machines, and plain for people.

Takes a `Map`; gives a `Table` of its cells. Conventions owned here: a line a cell, but months that
say the same are one for people, unless they choose the columns; a reason is what the référentiel
or a source profile declares, as it is written.
"""

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction

from qualstat.maps import Cell as MapCell
from qualstat.maps import Map, Oddity, Row
from qualstat.maps.findings import TESTS
from qualstat.periods import month_text
from qualstat.registers import REGISTERS
from qualstat.render import numbers, words
from qualstat.render.language import current, translate
from qualstat.render.mapped import names, runs
from qualstat.render.mapped.fields import FIELDS, columns
from qualstat.render.mapped.runs import Run
from qualstat.render.records import criteria, registers
from qualstat.render.tables import Cell, Column, Table, Value, files
from qualstat.render.tables.choosing import View, or_usual, selected, viewed
from qualstat.render.tables.files import SCHEMA

NAME = "cells"
USUAL = ("site", "register", "part", "month", "state", "records", "odd", "expected", "ask")
ASKED = ("site", "register", "month", "ask", "held_by")  # of what is missing, and nothing else


def written(held: Map, view: View, only: Collection[str], form: str) -> str:
    """Return the cells, what is odd and the accounts of rows, as a file of a form."""
    cells = viewed(_table(held, only), view)
    return files.written(form, cells, _oddities(held), registers(held.scorecard.accounts))


def worded(held: Map, view: View, only: Collection[str]) -> Table:
    """Return the cells in the columns and the order asked for, with their words."""
    shown = ASKED if set(only) == {runs.MISSING} else USUAL
    usual = shown if len(held.scorecard.sites) > 1 else shown[1:]
    wanted = or_usual(view, columns(), usual)
    found = list(runs.kept(held, only)) if view.asked else runs.joined(held, only)
    return _filled(viewed(_rows(held, found, said=True), wanted), view)


def _filled(table: Table, view: View) -> Table:
    """Return a table without the columns that say nothing, unless they were chosen."""
    kept = [
        one.name
        for place, one in enumerate(table.columns)
        if view.columns or any(row[place].text for row in table.rows)
    ]
    return selected(table, kept)


def _table(held: Map, only: Collection[str]) -> Table:
    return _rows(held, list(runs.kept(held, only)))


def _rows(held: Map, found: Sequence[Run], *, said: bool = False) -> Table:
    rows = []
    for run in found:
        values = _values(held, run.row, run.cells[0], run.odd)
        text = _words(held, run) if said else {}
        rows.append(tuple(Cell(values[name], text.get(name, "")) for name in FIELDS))
    return Table(NAME, columns(), tuple(rows))


def _values(held: Map, row: Row, cell: MapCell, odd: Oddity | None) -> dict[str, Value]:
    return {
        "schema": SCHEMA,
        "site": row.site,
        "register": row.register,
        "part": criteria(row.scope),
        "indicators": " ".join(row.indicators),
        "month": month_text(cell.month),
        "state": cell.state,
        "records": cell.records,
        "partial": cell.partial,
        "rows": sum(one.rows for one in cell.files),
        "files": "; ".join(f"{one.file} ({one.rows})" for one in cell.files),
        "odd": odd.rule if odd else None,
        "expected": odd.monthly if odd else None,
        "reason": reason(row, cell),
        "ask": REGISTERS[row.register].pattern if cell.state == "missing" else "",
        "held_by": held.held_by.get((row.site, row.register), ""),
    }


def reason(row: Row, cell: MapCell) -> str:
    """Return what is declared of an absence."""
    if cell.state in ("blind", "missing"):
        return row.lack(cell.state)
    if cell.state == "not_monitored":
        return _joined(one.reason for one in row.follows if not one.covers(cell.month))
    if cell.state == "not_applicable":
        return _joined(one.reason for one in row.excludes)
    return ""


def _joined(reasons: Iterable[str | None]) -> str:
    return " ".join(dict.fromkeys(one for one in reasons if one))


def _words(held: Map, run: Run) -> dict[str, str]:
    row, cell, odd = run.row, run.cells[0], run.odd
    keeper = held.held_by.get((row.site, row.register), "")
    said = {
        "site": names.site(held, row),
        "register": names.register(row),
        "part": names.part(held, row),
        "month": names.months([one.month for one in run.cells]),
        "state": translate(names.STATES[cell.state]),
        "held_by": words.typography(keeper),
    }
    if cell.state == runs.MISSING and not keeper:
        said["held_by"] = translate("not declared")
    if odd:
        said["expected"] = numbers.number(odd.monthly, current(), decimals=1)
    return said


def _oddities(held: Map) -> Table:
    fields = ("rule site other_site register part first last found expected beside p test"
              " false_alarm").split()  # fmt: skip
    rows = [tuple(Cell(value) for value in _odd(one)) for one in held.oddities]
    return Table("oddities", tuple(Column(name, name) for name in fields), tuple(rows))


def _odd(one: Oddity) -> tuple[Value, ...]:
    test, alarm = TESTS[one.rule]
    return (
        one.rule, one.row.site, one.other.site if one.other else None, one.row.register,
        criteria(one.row.scope), month_text(one.months[0]), month_text(one.months[-1]),
        one.found, one.expected,
        one.beside[0] if one.beside else None, None if one.p is None else Fraction(one.p), test,
        alarm,
    )  # fmt: skip
