"""One indicator of the référentiel: all that is declared of it.

Takes an `Indicator` and its `Referentiel`; gives lines of text. Convention owned here: what is
assumed, or chosen here rather than by a source, is said to be.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from rich.text import Text

from qualstat.referentiel.editions import Edition
from qualstat.referentiel.indicators import (
    Criteria,
    Delay,
    Indicator,
    Plausible,
    Rate,
    RateWithin,
    Ratio,
    Volume,
    Wait,
)
from qualstat.referentiel.model import Referentiel
from qualstat.referentiel.objectives import Objective
from qualstat.referentiel.sites import Follow, LocalObjective
from qualstat.render import layout, numbers, words
from qualstat.render.conventions import day_count, short_abandon
from qualstat.render.entries import Entry, told
from qualstat.render.language import current, translate
from qualstat.render.measured import of_values


def indicator_lines(referentiel: Referentiel, indicator: Indicator, width: int) -> Iterator[Text]:
    """Return the lines that show an indicator."""
    label = words.typography(indicator.label)
    return layout.sheet(label, indicator.id, _entries(referentiel, indicator), width)


def _entries(referentiel: Referentiel, indicator: Indicator) -> list[Entry]:
    return told([
        (translate("Definition"), [words.typography(indicator.definition or "")]),
        (translate("Engagement"), _engagements(referentiel, indicator)),
        (translate("Register"), [words.register(indicator.register_name)]),
        (translate("Scope"), [criteria(indicator.scope)]),
        (translate("Measure"), _measure(indicator)),
        (translate("Conventions"), _conventions(indicator)),
        (translate("Objectives"), _objectives(indicator.objectives)),
        (translate("Objectives of sites"), _own_objectives(referentiel, indicator)),
        (translate("Cases expected"), _expected(indicator.plausible)),
        (translate("Followed by"), _sites(referentiel, indicator)),
    ])  # fmt: skip


def _engagements(referentiel: Referentiel, indicator: Indicator) -> list[str]:
    return [
        engagement(one, indicator.engagements[one.id])
        for one in referentiel.editions
        if one.id in indicator.engagements
    ]


def engagement(edition: Edition, number: str) -> str:
    """Return an engagement of an edition, with its module."""
    declared = edition.engagements.get(number)
    parts = [translate("edition {edition}: {number}", edition=edition.id, number=number)]
    if declared is not None:
        module = edition.modules.get(declared.module)
        label = f" {module.label}" if module else ""
        parts += [declared.label, translate("module {number}{label}", number=declared.module,
                                            label=label)]  # fmt: skip
        if module and module.mandatory:
            parts.append(translate("mandatory"))
        if declared.assumed:
            parts.append(translate("number assumed"))
    return ", ".join(parts)


def criteria(held: Criteria) -> str:
    """Return criteria in words: `canal: courriel; nature: demande`."""
    alternatives = ((field, translate(" or ").join(values)) for field, values in held.items())
    return words.listed(f"{field}{translate(': ')}{said}" for field, said in alternatives)


def _measure(indicator: Indicator) -> list[str]:
    measure = indicator.measure
    if isinstance(measure, Rate):
        counted, base = criteria(measure.numerator), criteria(measure.base)
        return [translate("share of records with {counted}, among {base}",
                          counted=counted, base=base)]  # fmt: skip
    if isinstance(measure, RateWithin):
        days = numbers.days(Fraction(measure.within), current())
        return [translate("share of records with {date} within {days}, among answered and overdue",
                          date=measure.to, days=days)]  # fmt: skip
    if isinstance(measure, Delay):
        return [translate("mean of the days to {date}, answered records only", date=measure.to)]
    if isinstance(measure, Volume):
        said = [translate("number of records, each counted for its headcount")]
        by = ", ".join(measure.by)
        return said + ([translate("one line a category of {columns}", columns=by)] if by else [])
    if isinstance(measure, Ratio):
        return [translate("what “{of}” counts for each of what “{per}” counts", of=measure.of,
                          per=measure.per)]  # fmt: skip
    top, base = of_values(measure)
    return [translate("{top}, over {base}", top=top, base=base)]


def _conventions(indicator: Indicator) -> list[str]:
    measure, said = indicator.measure, []
    if isinstance(measure, Wait):
        said.append(day_count(measure))
    if isinstance(measure, Rate) and measure.short_abandon:
        said.append(short_abandon(measure.short_abandon))
    return [translate("{convention} (chosen here)", convention=one) for one in said]


def _objectives(held: Sequence[Objective]) -> list[str]:
    if not held:
        return [words.objective(None)]
    return [line for one in held for line in (promise(one), words.source(one.source))]


def _own_objectives(referentiel: Referentiel, indicator: Indicator) -> list[str]:
    """Return the objectives that sites have of their own, why, and where that is said."""
    return [
        line
        for site in referentiel.sites.values()
        for one in site.objectives
        if one.indicator == indicator.id
        for line in (f"{site.id}{translate(': ')}{promise(one)}", *own_reason(one))
    ]


def own_reason(one: LocalObjective) -> list[str]:
    """Return why a site has its own objective and by whom, and where that is said."""
    said = []
    if one.reason is not None:
        by = [words.typography(one.by)] if one.by else []
        reason = translate("reason: {reason}", reason=words.typography(one.reason))
        said.append(words.listed([reason, *by]))
    return [*said, words.source(one.source)]


def promise(one: Objective) -> str:
    """Return an objective, its tolerance, and when it applies, by the dates that are written."""
    dated = one.written
    first = numbers.day(dated.valid_from, current())
    parts = [words.objective(one)]
    if one.tolerance is not None and one.allowance:
        parts.append(translate("tolerance {tolerance}", tolerance=words.tolerance(one.tolerance)))
    if dated.valid_until is None:
        parts.append(translate("from {first}, without end", first=first))
    else:
        last = numbers.day(dated.valid_until, current())
        parts.append(translate("from {first} to {last}", first=first, last=last))
    if dated is not one:
        parts.append(translate("except when the site has its own"))
    if one.assumed:
        parts.append(translate("assumed"))
    return ", ".join(parts)


def _expected(held: Plausible | None) -> list[str]:
    """Return how many cases are to be expected beside the records of other registers."""
    if held is None:
        return []
    said = translate(
        "at least {number} for {records} records: {registers}",
        number=held.at_least,
        records=numbers.number(held.per, current()),
        registers=[words.register(one) for one in held.of],
    )
    if held.assumed:
        said = translate("{convention} (chosen here)", convention=said)
    return [said, words.source(held.source)]


def _sites(referentiel: Referentiel, indicator: Indicator) -> list[str]:
    said = []
    for site in referentiel.sites.values():
        held = [one for one in site.follows if _names(referentiel, one, indicator.id)]
        if held:
            spans = ", ".join(words.since(one) for one in held)
            said.append(f"{site.id}{translate(': ')}{spans}")
    return said or [translate("no site")]


def _names(referentiel: Referentiel, follow: Follow, indicator: str) -> bool:
    """Whether a site's declaration names an indicator, by itself or by its heading."""
    headings = {one.id: one.indicators for one in referentiel.headings}
    listed = [name for one in follow.headings for name in headings.get(one, [])]
    return indicator in {*listed, *follow.indicators} - set(follow.excluded)
