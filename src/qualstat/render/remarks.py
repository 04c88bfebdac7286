"""Remarks: what qualifies a figure beyond its value and its verdict.

Takes a `Figure`; gives short texts, most telling first, none where there is nothing to say.
Convention owned here: a convention shapes many figures, so it is said once below them
(`conventions`) and never repeated as a remark.
"""

from fractions import Fraction

from qualstat import verdicts
from qualstat.findings import N_
from qualstat.periods import YEAR, month_of
from qualstat.referentiel.indicators import RateAbove, RateWithinSeconds, Score
from qualstat.referentiel.sites import LocalObjective
from qualstat.render import numbers, words
from qualstat.render.conventions import said_once
from qualstat.render.language import current, plural, translate
from qualstat.render.sparkline import extremes
from qualstat.scorecards import Figure

NOTES = {
    "objective-changed": N_("the objective changed within the period: that of its last day judges"),
    "convention-changed": N_("the way of counting changed since the year before"),
    "site-objective": N_("judged by the site's own objective"),
    "uneven-coverage": N_("the sites do not cover the same months"),
}


def remarks(figure: Figure, *, spread: bool = True) -> list[str]:
    """Return what qualifies a figure; `spread` adds the median and the slow tenth of delays."""
    said = [
        translate(figure.lacks),
        lacking(figure),
        inconclusive(figure),
        *waiting(figure),
        *notes(figure),
    ]
    if spread:
        said.append(slowest(figure))
    return [one for one in said if one]


def silent(figure: Figure) -> bool:
    """Whether a figure says its absence and nothing else."""
    return not (figure.measure.value is not None or words.before(figure) or remarks(figure))


def lacking(figure: Figure) -> str:
    """Return what lacks in cases: `short by 1 e-mail`; empty where nothing lacks (V4)."""
    cases, promised = figure.margin_cases, figure.objective
    if cases is None or cases >= 0 or promised is None:
        return ""
    named = figure.indicator.case.one if cases == -1 else figure.indicator.case.many
    if verdicts.upward(promised):
        return plural("short by {n} “{cases}”", "short by {n} “{cases}”", -cases, cases=named)
    return plural("{n} “{cases}” too many", "{n} “{cases}” too many", -cases, cases=named)


def inconclusive(figure: Figure) -> str:
    """Return the mark of a verdict that chance may explain, with its interval (V3)."""
    if figure.conclusive is not False or figure.interval is None:
        return ""
    target = figure.objective.target if figure.objective else None
    low, high = (
        numbers.rate(Fraction(bound), current(), target=target, decimals=1)
        for bound in figure.interval
    )
    return translate("inconclusive: between {low} and {high}", low=low, high=high)


def waiting(figure: Figure) -> list[str]:
    """Return pending, overdue and excluded counts, those above 0."""
    held, said = figure.measure, []
    if held.pending and figure.indicator.kind == "delay":
        said.append(plural("{n} unanswered", "{n} unanswered", held.pending))
    elif held.pending:
        said.append(plural("{n} pending", "{n} pending", held.pending))
    if held.overdue:
        said.append(plural("{n} overdue, unanswered", "{n} overdue, unanswered", held.overdue))
    if held.excluded:
        said.append(_excluded(figure, held.excluded))
    return said


def _excluded(figure: Figure, count: int) -> str:
    """Return what a rate leaves out, by the nature of its register (C3, C4, C5)."""
    if isinstance(figure.indicator.measure, Score | RateAbove):
        return plural("{n} blank or off the scale, excluded",
                      "{n} blank or off the scale, excluded", count)  # fmt: skip
    if figure.indicator.kind == "duration" or isinstance(
        figure.indicator.measure, RateWithinSeconds
    ):
        return plural("{n} without a value excluded", "{n} without a value excluded", count)
    if figure.indicator.register_name == "calls":
        return plural("{n} call excluded", "{n} calls excluded", count)
    if figure.indicator.register_name == "visits":
        return plural("{n} blank answer excluded", "{n} blank answers excluded", count)
    return plural("{n} excluded", "{n} excluded", count)


