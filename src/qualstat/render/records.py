"""Machine-readable output: one line an indicator, site and period.

Takes a `Scorecard`; gives the text of a CSV or JSON file, to be written as UTF-8 with its line
ends as they are. Convention owned here: names and order are the contract's, nothing is
localised, and a number has up to six decimals, half away from zero, without trailing zeros.
"""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from fractions import Fraction
from functools import partial

from qualstat.render.harmless import neutral
from qualstat.render.numbers import plain
from qualstat.scorecards import Figure, Scorecard

SCHEMA = 1
DECIMALS = 6
BYTE_ORDER_MARK = "\ufeff"
Cell = str | int | Fraction | date | bool | None


def _judged(figure: Figure) -> dict[str, Cell]:
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


def record(figure: Figure) -> dict[str, Cell]:
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


FIELDS = (
    "schema site period_start period_end edition module engagement indicator label kind unit"
    " state value numerator denominator pending overdue excluded median p90 interval_low"
    " interval_high coverage_start coverage_end months_covered months_expected sense target"
    " tolerance verdict conclusive margin margin_cases previous_value previous_verdict"
    " previous_source change trend as_of note"
).split()


def _text(cell: Cell, *, comma: bool) -> str:
    """Return a cell of CSV."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Fraction | int):
        number = plain(Fraction(cell), DECIMALS)
        return number.replace(".", ",") if comma else number
    if isinstance(cell, date):
        return cell.isoformat()
    return neutral(cell)


def to_csv(scorecard: Scorecard, *, excel: bool = False) -> str:
    """Return the figures as CSV: comma and LF, or the form French spreadsheets open."""
    rows = [list(FIELDS)]
    for figure in scorecard.figures:
        fields = record(figure)
        rows.append([_text(fields[name], comma=excel) for name in FIELDS])
    return (BYTE_ORDER_MARK if excel else "") + "".join(_row(one, excel=excel) for one in rows)


def _row(cells: list[str], *, excel: bool) -> str:
    """Return a line of CSV; written with CRLF, so that a cell holding either is quoted."""
    target = io.StringIO()
    csv.writer(target, delimiter=";" if excel else ",", lineterminator="\r\n").writerow(cells)
    return target.getvalue().removesuffix("\r\n") + ("\r\n" if excel else "\n")


def _value(cell: Cell) -> str | int | float | bool | None:
    """Return a cell of JSON."""
    if isinstance(cell, Fraction):
        number = plain(cell, DECIMALS)
        return float(number) if "." in number else int(number)
    return cell.isoformat() if isinstance(cell, date) else cell


def to_json(scorecard: Scorecard) -> str:
    """Return the figures and the accounts of rows as one JSON object."""
    figures = [
        {name: _value(cell) for name, cell in record(one).items()} for one in scorecard.figures
    ]
    registers = [asdict(one) for one in scorecard.accounts]
    whole = {"schema": SCHEMA, "figures": figures, "registers": registers}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


FORMATS: dict[str, Callable[[Scorecard], str]] = {
    "csv": to_csv,
    "csv-excel": partial(to_csv, excel=True),
    "json": to_json,
}
