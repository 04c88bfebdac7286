"""The arithmetic of a figure in words: its terms by month and by site, and the other ways.

Takes an `Explanation`; gives sentences. Conventions owned here: terms are the counts themselves,
unrounded; a month without a figure says why by its word, and never as 0.
"""

from fractions import Fraction

from qualstat.coverage import KNOWN
from qualstat.explanations import Explanation, Sum, Term, Way
from qualstat.findings import N_
from qualstat.measures.measure import Counts
from qualstat.referentiel.indicators import Indicator
from qualstat.render import numbers, words
from qualstat.render.explained import card
from qualstat.render.language import current, plural, translate

WAYS = {
    "pooled": N_("Cases added, as here"),
    "months": N_("Mean of the months"),
    "sites": N_("Mean of the sites"),
}
PRINTED = (2, 1, 0)  # decimals of published figures


def arithmetic(held: Explanation) -> list[str]:
    """Return the sums that make a figure: by month, and before it by site where there are several.

    `58.33% = 7/12: Jan 1/1, Feb 0/0`. Nothing where no month has anything to add.
    """
    if all(one.state not in KNOWN for one in held.whole.terms):
        return []
    said = [_by_month(held, held.whole)]
    if len(held.sums) > 1:
        by_site = (_term(held, card.site(held, one.site), one) for one in held.sums[:-1])
        said.insert(0, _equation(held, held.whole, list(by_site)))
        said += [f"{card.site(held, one.site)}{translate(': ')}{_by_month(held, one)}"
                 for one in held.sums[:-1] if one.value is not None]  # fmt: skip
    return said


def _by_month(held: Explanation, whole: Sum) -> str:
    months = held.figure.period.months
    years = months[0] // 12 != months[-1] // 12
    terms = [
        _term(held, numbers.month(one.month, current(), short=True, year=years), one)
        for one in whole.terms
    ]
    return _equation(held, whole, terms)


def _equation(held: Explanation, whole: Sum, terms: list[str]) -> str:
    indicator = held.figure.indicator
    if whole.value is None:
        head = translate(words.STATES[whole.state])
    else:
        head = _value(held, whole.value)
        if indicator.kind != "volume":
            head += f" = {_counts(indicator, whole.counts)}"
    return f"{head}{translate(': ')}{', '.join(terms)}"


def _value(held: Explanation, value: Fraction) -> str:
    figure = held.figure
    target = figure.objective.target if figure.objective else None
    return numbers.quantity(value, figure.indicator.unit, current(), target=target)


def _term(held: Explanation, name: str, one: Term | Sum) -> str:
    if one.state not in KNOWN:
        return f"{name} {translate(words.STATES[one.state])}"
    return f"{name} {_counts(held.figure.indicator, one.counts)}".replace(" ", "\u00a0")


def _counts(indicator: Indicator, counts: Counts) -> str:
    top = numbers.number(counts.numerator, current())
    if indicator.kind == "volume":
        return top
    if indicator.kind in ("delay", "duration"):
        top = numbers.quantity(Fraction(counts.numerator), indicator.unit, current())
    return f"{top}/{numbers.number(counts.denominator, current())}"


def ways(held: Explanation) -> list[tuple[str, list[str]]]:
    """Return each way to the figure with its arithmetic, and how it stands to ours."""
    return [(translate(WAYS[one.name]), [_way(held, one)]) for one in held.ways]


def why(held: Explanation) -> str:
    """Return which way this house uses, and why; empty where there is one way only."""
    if not held.ways:
        return ""
    return translate(
        "Figures here add the cases of all months and sites and divide once, so that each case"
        " weighs the same. A mean of rates gives a month of one case the weight of a month of a"
        " hundred: it is worked out here only to recognise a figure published elsewhere."
    )


def _way(held: Explanation, one: Way) -> str:
    parts = [_sum(held, one), *_fold(held, one)]
    if one.name != "pooled":
        parts.append(_likeness(held.ways[0].value, one.value))
    return words.listed(part for part in parts if part) + "."


def _sum(held: Explanation, one: Way) -> str:
    value = _value(held, one.value)
    if one.total is None:
        return f"{_counts(held.figure.indicator, held.whole.counts)} = {value}"
    unit = held.figure.indicator.unit
    terms = " + ".join(numbers.quantity(part, unit, current()) for _, part in one.parts)
    return f"({terms}) / {len(one.parts)} = {value}"


def _fold(held: Explanation, one: Way) -> list[str]:
    """Return how many parts of as many as there are months a figure is, where it is exact."""
    if one.fold is None:
        return []
    fold = f"{numbers.number(one.fold, current())}/{len(held.figure.period.months)}"
    return [translate("exactly {fold}: a mean of as many months can be this figure", fold=fold)]


def _likeness(ours: Fraction, value: Fraction) -> str:
    """Return whether a figure cannot be told from ours as it would be printed."""
    if ours == value:
        return translate("the same figure as ours")
    for decimals in PRINTED:
        if numbers.rounded(ours, decimals) == numbers.rounded(value, decimals):
            return plural("printed with {n} decimal, the same figure as ours",
                          "printed with {n} decimals, the same figure as ours",
                          decimals)  # fmt: skip
    return translate("another figure than ours")
