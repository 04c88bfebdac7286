"""The answers of an outlook: what is still possible until a period ends, as sentences.

Takes an `Outlook`; gives text in the language spoken, the answer first. Convention owned here:
an answer names how many cases it supposes, and where they are taken from.
"""

from qualstat import verdicts
from qualstat.findings import N_
from qualstat.outlooks import Hypothesis, Outlook
from qualstat.periods import year_period
from qualstat.referentiel.indicators import RateWithin
from qualstat.render import numbers
from qualstat.render.language import current, plural, translate
from qualstat.render.outlook.words import fixed, grows, methods, to_hold, until
from qualstat.render.remarks import changed_objective, own_objective
from qualstat.scorecards import Figure

NONE = {
    "unsuited": N_(
        "No outlook: what the cases to come may change is known of rates and delays alone"
    ),
    "unknown": N_("No projection: neither last year nor a case so far tells what is to come"),
}


def sentences(held: Outlook) -> list[str]:
    """Return what an outlook says; nothing for a figure that is absent."""
    if held.reach is None:
        return []
    answer = ", ".join(one for one in (_answer(held), _condition(held), _lacking(held)) if one)
    figure = held.figure
    terms = (own_objective(figure), changed_objective(figure))
    said = (answer, to_hold(held), grows(held), fixed(held), *terms)
    return [one for one in said if one]


def changed(held: Hypothesis) -> str:
    """Return what a hypothesis changes for the end of the period; empty once that is over."""
    if held.ahead is None or held.ahead[1].reach is None:
        return ""
    counted, supposed = held.ahead
    before, after = (said[:1].lower() + said[1:] for said in map(_answer, held.ahead))
    parts = (after, _condition(supposed), _lacking(counted))
    said = ", ".join(one for one in parts if one)
    if before == after:
        return translate("For the end of the period, it changes nothing: {after}.", after=said)
    return translate("For the end of the period: {after}; as counted: {before}.", after=said,
                     before=before)  # fmt: skip


def _lacking(held: Outlook) -> str:
    """Return that months gone by are not counted, so that what is left is not sure."""
    if not held.missing or held.reach in NONE:
        return ""
    months = ", ".join(numbers.month(one, current(), short=True, year=True)
                       for one in held.missing)  # fmt: skip
    return plural("but {n} month is without data ({months}): the room left is not reliable",
                  "but {n} months are without data ({months}): the room left is not reliable",
                  len(held.missing), months=months)  # fmt: skip


def _condition(held: Outlook) -> str:
    """Return how many cases an answer supposes: `if 640 more calls come, as last year`."""
    projected = held.projection
    if projected is None or not projected.cases or held.reach == "unsuited":
        return ""
    if held.figure.indicator.register_name == "calls":
        return plural("if {n} more call comes, {method}", "if {n} more calls come, {method}",
                      projected.cases, method=methods(held))  # fmt: skip
    return plural("if {n} more case comes, {method}", "if {n} more cases come, {method}",
                  projected.cases, method=methods(held))  # fmt: skip


def _answer(held: Outlook) -> str:
    """Return what is still possible until the end: the question of the command."""
    if held.reach in NONE:
        return translate(NONE[held.reach])
    if held.reach == "closed":
        return _nothing_to_come(held)
    if held.figure.indicator.kind == "delay":
        return _days(held)
    if held.reach == "secured":
        return translate("Already won {until}, even if no remaining case turns out well",
                         until=until(held))  # fmt: skip
    if held.reach == "out_of_reach":
        return plural("Out of reach {until}: even if all remaining cases turned out well, the"
                      " objective would be missed by {n} case",
                      "Out of reach {until}: even if all remaining cases turned out well, the"
                      " objective would be missed by {n} cases",
                      -(held.spare or 0), until=until(held))  # fmt: skip
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
    if held.rest is not None and not held.figure.measure.denominator:
        return translate("None expected {until} either, {method}", until=until(held),
                         method=methods(held))  # fmt: skip
    if held.rest is not None:
        return translate("No more case expected {until}, {method}: it would end as it stands",
                         until=until(held), method=methods(held))  # fmt: skip
    period = held.figure.period
    if period == year_period(period.start.year):
        return translate("The year is over, and nothing is pending")
    return translate("The period is over, and nothing is pending")


def _upward(figure: Figure) -> bool:
    return figure.objective is not None and verdicts.upward(figure.objective)
