"""The words of an outlook: what is still possible, and what has to be held, as sentences.

Takes an `Outlook`; gives text in the language spoken, empty where there is nothing to say.
Convention owned here: whatever is said of the days to come names how many cases it supposes, and
that the denominator grows.
"""

from qualstat import verdicts
from qualstat.findings import N_
from qualstat.outlooks import Method, Outlook, Reach
from qualstat.periods import month_of, year_period
from qualstat.referentiel.indicators import RateWithin
from qualstat.render import numbers
from qualstat.render.language import current, plural, translate
from qualstat.render.words import SENSES
from qualstat.scorecards import Figure

REACHES: dict[Reach, str] = {
    "open": N_("open"),
    "secured": N_("already won"),
    "out_of_reach": N_("out of reach"),
    "closed": N_("nothing to come"),
    "unknown": N_("no projection"),
}
METHODS: dict[Method, str] = {
    "outlook-last-year": N_("as last year"),
    "outlook-pace": N_("at the pace so far"),
}


def sentences(held: Outlook) -> list[str]:
    """Return what an outlook says, the answer first; nothing for a figure that is absent."""
    if held.reach is None:
        return []
    said = [_answer(held), _held(held), grows(held), fixed(held)]
    return [one for one in said if one]


def _answer(held: Outlook) -> str:
    """Return what is still possible until the end: the question of the command."""
    if held.reach == "unknown":
        return translate("No projection: neither last year nor a case so far tells what is to come")
    if held.reach == "closed":
        return _nothing_to_come(held)
    if held.figure.indicator.kind == "delay":
        return _days(held)
    if held.reach == "secured":
        return translate("Already won {until}, even if no remaining case turns out well",
                         until=until(held))  # fmt: skip
    if held.reach == "out_of_reach":
        return plural("Out of reach {until}: even if all remaining cases turn out well, {n} case"
                      " lacks",
                      "Out of reach {until}: even if all remaining cases turn out well, {n} cases"
                      " lack", -(held.spare or 0), until=until(held))  # fmt: skip
    return possible(held)


def possible(held: Outlook) -> str:
    """Return how many bad cases the period still bears: `12 more “appels perdus” possible`."""
    figure, spare = held.figure, held.spare or 0
    if not spare:
        return translate("No room left {until}: every remaining case has to turn out well",
                         until=until(held))  # fmt: skip
    case = figure.indicator.case.one if spare == 1 else figure.indicator.case.many
    values = {"cases": case, "until": until(held)}
    if not _upward(figure):
        return plural("{n} more “{cases}” possible {until}", "{n} more “{cases}” possible {until}",
                      spare, **values)  # fmt: skip
    if isinstance(figure.indicator.measure, RateWithin):
        return plural("{n} more “{cases}” may be late {until}",
                      "{n} more “{cases}” may be late {until}", spare, **values)  # fmt: skip
    return plural("{n} more case other than “{cases}” possible {until}",
                  "{n} more cases other than “{cases}” possible {until}", spare,
                  cases=figure.indicator.case.one, until=until(held))  # fmt: skip


def _days(held: Outlook) -> str:
    """Return what is left of the days that a mean delay bears."""
    spare = held.spare or 0
    if _upward(held.figure):
        return _at_least_days(held, spare)
    if held.reach == "out_of_reach":
        return plural("Out of reach {until}: even if the remaining answers took no time, {n} day is"
                      " too many",
                      "Out of reach {until}: even if the remaining answers took no time, {n} days"
                      " are too many", -spare, until=until(held))  # fmt: skip
    return plural("{n} more day of waiting possible {until}, over all remaining answers",
                  "{n} more days of waiting possible {until}, over all remaining answers",
                  spare, until=until(held))  # fmt: skip


def _at_least_days(held: Outlook, spare: int) -> str:
    if held.reach == "secured":
        return translate("Already won {until}, even if no remaining case turns out well",
                         until=until(held))  # fmt: skip
    return plural("{n} more day of waiting needed {until}, over all remaining answers",
                  "{n} more days of waiting needed {until}, over all remaining answers",
                  -spare, until=until(held))  # fmt: skip


