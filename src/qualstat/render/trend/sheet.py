"""What stands around the chart of a trend: its title, its legend and its sentences, and the close.

Takes `Trends`; gives texts and entries for screen and Markdown. Convention owned here: the legend
tells each sign that the chart shows, and no other.
"""

from collections.abc import Sequence

from qualstat.findings import N_
from qualstat.render import closing, namesakes, numbers, words
from qualstat.render.conventions import conventions
from qualstat.render.entries import Entry, told
from qualstat.render.language import current, translate
from qualstat.render.legend import ABSENCES
from qualstat.render.marks import mark
from qualstat.render.trend import chart
from qualstat.render.trend.words import lasting, rules, year
from qualstat.trends import Trend, Trends

BANDS = {"rate": N_("95% interval of the month"), "delay": N_("from the median to the 9th decile"),
         "duration": N_("from the median to the 9th decile")}  # fmt: skip
ROLLING = {
    "rate": N_("the 12 months up to it"),
    "delay": N_("mean of the 12 months up to it"),
    "volume": N_("mean of a month, over the 12 up to it"),
    "score": N_("mean of the 12 months up to it"),
    "duration": N_("mean of the 12 months up to it"),
    "ratio": N_("the 12 months up to it"),
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


def legend(trend: Trend, width: int, *, plain: bool) -> list[str]:
    """Return what each sign of the chart stands for, in a chart of a width."""
    shown, signs = chart.drawn(trend), chart.signs(plain=plain)
    kind = trend.indicator.kind
    said = {
        "month": translate("the month"),
        "provisional": translate("the month, provisional"),
        "rolling": translate(ROLLING[kind]),
        "objective": _objective(trend),
        "interval": translate(BANDS.get(kind, "")) if kind in BANDS else "",
        "mark": translate("a break or a first follow-up, told below"),
    }
    found = [f"{signs[name]} {text}" for name, text in said.items() if name in shown]
    if len(trend.points) > width - chart.FRAME:
        found.append(translate("months share columns: a shorter period shows each"))
    return found


def _objective(trend: Trend) -> str:
    promised = {words.objective(one.figure.objective) for one in trend.points
                if one.figure.objective}  # fmt: skip
    if len(promised) == 1:
        return translate("objective: {objective}", objective=promised.pop())
    return translate("objective in force")


def entries(trend: Trend) -> list[Entry]:
    """Return what is said of a trend below its table; nothing empty."""
    marked = [translate("{letter}: {mark}.", letter=one.letter, mark=mark(one.mark))
              for one in trend.marks]  # fmt: skip
    return told((
        (translate("Last 12 months"), year(trend)),
        (translate("Lasting change"), lasting(trend)),
        (translate("Break or first follow-up"), marked),
    ))  # fmt: skip


def last(held: Trends) -> list[Entry]:
    """Return what closes all trends: rules, conventions, source, and how to read them."""
    figures = [one.figure for trend in held.trends for one in trend.points]
    return told((
        (translate("Chance"), rules(held.trends)),
        (translate("Conventions"), conventions(figures)),
        (translate("Source"), closing.source(held.scorecard)),
        (translate("Reading"), _reading(held.trends)),
    ))  # fmt: skip


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
    if "duration" in kinds:
        said.append(translate("A mean wait has no interval: the chart shows its median and its 9th"
                              " decile."))  # fmt: skip
    if kinds & {"score", "ratio"}:
        said.append(translate("A mean score and a ratio have no interval here."))
    if "delay" in kinds:
        said.append(translate("A mean delay has no interval: the chart shows its median and its 9th"
                              " decile."))  # fmt: skip
    states = {one.figure.measure.state for one in points if one.figure.measure.value is None}
    return said + [translate(text) for state, text in ABSENCES.items() if state in states]


def whole(held: Trends) -> list[str]:
    """Return the indicator, where there is one only, the period shown, and that it is made up."""
    labels = {namesakes.label(held.scorecard, one.last.figure) for one in held.trends}
    return [
        *(labels if len(labels) == 1 else ()),
        numbers.period(held.scorecard.periods[0], current()),
        closing.sample(held.scorecard),
    ]
