"""The legend: how to read the signs and words that stand on a scorecard.

Takes the figures shown; gives sentences. Convention owned here: only what stands on the
scorecard is explained.
"""

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from qualstat.findings import N_
from qualstat.periods import month_of
from qualstat.referentiel.indicators import Rate
from qualstat.render import numbers, remarks, words
from qualstat.render.language import current, translate
from qualstat.render.sparkline import GAP, PLAIN_GAP
from qualstat.scorecards import Figure

ABSENCES = {
    "no_case": N_("No case: the register is held, nothing of the kind came."),
    "missing": N_("No data: followed, but no register was received."),
    "not_monitored": N_("Not monitored: the site did not follow it then."),
}


class Shown(Struct, frozen=True):
    """What a layout shows of figures.

    `plain`: its signs are plain; `spread`: delays stand with their median and 9th decile;
    `dashes`: N-1 has a column; `bars`: the months are drawn; `remarked`: remarks and changes stand
    beside the figures.
    """

    plain: bool = False
    spread: bool = True
    dashes: bool = False
    bars: bool = True
    remarked: bool = True


def legend(figures: Sequence[Figure], shown: Shown) -> list[str]:
    """Return how to read what stands on the scorecard."""
    said = []
    if any(one.measure.value is not None and one.indicator.kind == "rate" for one in figures):
        said.append(translate("[7/12]: 7 cases out of 12."))
    if any(one.measure.value is not None and one.indicator.kind == "ratio" for one in figures):
        said.append(translate("Ratio [12/7]: 12 of what is counted above for 7 of what is below."))
    said += _near(figures)
    said += _inconclusive(figures) if shown.remarked else []
    if any(one.measure.pending or one.measure.overdue for one in figures):
        said.append(translate("Pending: unanswered and not yet due, outside the rate;"
                              " overdue: unanswered and late, counted in it."))  # fmt: skip
    said += _excluded(figures) if shown.remarked else []
    if shown.spread and any(remarks.slowest(one) for one in figures):
        said.append(translate("9th decile: nine delays in ten do not exceed it,"
                              " interpolation apart."))  # fmt: skip
    said += _compared(figures, dashes=shown.dashes) if shown.remarked else []
    said += _bars(figures, plain=shown.plain) if shown.bars else []
    states = {one.measure.state for one in figures if one.measure.value is None}
    said += [translate(text) for state, text in ABSENCES.items() if state in states]
    return said


def _excluded(figures: Sequence[Figure]) -> list[str]:
    calls = [one for one in figures if one.measure.excluded
             and isinstance(one.indicator.measure, Rate)
             and one.indicator.register_name == "calls"]  # fmt: skip
    if not calls:
        return []
    if any(getattr(one.indicator.measure, "short_abandon", 0) for one in calls):
        return [translate("Calls excluded: outside opening hours, diverted, or lost too soon.")]
    return [translate("Calls excluded: outside opening hours, or diverted.")]


def _compared(figures: Sequence[Figure], *, dashes: bool) -> list[str]:
    said = []
    if any(one.change for one in figures):
        said.append(translate("Change: computed before rounding."))
    if any(one.previous.source == "published" for one in figures):
        said.append(translate("As published: printed in an earlier report, not counted from"
                              " registers."))  # fmt: skip
    if dashes and not all(words.previous(one) for one in figures):
        said.append(translate("–: no figure the year before."))
    return said


def _bars(figures: Sequence[Figure], *, plain: bool) -> list[str]:
    if not any(any(value is not None for value in one.months) for one in figures):
        return []
    gap = PLAIN_GAP if plain else GAP
    ends = {one.period.end for one in figures}
    if len(ends) > 1:
        return [translate("Bars: one a period, from zero up; “{gap}”: no figure.", gap=gap)]
    last = numbers.month(month_of(ends.pop()), current(), year=True)
    return [translate("Bars: the twelve months to {month}, from zero up; “{gap}”: no figure.",
                      month=last, gap=gap)]  # fmt: skip


def _near(figures: Sequence[Figure]) -> list[str]:
    near = {
        one.objective.tolerance
        for one in figures
        if one.verdict == "near" and one.objective and one.objective.tolerance
    }
    if len(near) == 1:
        held = next(iter(near))
        text = words.tolerance(held)
        return [translate("Near: short of the objective by {tolerance} at most.", tolerance=text)]
    return [translate("Near: short of the objective, within its tolerance.")] if near else []


def _inconclusive(figures: Sequence[Figure]) -> list[str]:
    if any(one.conclusive is False for one in figures):
        interval = numbers.rate(Fraction(95), current())
        return [translate("Inconclusive: too few cases to tell the result from chance"
                          " ({interval} interval).", interval=interval)]  # fmt: skip
    return []
