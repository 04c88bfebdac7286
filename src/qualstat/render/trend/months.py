"""The months of a trend as a table for people.

Takes a `Trend` and a width; gives a `Table`. Conventions owned here: an absence stands in the place
of a value; a column that says nothing in any month is left out, and what is said below the table
gives way to the width.
"""

from qualstat.periods import YEAR, day_number
from qualstat.render import layout, numbers, words
from qualstat.render.brush import STYLES
from qualstat.render.language import current, plural, translate
from qualstat.render.layout import QUIET
from qualstat.render.remarks import waiting
from qualstat.render.tables import Cell, Column, Table, screen
from qualstat.render.tables.choosing import selected
from qualstat.scorecards import Figure
from qualstat.trends import Point, Trend

GIVING_WAY = ("rolling_verdict", "rolling_counts")  # said below for the last month


def table(trend: Trend, width: int | None = None, *, plain: bool) -> Table:
    """Return the months of a trend as people read them; what fits a width, where there is one."""
    whole = _table(trend, plain=plain)
    for least in GIVING_WAY:
        names = [one.name for one in whole.columns if one.name != least]
        if width is not None and _wide(whole) > width:
            whole = selected(whole, names)
    return whole


def _wide(table: Table) -> int:
    """Return the width of a table whose remarks break between words."""
    held = [
        layout.widest([column.title, *(row[place].text for row in table.rows)])
        for place, column in enumerate(table.columns)
    ]
    if table.columns[-1].name == "remarks":
        held[-1] = min(held[-1], screen.LEAST)
    return sum(held) + layout.GAP * (len(held) - 1)


def _table(trend: Trend, *, plain: bool) -> Table:
    points = trend.points
    years = points[0].month // YEAR != points[-1].month // YEAR
    columns = (
        Column("month", translate("Month")),
        Column("value", translate("Result"), right=True),
        Column("counts", translate("Counts"), right=True),
        Column("verdict", translate("Verdict")),
        Column("rolling", translate("12 months"), right=True),
        Column("rolling_counts", translate("Counts"), right=True),
        Column("rolling_verdict", translate("Verdict")),
        Column("remarks", translate("Remarks")),
    )
    rows = [
        (Cell(numbers.month(one.month, current(), short=True, year=years)),
         *_cells(one.figure, plain=plain), *_rolling(one, plain=plain),
         Cell(", ".join(_remarks(trend, one)), style=QUIET))
        for one in points
    ]  # fmt: skip
    kept = [place for place in range(len(columns)) if any(row[place].text for row in rows)]
    return Table("months", tuple(columns[place] for place in kept),
                 tuple(tuple(row[place] for place in kept) for row in rows))  # fmt: skip


def _cells(figure: Figure, *, plain: bool) -> tuple[Cell, Cell, Cell]:
    """Return the value or its absence, the numbers behind it, and its verdict with a face."""
    held = figure.measure
    if held.value is None:
        return Cell(None, words.state(figure), QUIET), Cell(None), Cell(None)
    face = words.face(figure.verdict, plain=plain)
    style = STYLES.get(figure.verdict or "", "")
    behind = (
        words.behind(figure) if figure.indicator.kind in ("rate", "ratio") else _answers(figure)
    )
    verdict = " ".join(part for part in (face, words.verdict(figure.verdict)) if part)
    return Cell(None, words.value(figure), style), Cell(None, behind), Cell(None, verdict, style)


def _rolling(point: Point, *, plain: bool) -> tuple[Cell, Cell, Cell]:
    if not point.covered:
        return Cell(None), Cell(None), Cell(None)
    return _cells(point.rolling, plain=plain)


def _answers(figure: Figure) -> str:
    count = figure.measure.denominator
    if count is None:
        return ""
    if figure.indicator.kind == "duration":
        return plural("{n} call", "{n} calls", count)
    return plural("{n} answer", "{n} answers", count)


def _remarks(trend: Trend, point: Point) -> list[str]:
    """Return what qualifies a month: its letters, what is provisional, a change, months short."""
    said = [point.letters] if point.letters else []
    found = trend.search.found
    if found and found.month == point.month:
        said.append(translate("lasting change"))
    if point.provisional:
        said.append(translate("provisional"))
    said += waiting(point.figure) if point.provisional else []
    known = point.figure.as_of
    if point.provisional and known and day_number(known) < day_number(point.figure.period.end):
        said.append(translate("known up to {day}", day=numbers.day(known, current())))
    covered = point.rolling.coverage.covered
    if point.covered and covered < YEAR:
        said.append(plural("{n} month of 12", "{n} months of 12", covered))
    return said
