"""What a figure is worth, in sentences: its verdict, its interval, its margin, its absence.

Takes an `Explanation`; gives sentences in the language spoken. Convention owned here: chance
changes no verdict, and a margin in cases holds the denominator fixed (V3, V4).
"""

import shlex
from collections.abc import Iterable
from fractions import Fraction

from qualstat import verdicts
from qualstat.coverage import KNOWN
from qualstat.explanations import Absence, Explanation, Followed
from qualstat.findings import N_
from qualstat.periods import Period, year_period
from qualstat.render import numbers, received, words
from qualstat.render.explained import card
from qualstat.render.language import current, plural, translate
from qualstat.scorecards import Figure

WHY = {
    "no_case": N_("The register was kept, and holds no such case in the months covered."),
    "missing": N_("The sites follow this indicator, and no register was received for it."),
    "not_monitored": N_("The sites did not follow this indicator in the period."),
    "not_applicable": N_("The sites never follow this indicator."),
}


def interval(figure: Figure) -> str:
    """Return what chance leaves open, and what that means for the verdict; empty for no rate."""
    if figure.interval is None or figure.measure.denominator is None:
        return ""
    low, high = (numbers.rate(Fraction(bound), current(), decimals=1) for bound in figure.interval)
    said = plural("With {n} case, chance alone can bring the rate from {low} to {high} (Wilson"
                  " interval at 95%).",
                  "With {n} cases, chance alone can bring the rate from {low} to {high} (Wilson"
                  " interval at 95%).", figure.measure.denominator, low=low, high=high)  # fmt: skip
    if figure.objective is None:
        return said
    target = words.objective(figure.objective)
    text = (
        translate("The objective ({target}) lies outside: chance does not explain the verdict.",
                  target=target)
        if figure.conclusive
        else translate("The objective ({target}) lies within: so few cases do not settle it, and"
                       " the verdict stands as counted.", target=target)
    )  # fmt: skip
    return f"{said} {text}"


def margin(figure: Figure) -> str:
    """Return the distance to the objective, and for a rate the cases that make it."""
    if figure.margin is None:
        return ""
    unit = figure.indicator.unit
    size = numbers.change(abs(figure.margin), unit, current()).lstrip("+±")
    if unit == "count":
        size = numbers.number(abs(figure.margin), current())
    if figure.margin > 0:
        said = translate("{size} to spare.", size=size)
    elif figure.margin < 0:
        said = translate("{size} on the wrong side of the objective.", size=size)
    else:
        said = translate("Exactly on the objective.")
    return " ".join(one for one in (said, _in_cases(figure)) if one)


def _in_cases(figure: Figure) -> str:
    cases, promised = figure.margin_cases, figure.objective
    if cases is None or promised is None:
        return ""
    base = numbers.number(figure.measure.denominator or 0, current())
    upward = verdicts.upward(promised)
    if cases < 0 and upward:
        return plural("Of the same {base} cases, {n} more in the numerator would have met it.",
                      "Of the same {base} cases, {n} more in the numerator would have met it.",
                      -cases, base=base)  # fmt: skip
    if cases < 0:
        return plural("Of the same {base} cases, {n} fewer in the numerator would have met it.",
                      "Of the same {base} cases, {n} fewer in the numerator would have met it.",
                      -cases, base=base)  # fmt: skip
    if not cases:
        return translate("One more case on the wrong side would have missed it.")
    return plural("It would still be met with {n} more case on the wrong side.",
                  "It would still be met with {n} more cases on the wrong side.",
                  cases)  # fmt: skip


def plausible(held: Explanation) -> str:
    """Return which command tells whether so few cases are plausible; empty where none is said."""
    figure = held.figure
    if not figure.indicator.plausible or figure.measure.state not in KNOWN:
        return ""
    every = len(held.sites) == len(held.scorecard.referentiel.sites)
    sites = [] if every else [word for one in held.sites for word in ("--site", one)]
    command = shlex.join(["qualstat", "coverage", *sites, *_typed(figure.period)])
    return translate("Few cases may also mean that they were not noted: “{command}” tells whether"
                     " their number is plausible beside the site's activity.",
                     command=command)  # fmt: skip


