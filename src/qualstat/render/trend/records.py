"""Trends for machines, and the plain table of them for people.

Takes `Trends` and a `View`; gives the text of a CSV or JSON file, or a table. Conventions owned
here: one line a month, indicator and site; `lasting` is true for the first month after a lasting
change; JSON holds the marks and the changes besides; people are told which indicator and site each
line is of, in columns where there are several.
"""

from fractions import Fraction

from msgspec.structs import replace

from qualstat.periods import first_day
from qualstat.render import figures, numbers, words
from qualstat.render.language import current
from qualstat.render.records import record, registers
from qualstat.render.tables import Cell, Column, Table, Value, files
from qualstat.render.tables.choosing import View, named, or_usual, viewed
from qualstat.render.tables.markdown import NONE
from qualstat.render.trend.fields import FIELDS, columns
from qualstat.trends import Mean, Point, Trend, Trends

NAME = "figures"
USUAL = ("period_start", "value", "verdict", "rolling_value", "rolling_verdict")


def written(held: Trends, view: View, form: str) -> str:
    """Return the months of trends, their marks, changes and accounts, as a file of a form."""
    accounts = registers(held.scorecard.accounts)
    return files.written(form, viewed(table(held), view), marks(held), changes(held), accounts)


def table(held: Trends, *, said: bool = False) -> Table:
    """Return the months of trends in all fields; `said`: with their words."""
    rows = []
    for trend in held.trends:
        for point in trend.points:
            values = record(point.figure) | _rolling(trend, point)
            cells = {name: Cell(value) for name, value in values.items()}
            if said:
                cells |= figures.said(held.scorecard, point.figure) | _said(trend, point)
            rows.append(tuple(cells[name] for name in FIELDS))
    return Table(NAME, columns(), tuple(rows))


def worded(held: Trends, view: View) -> Table:
    """Return the months in the columns and the order asked for."""
    return viewed(table(held, said=True), replace(view, columns=_wanted(held, view)))


def _wanted(held: Trends, view: View) -> tuple[str, ...]:
    """Return the columns to show: those named or the usual ones, and what tells trends apart."""
    names = [named(columns(), one) for one in or_usual(view, columns(), USUAL).columns]
    if len({one.indicator.id for one in held.trends}) > 1 and not {"indicator", "label"} & {*names}:
        names.insert(0, "label")
    if len({one.site for one in held.trends}) > 1 and "site" not in names:
        names.insert(0, "site")
    return tuple(dict.fromkeys(names))


def _rolling(trend: Trend, point: Point) -> dict[str, Value]:
    held, known = point.rolling, point.covered
    low, high = (held.interval if known else None) or (None, None)
    found = trend.search.found
    return {
        "provisional": point.provisional,
        "rolling_start": held.period.start,
        "rolling_value": held.measure.value if known else None,
        "rolling_numerator": held.measure.numerator if known else None,
        "rolling_denominator": held.measure.denominator if known else None,
        "rolling_months": held.coverage.covered,
        "rolling_low": None if low is None else Fraction(low),
        "rolling_high": None if high is None else Fraction(high),
        "rolling_verdict": held.verdict if known else None,
        "marks": _begun(trend, point),
        "lasting": bool(found and found.month == point.month),
    }


def _begun(trend: Trend, point: Point) -> str | None:
    kinds = [one.mark.kind for one in trend.marks if one.mark.month == point.month]
    return " ".join(dict.fromkeys(kinds)) or None


def _said(trend: Trend, point: Point) -> dict[str, Cell]:
    """Return the cells of a month and of the twelve up to it that have words of their own."""
    held = point.rolling
    month = numbers.month(point.month, current(), short=True, year=True)
    said = {
        "period_start": Cell(point.figure.period.start, month),
        "marks": Cell(_begun(trend, point), point.letters),
    }
    if not point.covered:
        return said
    if held.measure.value is not None:
        judged = words.verdict(held.verdict) or NONE  # without an objective
        said["rolling_value"] = Cell(held.measure.value, words.value(held))
        said["rolling_verdict"] = Cell(held.verdict, judged)
    for name, bound in zip(("rolling_low", "rolling_high"), held.interval or (),
                           strict=False):  # fmt: skip
        value = Fraction(bound)
        said[name] = Cell(value, numbers.quantity(value, point.figure.indicator.unit, current()))
    return said


def marks(held: Trends) -> Table:
    """Return the marks of trends, a row a mark."""
    names = ("site", "indicator", "month", "letter", "kind", "label", "before", "after", "assumed")
    rows: list[tuple[Value, ...]] = []
    for trend in held.trends:
        for one in trend.marks:
            before, after = one.mark.numbers or (None, None)
            rows.append((
                trend.site, trend.indicator.id, first_day(one.mark.month), one.letter,
                one.mark.kind, one.mark.label or None, before, after, one.mark.assumed,
            ))  # fmt: skip
    return _table("marks", names, rows)


def changes(held: Trends) -> Table:
    """Return what each trend says of a lasting change, and of the last twelve months."""
    names = (
        "site", "indicator", "method", "months", "cases", "left_out", "lack", "tried", "p_value",
        "lasting_from", "before_value", "before_numerator", "before_denominator", "after_value",
        "after_numerator", "after_denominator", "year_change", "year_test", "year_p_value",
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = []
    for trend in held.trends:
        one, chance = trend.search, trend.chance
        found = one.found
        rows.append((
            trend.site, trend.indicator.id, one.method, one.months, one.cases, one.left_out,
            one.lack, one.tried, _exact(one.p), first_day(found.month) if found else None,
            *_side(found.before if found else None), *_side(found.after if found else None),
            trend.last.rolling.change, chance.test if chance else None,
            _exact(chance.p if chance else None),
        ))  # fmt: skip
    return _table("changes", names, rows)


def _side(held: Mean | None) -> tuple[Value, Value, Value]:
    if held is None:
        return None, None, None
    return held.value, held.counts.numerator, held.counts.denominator or None


def _exact(p: float | None) -> Fraction | None:
    return None if p is None else Fraction(p)


def _table(name: str, names: tuple[str, ...], rows: list[tuple[Value, ...]]) -> Table:
    held = tuple(tuple(Cell(value) for value in row) for row in rows)
    return Table(name, tuple(Column(one, one) for one in names), held)
