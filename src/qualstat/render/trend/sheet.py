"""What stands around the chart of a trend: its title, legend, table and sentences, and the close.

Takes `Trends`; gives texts, a table and entries for screen and Markdown. Conventions owned here:
an absence stands in the place of a value; a column that says nothing in any month is left out.
"""

from collections.abc import Sequence

from qualstat.findings import N_
from qualstat.periods import YEAR, Period, day_number
from qualstat.render import closing, layout, numbers, words
from qualstat.render.brush import STYLES
from qualstat.render.closing import Entry
from qualstat.render.conventions import conventions
from qualstat.render.language import current, plural, translate
from qualstat.render.layout import QUIET
from qualstat.render.legend import ABSENCES
from qualstat.render.marks import mark
from qualstat.render.remarks import waiting
from qualstat.render.tables import Cell, Column, Table, screen
from qualstat.render.tables.choosing import selected
from qualstat.render.trend import chart
from qualstat.render.trend.words import lasting, rules, year
from qualstat.scorecards import Figure
from qualstat.trends import Point, Trend, Trends

BANDS = {"rate": N_("95% interval of the month"), "delay": N_("from the median to the 9th decile")}
ROLLING_VERDICT = "rolling_verdict"  # said below for the last month: it gives way first
ROLLING = {
    "rate": N_("the 12 months up to it"),
    "delay": N_("mean of the 12 months up to it"),
    "volume": N_("mean of a month, over the 12 up to it"),
}


def title(held: Trends, trend: Trend) -> str:
    """Return the label of the indicator and the name of the site."""
    site = words.typography(words.site_label(held.scorecard, trend.site, short=True))
    return f"{words.typography(trend.indicator.label)}, {site}"


def about(held: Trends, trend: Trend) -> list[str]:
    """Return the indicator's name, the months, and the day of a replay."""
    (period,) = held.scorecard.periods
    last = trend.points[-1].figure
    said = [trend.indicator.id, numbers.period(period, current())]
    if "as-of-replay" in last.notes and last.as_of:
        said.append(translate("as known on {day}", day=numbers.day(last.as_of, current())))
    return said


def legend(trend: Trend, *, plain: bool) -> list[str]:
    """Return what each sign of the chart stands for."""
    shown, signs = chart.drawn(trend), chart.signs(plain=plain)
    kind = trend.indicator.kind
    said = {
        "month": translate("the month"),
        "provisional": translate("the month, provisional"),
        "rolling": translate(ROLLING[kind]),
        "objective": _objective(trend),
        "interval": translate(BANDS.get(kind, "")) if kind in BANDS else "",
        "mark": translate("what is new, told below"),
    }
    return [f"{signs[name]} {text}" for name, text in said.items() if name in shown]


def _objective(trend: Trend) -> str:
    promised = {words.objective(one.figure.objective) for one in trend.points
                if one.figure.objective}  # fmt: skip
    if len(promised) == 1:
        return translate("objective: {objective}", objective=promised.pop())
    return translate("objective in force")


def table(trend: Trend, width: int | None = None, *, plain: bool) -> Table:
    """Return the months of a trend as people read them; what fits a width, where there is one."""
    whole = _table(trend, plain=plain)
    names = [one.name for one in whole.columns]
    if width is None or _wide(whole) <= width or ROLLING_VERDICT not in names:
        return whole
    return selected(whole, [one for one in names if one != ROLLING_VERDICT])


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
        Column(ROLLING_VERDICT, translate("Verdict")),
        Column("remarks", translate("Remarks")),
    )
    rows = [
        (Cell(numbers.month(one.month, current(), short=True, year=years)),
         *_cells(one.figure, plain=plain), *_cells(one.rolling, plain=plain),
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
    behind = words.behind(figure) if figure.indicator.kind == "rate" else _answers(figure)
    verdict = " ".join(part for part in (face, words.verdict(figure.verdict)) if part)
    return Cell(None, words.value(figure), style), Cell(None, behind), Cell(None, verdict, style)


def _answers(figure: Figure) -> str:
    count = figure.measure.denominator
    return "" if count is None else plural("{n} answer", "{n} answers", count)


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
    if 0 < covered < YEAR:
        said.append(plural("{n} month of 12", "{n} months of 12", covered))
    return said


def entries(trend: Trend) -> list[Entry]:
    """Return what is said of a trend below its table; nothing empty."""
    marked = tuple(
        translate("{letter}: {mark}.", letter=one.letter, mark=mark(one.mark))
        for one in trend.marks
    )  # fmt: skip
    found = (
        Entry(translate("Last 12 months"), tuple(year(trend))),
        Entry(translate("Lasting change"), tuple(lasting(trend))),
        Entry(translate("New in the series"), marked),
    )
    return [one for one in found if one.sentences]


def last(held: Trends) -> list[Entry]:
    """Return what closes all trends: rules, conventions, source, and how to read them."""
    figures = [one.figure for trend in held.trends for one in trend.points]
    found = (
        Entry(translate("Chance"), tuple(rules(held.trends))),
        Entry(translate("Conventions"), tuple(conventions(figures))),
        Entry(translate("Source"), tuple(closing.source(held.scorecard))),
        Entry(translate("Reading"), tuple(_reading(held.trends))),
    )
    return [one for one in found if one.sentences]


def _reading(trends: Sequence[Trend]) -> list[str]:
    points = [one for trend in trends for one in trend.points]
    kinds = {trend.indicator.kind for trend in trends}
    said = [translate("12 months: numerators and denominators of the twelve months up to this one,"
                      " added.")] if kinds - {"volume"} else []  # fmt: skip
    if "volume" in kinds:
        said.append(translate("12 months of a volume: their total."))
    if any(one.provisional for one in points):
        said.append(translate("Provisional: answers are still to come, or the month is not known"
                              " to its end."))  # fmt: skip
    if "delay" in kinds:
        said.append(translate("A mean delay has no interval: the chart shows its median and its 9th"
                              " decile."))  # fmt: skip
    states = {one.figure.measure.state for one in points if one.figure.measure.value is None}
    return said + [translate(text) for state, text in ABSENCES.items() if state in states]


def whole(held: Trends) -> str:
    """Return the name of the period shown."""
    period: Period = held.scorecard.periods[0]
    return numbers.period(period, current())
