"""Machine-readable output: one line an indicator, site and period.

Takes a `Scorecard`; gives the text of a CSV or JSON file, to be written as UTF-8 with its line
ends as they are. Convention owned here: names and order are the contract's, unless others are
asked for, and every value is exact until it is written.
"""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import partial

from msgspec.structs import asdict

from qualstat.referentiel.indicators import Criteria
from qualstat.render import recounted
from qualstat.render.fields import FIELDS, columns
from qualstat.render.tables import Cell, Column, Table, Value, files
from qualstat.render.tables.choosing import View, viewed
from qualstat.render.tables.files import SCHEMA
from qualstat.scorecards import Account, Figure, Scorecard

WHOLE = View()


def _judged(figure: Figure) -> dict[str, Value]:
    promised = figure.objective
    return {
        "sense": promised.sense if promised else None,
        "target": promised.target if promised else None,
        "tolerance": promised.allowance if promised else None,
        "verdict": figure.verdict,
        "conclusive": figure.conclusive,
        "margin": figure.margin,
        "margin_cases": figure.margin_cases,
        "previous_value": figure.previous.value,
        "previous_verdict": figure.previous.verdict,
        "previous_source": figure.previous.source,
        "change": figure.change,
        "trend": figure.trend,
        "as_of": figure.as_of,
        "note": " ".join(figure.notes) or None,
    }


def record(figure: Figure) -> dict[str, Value]:
    """Return a figure as the contract's fields, in order, unrounded."""
    indicator, held, covered = figure.indicator, figure.measure, figure.coverage
    low, high = figure.interval or (None, None)
    return {
        "schema": SCHEMA,
        "site": figure.site,
        "period_start": figure.period.start,
        "period_end": figure.period.end,
        "edition": figure.edition,
        "module": figure.module,
        "engagement": figure.engagement or None,
        "indicator": indicator.id,
        "label": indicator.label,
        "kind": indicator.kind,
        "unit": indicator.unit,
        "state": held.state,
        "value": held.value,
        "numerator": held.numerator,
        "denominator": held.denominator,
        "pending": held.pending,
        "overdue": held.overdue,
        "excluded": held.excluded,
        "median": held.median,
        "p90": held.p90,
        "interval_low": None if low is None else Fraction(low),
        "interval_high": None if high is None else Fraction(high),
        "coverage_start": covered.start,
        "coverage_end": covered.end,
        "months_covered": covered.covered,
        "months_expected": covered.expected,
        **_judged(figure),
    }


def figures(
    held: Iterable[Figure], said: Callable[[Figure], Mapping[str, Cell]] | None = None
) -> Table:
    """Return figures as a table of the contract's fields; `said` gives those that have words."""
    rows = []
    for one in held:
        cells = {name: Cell(value) for name, value in record(one).items()}
        if said:
            cells |= said(one)
        rows.append(tuple(cells[name] for name in FIELDS))
    return Table("figures", columns(), tuple(rows))


def criteria(held: Criteria) -> str:
    """Return criteria by their fields and codes: `canal=courriel nature=demande`."""
    return " ".join(f"{field}={'|'.join(codes)}" for field, codes in held.items())


def registers(accounts: Iterable[Account]) -> Table:
    """Return the accounts of rows as a table."""
    rows = [asdict(one) for one in accounts]
    names = rows[0] if rows else ()
    return Table(
        "registers",
        tuple(Column(name, name) for name in names),
        tuple(tuple(Cell(value) for value in row.values()) for row in rows),
    )


def csv_of(held: Iterable[Figure], *, excel: bool = False) -> str:
    """Return figures as CSV, straight from them: cells would cost as much as all else."""
    return files.csv_text(FIELDS, (record(one).values() for one in held), excel=excel)


def to_csv(scorecard: Scorecard, view: View = WHOLE, *, excel: bool = False) -> str:
    """Return the figures as CSV: comma and LF, or the form French spreadsheets open."""
    if not view.asked:
        return csv_of(scorecard.figures, excel=excel)
    return files.to_csv(viewed(figures(scorecard.figures), view), excel=excel)


def to_json(scorecard: Scorecard, view: View = WHOLE) -> str:
    """Return the figures and the accounts of rows as one JSON object."""
    held = viewed(figures(scorecard.figures), view)
    chosen = [recounted.table(scorecard.recount)] if scorecard.recount else []
    return files.to_json(held, registers(scorecard.accounts), *chosen)


FORMATS: dict[str, Callable[[Scorecard, View], str]] = {
    "csv": to_csv,
    "csv-excel": partial(to_csv, excel=True),
    "json": to_json,
}
