"""The words of a trend: what its months say, and whether they change more than chance does.

Takes a `Trend`; gives sentences in the language spoken. Convention owned here: a change is called
one only where there are cases enough, is said with its p, and never with its cause.
"""

from collections.abc import Iterable, Sequence

from qualstat.findings import N_
from qualstat.measures.measure import size
from qualstat.periods import YEAR, month_text
from qualstat.referentiel.indicators import Indicator
from qualstat.render import numbers, words
from qualstat.render.comparison.words import chance as chance_said
from qualstat.render.comparison.words import probability
from qualstat.render.language import current, plural, translate
from qualstat.render.remarks import changed_objective, crossed, inconclusive, own_objective
from qualstat.scorecards import Figure
from qualstat.significance.levels import FALSE_ALARM, LEAST_MONTHS, LEAST_SIDE
from qualstat.significance.splits import LEAST_CASES
from qualstat.trends import Lasting, Mean, Method, Search, Trend

OF_VALUES = N_(
    "Lasting change of a mean score or a mean wait: each month is tried, with {months} months and"
    " {cases} answers on either side at least, by Mann and Whitney's test on the answers and"
    " Student's on the months."
)
RULES: dict[Method, str] = {
    "fisher": N_("Lasting change of a rate: each month is tried, with {months} months and {cases}"
                 " cases on either side at least, by Fisher's exact test on the cases and"
                 " Student's on the months; provisional months are left out."),
    "mann-whitney": N_("Lasting change of a delay: each month is tried, with {months} months and"
                       " {cases} answers on either side at least, by Mann and Whitney's test on"
                       " the answers and Student's on the months."),
    "none": N_("No lasting change is searched of a ratio: no test fits two counts that differ"
               " in kind."),
    "level": N_("Lasting change of a volume: each month is tried, with {months} months on either"
                " side and {least} in all at least, by Student's test; a season is no change."),
}  # fmt: skip


def year(trend: Trend) -> list[str]:
    """Return the last twelve months against the twelve before, and whether that is chance."""
    last = trend.last.rolling
    month = numbers.month(trend.last.month, current(), year=True)
    result = [words.value(last) or words.state(last), words.behind(last), _months(last)]
    said = [" ".join(part for part in result if part), words.verdict(last.verdict),
            inconclusive(last), own_objective(last),
            changed_objective(last)]  # fmt: skip
    sentences = [translate("To {month}: {said}.", month=month, said=_joined(said))]
    if trend.common is None or last.change is None:
        return [*sentences, *([_alone(trend)] if last.measure.value is not None else [])]
    both = translate("Against the twelve months before: {trend}", trend=words.trend(last))
    compared = words.compared(last)
    if "perimeter" in last.notes and compared:
        both += translate(" (on the months and sites known in both years: {values})",
                          values=compared)  # fmt: skip
    return [*sentences, _sentence(_joined([both, _chance(trend)]))]


def _chance(trend: Trend) -> str:
    """Return whether the last twelve months differ by more than chance, where n allows it."""
    both = trend.common
    if trend.chance is None or both is None:
        return ""
    now, before = (size(trend.indicator.kind, one) for one in (both.now, both.before))
    if min(now, before) < LEAST_CASES:
        return translate("too few cases to speak of a change ({now} against {before})",
                         now=cases(trend.indicator, now),
                         before=cases(trend.indicator, before))  # fmt: skip
    return chance_said(trend.chance)


def _alone(trend: Trend) -> str:
    """Return why the twelve months before tell nothing."""
    if "edition-break" in trend.last.rolling.notes:
        return _sentence(crossed(trend.last.rolling))
    if trend.common is None:
        return translate("The twelve months before cannot be compared: no month is covered in both"
                         " years.")  # fmt: skip
    return translate("The twelve months before cannot be compared: no case on one side in the"
                     " months covered in both years.")  # fmt: skip


def _months(figure: Figure) -> str:
    covered = figure.coverage.covered
    if figure.measure.value is None or covered == YEAR:
        return ""
    return plural("over {n} month covered", "over {n} months covered", covered)


def cases(indicator: Indicator, count: int) -> str:
    """Return a number of cases by their name: `12 “courriels”`."""
    named = indicator.case.one if count < 2 else indicator.case.many
    return plural("{n} “{cases}”", "{n} “{cases}”", count, cases=named)