def _typed(period: Period) -> list[str]:
    """Return a period as it is typed."""
    if period == year_period(period.start.year):
        return ["--year", str(period.start.year)]
    form = "%Y-%m" if period.whole else "%Y-%m-%d"
    return ["--from", f"{period.start:{form}}", "--to", f"{period.end:{form}}"]


def absence(held: Explanation) -> list[str]:
    """Return why a figure, or a month of it, is not there, and what to ask for."""
    lack = held.absence
    if lack is None:
        return []
    unsent = tuple(one for one in lack.months if one not in lack.blind)
    kept = held.figure.measure.value is not None or (lack.state == "missing" and not unsent)
    said = [] if kept else [_why(lack)]
    if lack.state in ("not_monitored", "not_applicable"):
        said += [line for one in lack.followed for line in _declared(held, one)]
    if lack.lacks:
        said.append(_blind(lack))
    if unsent:
        said += [_missing(unsent), *_mend(held, lack)]
    return [one if one.endswith((".", "!", "?")) else f"{one}." for one in said]


def _blind(lack: Absence) -> str:
    """Return why a source that was received cannot give it, and in which months."""
    reason = words.typography(translate(lack.lacks))
    if lack.blind:
        return translate("The source cannot give it ({months}): {reason}",
                         months=_named(lack.blind), reason=reason)  # fmt: skip
    return translate("The source cannot give it: {reason}", reason=reason)


def _why(lack: Absence) -> str:
    if lack.state == "missing" and lack.received:
        return translate("The sites follow this indicator, and what was received for it gives no"
                         " row.")  # fmt: skip
    return translate(WHY[lack.state])


def _mend(held: Explanation, lack: Absence) -> list[str]:
    """Return what to mend of what came and gave no row, and then what to ask for."""
    came = received.said(lack.received)
    if not came:
        return [_ask(held, lack)]
    register = words.register(held.figure.indicator.register_name)
    return [
        translate("{came}; {mend}", came=came[:1].upper() + came[1:], mend=received.mend()),
        translate("Only if it still lacks afterwards: {what}.", what=f"{register} ({lack.files})"),
    ]


def _missing(months: Iterable[int]) -> str:
    return translate("Months without data: {months}.", months=_named(months))


def _named(months: Iterable[int]) -> str:
    return ", ".join(numbers.month(one, current(), short=True, year=True) for one in months)


def _ask(held: Explanation, lack: Absence) -> str:
    register = words.register(held.figure.indicator.register_name)
    keepers = ", ".join(words.typography(one) for one in held.held_by.values())
    if keepers:
        return translate("Ask {keeper} for the register of these months ({register}: {files});"
                         " if it was kept and holds no row, declare it under “complete” of the"
                         " site.", keeper=keepers, register=register,
                         files=lack.files)  # fmt: skip
    return translate("Ask the sites for the register of these months ({register}: {files}); if it"
                     " was kept and holds no row, declare it under “complete” of the site.",
                     register=register, files=lack.files)  # fmt: skip


def _declared(held: Explanation, one: Followed) -> list[str]:
    """Return what a site declares of the indicator, with the reason given."""
    name = card.site(held, one.site)
    said = [
        translate("{site} leaves it out", site=name) + _reason(each.reason) for each in one.excluded
    ]
    said += [
        f"{name}{translate(': ')}{words.since(each)}{_reason(each.reason)}" for each in one.follows
    ]
    return said or [translate("Nothing that {site} declares names it, nor says why not", site=name)]


def _reason(text: str | None) -> str:
    if not text:
        return ""
    return f" ({translate('reason: {reason}', reason=words.typography(text))})"