def _nothing_to_come(held: Outlook) -> str:
    if held.rest is not None:
        return translate("No more case expected {until}, {method}: it would end as it stands",
                         until=until(held), method=methods(held))  # fmt: skip
    period = held.figure.period
    if period == year_period(period.start.year):
        return translate("The year is over, and nothing is pending")
    return translate("The period is over, and nothing is pending")


def _held(held: Outlook) -> str:
    """Return the rate or the mean to hold on what remains, where it is still open."""
    figure, needed, enough = held.figure, held.needed, held.needed_cases
    if held.reach != "open" or needed is None or enough is None or figure.objective is None:
        return ""
    rate = numbers.quantity(needed, figure.indicator.unit, current())
    said = translate(SENSES[figure.objective.sense], target=rate)
    if figure.indicator.kind == "delay":
        return plural("to hold on the {n} remaining answer: a mean of {target}",
                      "to hold on the {n} remaining answers: a mean of {target}", held.remaining,
                      target=said)  # fmt: skip
    return plural("to hold on the {n} remaining case: {target}, that is {cases}",
                  "to hold on the {n} remaining cases: {target}, that is {cases}", held.remaining,
                  target=said, cases=numbers.number(enough, current()))  # fmt: skip


def grows(held: Outlook) -> str:
    """Return how far the denominator grows, and what makes it grow; empty where it does not."""
    if not held.remaining or held.final is None:
        return ""
    now = numbers.number(held.figure.measure.denominator or 0, current())
    final = numbers.number(held.final, current())
    return translate("the denominator grows from {now} to {final}: {why}", now=now, final=final,
                     why=", ".join(_grounds(held)))  # fmt: skip


def _grounds(held: Outlook) -> list[str]:
    waiting, said = held.figure.measure.pending or 0, []
    if waiting and held.figure.indicator.kind == "delay":
        said.append(plural("{n} unanswered", "{n} unanswered", waiting))
    elif waiting:
        said.append(plural("{n} pending", "{n} pending", waiting))
    if held.rest is None or held.projection is None:
        return said
    cases, values = held.projection.cases, {"method": methods(held)}
    if held.figure.indicator.register_name == "calls":
        said.append(plural("{n} more call expected, {method}", "{n} more calls expected, {method}",
                           cases, **values))  # fmt: skip
    else:
        said.append(plural("{n} more case expected, {method}", "{n} more cases expected, {method}",
                           cases, **values))  # fmt: skip
    return said


def methods(held: Outlook) -> str:
    """Return how what is to come was projected: `as last year (× 1.05)`."""
    projected = held.projection
    if projected is None:
        return ""
    said = [translate(METHODS[one]) for one in projected.methods]
    if projected.scale not in (None, 1):
        scale = numbers.number(projected.scale or 0, current())
        said.append(f"(×\u00a0{scale})")
        return " ".join(said)
    return ", ".join(said)


def fixed(held: Outlook) -> str:
    """Return the margin of today, with the denominator fixed (V4); empty for a delay."""
    cases = held.figure.margin_cases
    if cases is None or not held.remaining:
        return ""
    return plural("as of today, with the denominator fixed: {margin} case",
                  "as of today, with the denominator fixed: {margin} cases",
                  abs(cases), margin=signed(cases))  # fmt: skip


def signed(cases: int) -> str:
    """Return a number with its sign: `+3`, `−1`, `0`."""
    return ("+" if cases > 0 else "") + numbers.number(cases, current())


def until(held: Outlook) -> str:
    """Return the end of the period, as a limit: `by the end of December`."""
    if held.rest is None:
        return translate("once the pending ones are settled")
    end = held.figure.period.end
    if held.figure.period.whole:
        return translate("by the end of {month}", month=numbers.month(month_of(end), current()))
    return translate("by {day}", day=numbers.day(end, current()))


def reach(held: Outlook) -> str:
    """Return the outlook in a word or two; empty for a figure that is absent."""
    return "" if held.reach is None else translate(REACHES[held.reach])


def _upward(figure: Figure) -> bool:
    return figure.objective is not None and verdicts.upward(figure.objective)