def lasting(trend: Trend) -> list[str]:
    """Return whether the months shown change for good, and from which one on."""
    held = trend.search
    sentences = [_lack(trend) if held.lack else _found(trend)]
    if held.found:
        sentences += _nearby(held.found)
    if held.left_out and not held.lack:
        sentences.append(plural("{n} provisional month left out.", "{n} provisional months left"
                                " out.", held.left_out))  # fmt: skip
    return [*sentences, *_longer(trend)]


def _longer(trend: Trend) -> list[str]:
    """Return how to see two years, where fewer are shown and the twelve months before are known."""
    last, shown = trend.points[-1].month, len(trend.points)
    if trend.search.found or shown >= 2 * YEAR or trend.common is None:
        return []
    start = month_text(last - 2 * YEAR + 1)
    options = f"--from\u00a0{start} --to\u00a0{month_text(last)}"
    return [plural("Over {n} month only: {options} shows two years.",
                   "Over {n} months only: {options} shows two years.", shown,
                   options=options)]  # fmt: skip


def _lack(trend: Trend) -> str:
    held = trend.search
    if held.lack == "none":
        return translate("No case to speak of a change.")
    if held.lack == "method":
        return translate(RULES["none"])
    if held.lack == "months":
        least = LEAST_MONTHS if held.method == "level" else 2 * LEAST_SIDE
        return plural("Too few months to speak of a change: {n} has a figure, {least} are needed.",
                      "Too few months to speak of a change: {n} have a figure, {least} are"
                      " needed.", held.months, least=least)  # fmt: skip
    named = cases(trend.indicator, held.cases)
    return translate("Too few cases to speak of a change: {cases} in these months, and {least} are"
                     " needed on either side.", cases=named, least=LEAST_CASES)  # fmt: skip


def _found(trend: Trend) -> str:
    held = trend.search
    if held.found is None:
        if held.p is None:
            return translate("No lasting change: chance or the season is enough to explain what"
                             " differs.")  # fmt: skip
        return translate("No lasting change: chance is enough to explain what differs ({p},"
                         " {tries}).",
                         p=probability(held.p), tries=_tries(held))  # fmt: skip
    found, indicator = held.found, trend.indicator
    way = words.direction(indicator, "up" if found.after.value > found.before.value else "down")
    return translate(
        "A lasting change from {month} on: {before} before, {after} since: {way} ({p}{tries}).",
        month=numbers.month(found.month, current(), year=True),
        before=_mean(indicator, found.before), after=_mean(indicator, found.after), way=way,
        p=probability(held.p or 0.0), tries=f", {_tries(held)}" if held.tried else "",
    )  # fmt: skip


def _tries(held: Search) -> str:
    return plural("for {n} month tried", "for {n} months tried", held.tried or 0)


def _mean(indicator: Indicator, held: Mean) -> str:
    value = numbers.quantity(held.value, indicator.unit, current())
    if indicator.kind == "volume":
        return translate("{value} a month", value=value)
    top, base = (numbers.number(one, current())
                 for one in (held.counts.numerator, held.counts.denominator))  # fmt: skip
    if indicator.kind in ("rate", "ratio"):
        return f"{value} [{top}/{base}]"
    return plural("{value} over {n} answer", "{value} over {n} answers", held.counts.denominator,
                  value=value)  # fmt: skip


def _nearby(found: Lasting) -> list[str]:
    if not found.nearby:
        return []
    letters = ", ".join(one.letter for one in found.nearby)
    return [translate("It begins about {letters}: the series may say something else since.",
                      letters=letters)]  # fmt: skip


def _rule(trend: Trend) -> str:
    """Return the rule by which a trend is told from chance."""
    return (
        OF_VALUES if trend.indicator.kind in ("score", "duration") else RULES[trend.search.method]
    )


def rules(trends: Sequence[Trend]) -> list[str]:
    """Return by which rules the trends shown are told from chance."""
    searched = [one.search for one in trends if one.search.lack not in ("none", "method")]
    used = {_rule(one) for one in trends if one.search in searched}
    said = [
        translate(text, months=LEAST_SIDE, cases=LEAST_CASES, least=LEAST_MONTHS)
        for text in (*RULES.values(), OF_VALUES) if text in used
    ]  # fmt: skip
    if said:
        level = numbers.number(FALSE_ALARM, current())
        said.append(translate("A change is called one where p, times the number of months tried, is"
                              " {level} at most: chance alone makes one in {series} series at"
                              " most.", level=level, series=round(1 / FALSE_ALARM)))  # fmt: skip
    return said


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."
