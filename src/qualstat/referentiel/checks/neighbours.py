"""Neighbours: what stands next to an objective, where a slip can be seen.

Takes a draft; gives objectives in an order. Conventions owned here: rows are the indicators in the
order of the headings; sites stand by kind and then by id, as everywhere; two indicators are
companions when they read the same days of the same records, one as a rate and one as a delay.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from qualstat.declarations.documents import Document
from qualstat.declarations.slips import Where
from qualstat.referentiel.draft import Draft
from qualstat.referentiel.indicators import Delay, Indicator, RateWithin, Wait
from qualstat.referentiel.objectives import Objective
from qualstat.referentiel.sites import LocalObjective, Site


class Held(NamedTuple):
    """An objective, the indicator it judges, and its place in that indicator's file."""

    indicator: Indicator
    objective: Objective
    where: Where
    document: Document


class Local(NamedTuple):
    """An objective of a site, the indicator it judges, and its place in the site's file."""

    site: Site
    indicator: Indicator
    objective: LocalObjective
    where: Where
    document: Document


def rows(draft: Draft) -> list[Held]:
    """Return the objectives of all indicators, in the order of the rows."""
    headings = draft.headings.values.values()
    order = dict.fromkeys([*(one for held in headings for one in held.indicators),
                           *draft.indicators.values])  # fmt: skip
    held = (draft.indicators.values[one] for one in order if one in draft.indicators.values)
    return [
        Held(indicator, objective, ("objectives", place), draft.indicators.documents[indicator.id])
        for indicator in held
        for place, objective in enumerate(indicator.objectives)
    ]


def locals_of(draft: Draft) -> list[Local]:
    """Return the objectives that sites have of their own, site after site."""
    sites = sorted(draft.sites.values.values(), key=lambda one: one.order)
    known, files = draft.indicators.values, draft.sites.documents
    return [
        Local(site, known[one.indicator], one, ("objectives", place), files[site.id])
        for site in sites
        for place, one in enumerate(site.objectives)
        if one.indicator in known
    ]


def everywhere(draft: Draft) -> list[Held | Local]:
    """Return everyone's objectives and those that sites have of their own, each with its file."""
    return [*rows(draft), *locals_of(draft)]


def common(one: Local) -> list[Objective]:
    """Return everyone's objectives that a site's own replaces, on one day or another."""
    return [held for held in one.indicator.objectives if together(held, one.objective)]


def elsewhere(one: Local, held: Iterable[Local]) -> list[Local]:
    """Return the objectives that other sites have of their own, for the same and together."""
    return [
        other
        for other in held
        if other.indicator.id == one.indicator.id
        and other.site.id != one.site.id
        and together(other.objective, one.objective)
    ]


def same(one: Objective, other: Objective) -> bool:
    """Whether two objectives ask for the same."""
    return (one.sense, one.quantity, one.allowance) == (
        other.sense, other.quantity, other.allowance
    )  # fmt: skip


def together(one: Objective, other: Objective) -> bool:
    """Whether two objectives are in force on a same day."""
    return one.in_force(other.valid_from) or other.in_force(one.valid_from)


def alike(one: Objective, other: Objective) -> bool:
    """Whether two objectives promise in the same way, in the same unit, on a same day."""
    way = one.sense == other.sense and one.quantity.unit == other.quantity.unit
    return way and together(one, other)


def companions(draft: Draft, indicator: Indicator) -> Iterator[Indicator]:
    """Yield the delays beside a rate within a deadline, or the rates beside a delay."""
    for other in draft.indicators.values.values():
        pair = {type(indicator.measure), type(other.measure)}
        if pair == {Delay, RateWithin} and _reads(indicator) == _reads(other):
            yield other


def _reads(indicator: Indicator) -> tuple[object, ...]:
    """Return which days of which records an indicator reads."""
    assert isinstance(indicator.measure, Wait)
    scope = {field: frozenset(codes) for field, codes in indicator.scope.items()}
    measure = indicator.measure
    return indicator.register_name, scope, measure.to, measure.days, measure.first_day
