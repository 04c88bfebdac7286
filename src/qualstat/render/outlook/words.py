"""The words of an outlook: what has to be held, how the denominator grows, until when.

Takes an `Outlook`; gives text in the language spoken, empty where there is nothing to say.
Convention owned here: whatever is said of the days to come names how many cases it supposes, and
that the denominator grows.
"""

from qualstat.findings import N_
from qualstat.outlooks import Method, Outlook, Reach
from qualstat.periods import month_of
from qualstat.render import numbers
from qualstat.render.language import current, plural, translate
from qualstat.render.words import SENSES

REACHES: dict[Reach, str] = {
    "open": N_("within reach"),
    "secured": N_("already won"),
    "out_of_reach": N_("out of reach"),
    "closed": N_("nothing to come"),
    "unknown": N_("no projection"),
    "unsuited": N_("no outlook"),
}
METHODS: dict[Method, str] = {
    "outlook-last-year": N_("as last year"),
    "outlook-pace": N_("at the pace so far"),
}


def to_hold(held: Outlook) -> str:
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
    """Return how far the denominator grows; empty where it does not."""
    if not held.remaining or held.final is None:
        return ""
    values = {"now": numbers.number(held.figure.measure.denominator or 0, current()),
              "final": numbers.number(held.final, current())}  # fmt: skip
    waiting = held.figure.measure.pending or 0
    if not waiting:
        return translate("the denominator grows from {now} to {final}", **values)
    pending = (
        plural("{n} unanswered", "{n} unanswered", waiting)
        if held.figure.indicator.kind == "delay"
        else plural("{n} pending", "{n} pending", waiting)
    )
    return translate("the denominator grows from {now} to {final}, with {pending}", **values,
                     pending=pending)  # fmt: skip


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
    if cases is None:
        return ""
    if not held.remaining:
        return margin(cases)
    return plural("as of today, with the denominator fixed: {margin} case",
                  "as of today, with the denominator fixed: {margin} cases",
                  abs(cases), margin=signed(cases))  # fmt: skip


def margin(cases: int) -> str:
    """Return a margin in cases: `margin −1 case`."""
    return plural("margin {margin} case", "margin {margin} cases", abs(cases),
                  margin=signed(cases))  # fmt: skip


def signed(cases: int) -> str:
    """Return a number with its sign: `+3`, `−1`, `0`."""
    return ("+" if cases > 0 else "") + numbers.number(cases, current())


def until(held: Outlook) -> str:
    """Return the end of the period, as a limit: `by the end of December`."""
    if held.rest is None:
        return translate("once the pending ones of the closed period are settled")
    end = held.figure.period.end
    if held.figure.period.whole:
        return translate("by the end of {month}", month=numbers.month(month_of(end), current()))
    return translate("by {day}", day=numbers.day(end, current()))


def reach(held: Outlook) -> str:
    """Return the outlook in a word or two; empty for a figure that is absent."""
    if held.reach is None:
        return ""
    said = translate(REACHES[held.reach])
    if not held.missing:
        return said
    return plural("{reach}, but {n} month without data", "{reach}, but {n} months without data",
                  len(held.missing), reach=said)  # fmt: skip