def slowest(figure: Figure) -> str:
    """Return the median and the ninth decile of days or seconds; empty for anything else."""
    median, tenth = figure.measure.median, figure.measure.p90
    if median is None or tenth is None:
        return ""
    said = (numbers.quantity(one, figure.indicator.unit, current()) for one in (median, tenth))
    middle, slow = said
    return translate("median {median}, 9th decile {tenth}", median=middle, tenth=slow)


def notes(figure: Figure) -> list[str]:
    """Return the notes of a figure in words; a code without words stands as it is."""
    codes = (code for code in figure.notes if code != "source-lacks")  # its reason is said
    return [_note(code, figure) for code in codes if not said_once(code)]


def changed_objective(figure: Figure) -> str:
    """Return that the objective changed within the period (V1); empty where it did not."""
    code = "objective-changed"
    return translate(NOTES[code]) if code in figure.notes else ""


def crossed(figure: Figure) -> str:
    """Return what an indicator was in the edition of the earlier period; empty where the same."""
    held = figure.crossing
    if held is None:
        return ""
    period, edition = words.before_name(figure), held.later.id
    if held.link is None:
        return translate("not compared with {period}: nothing says what the edition {edition} made"
                         " of it", period=period, edition=edition)  # fmt: skip
    reason = words.typography(held.link.reason)
    if held.belied:
        return translate("not compared with {period}: the two editions do not count the same"
                         " records", period=period)  # fmt: skip
    if held.comparable:
        return translate("{period} counted anew by the edition {edition}: {reason}",
                         period=period, edition=edition, reason=reason)  # fmt: skip
    return translate("not compared with {period}: {reason}", period=period, reason=reason)


def own_objective(figure: Figure) -> str:
    """Return that a site has its own objective, why and by whose decision; empty where not."""
    code, held = "site-objective", figure.objective
    if code not in figure.notes or not isinstance(held, LocalObjective):
        return ""
    said = translate(NOTES[code])
    reason = f"{translate(': ')}{words.typography(held.reason)}" if held.reason else ""
    by = f" ({words.typography(held.by)})" if held.by else ""
    return f"{said}{reason}{by}"


def _note(code: str, figure: Figure) -> str:
    if code == "site-objective":
        return own_objective(figure)
    if code in ("edition-recounted", "edition-break"):
        return crossed(figure)
    compared = words.compared(figure) if code == "perimeter" else ""
    if compared and figure.shift % YEAR:
        return translate("on the months and sites known in both periods: {values}", values=compared)
    if compared:
        return translate("on the months and sites known in both years: {values}", values=compared)
    return translate(NOTES[code]) if code in NOTES else code


def months_range(figure: Figure) -> str:
    """Return the lowest and highest months in words, as the sparkline shows them."""
    found = extremes(figure.months, month_of(figure.period.end))
    if found is None:
        return _equal_months(figure)
    (low, lowest), (high, highest) = found
    unit = figure.indicator.unit
    return translate(
        "lowest month: {lowest} ({low}), highest: {highest} ({high})",
        lowest=numbers.quantity(lowest, unit, current()),
        low=numbers.month(low, current(), short=True),
        highest=numbers.quantity(highest, unit, current()),
        high=numbers.month(high, current(), short=True),
    )


def _equal_months(figure: Figure) -> str:
    """Return the one value of all the months that have any, and how many they are."""
    known = _known(figure)
    if not known:
        return ""
    said = numbers.quantity(known[0], figure.indicator.unit, current())
    if figure.indicator.kind == "volume" and len(known) > 1:
        return translate("{value} each month", value=said)  # « 5 sur 12 mois » would be their sum
    return plural("{value} in {n} month", "{value} in {n} months", len(known), value=said)


def _known(figure: Figure) -> list[Fraction]:
    return [value for value in figure.months if value is not None]


def telling_month(figure: Figure) -> str:
    """Return in two words the month to look at, worst or highest; else the value of all."""
    found = extremes(figure.months, month_of(figure.period.end))
    if found is None:
        equal = _known(figure)[:1]
        return "".join(numbers.quantity(one, figure.indicator.unit, current()) for one in equal)
    (low, _), (high, _) = found
    if figure.indicator.better == "up":
        return translate("min. {month}", month=numbers.month(low, current(), short=True))
    return translate("max. {month}", month=numbers.month(high, current(), short=True))
