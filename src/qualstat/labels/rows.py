"""Rows: the state of each engagement, figure by figure and document by document.

Takes figures, the référentiel, modules and a day; gives `Row` values. Conventions owned here: the
services that answer for one engagement at one site share its figures, for no source says which of
them does what; a module without a declared service is that of the sites; an engagement that nothing
shows is not measured; a document counts from its own day on, and no clock tells what day it is.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from qualstat.labels.values import BLOCKS, Row, StateOf
from qualstat.referentiel import Referentiel
from qualstat.referentiel.editions import Edition
from qualstat.referentiel.label import Evidence, Service
from qualstat.scorecards import Figure

VERDICTS: dict[str, StateOf] = {
    "met": "met", "near": "near", "missed": "missed", "none": "no_objective",
}  # fmt: skip


def sites_of(referentiel: Referentiel, modules: Sequence[int]) -> list[str]:
    """Return the sites that some modules concern, in the référentiel's order."""
    concerned = {site for one in modules for site in _sites(referentiel, one)}
    return [site for site in referentiel.sites if site in concerned]


def _sites(referentiel: Referentiel, module: int) -> set[str]:
    services = _services(referentiel, module)
    return {one.site for one in services} or set(referentiel.sites)


def _services(referentiel: Referentiel, module: int) -> list[Service]:
    return [one for one in referentiel.services.values() if module in one.modules]


def rows(  # noqa: PLR0913, PLR0917  # all that rows are made from
    referentiel: Referentiel,
    edition: Edition,
    modules: Sequence[int],
    sites: Sequence[str],
    figures: Sequence[Figure],
    day: date | None,
) -> list[Row]:
    """Return the rows of modules: the figures of each site, what documents show, what nothing does.

    Engagements are those of the edition.
    """
    found: list[Row] = []
    for module in modules:
        for site in sites:
            held = [one for one in figures if (one.module, one.site) == (module, site)]
            found += _measured(referentiel, module, held)
        found += _shown(referentiel, module, sites, day)
        found += _bare(referentiel, edition, module)
    return found


def _measured(referentiel: Referentiel, module: int, figures: Sequence[Figure]) -> Iterator[Row]:
    """Yield the rows of a module at a site, by the numbers of their engagements."""
    services = _services(referentiel, module)
    for one in sorted(figures, key=lambda one: _number(one.engagement)):
        names = tuple(
            held.id
            for held in services
            if held.site == one.site and held.answers_for(module, one.engagement)
        )
        if one.measure.state != "not_applicable" and (names or not services):
            yield row(referentiel, one, names)


def _number(engagement: str) -> int:
    return int("".join(one for one in engagement if one.isdecimal()) or 0)


def row(referentiel: Referentiel, figure: Figure, services: tuple[str, ...]) -> Row:
    """Return the row of a figure."""
    state, module = _state(figure), figure.module
    assert module is not None
    declared = referentiel.engagement(figure.indicator, figure.period.end)[1]
    blocks = state in BLOCKS and (declared is None or declared.blocking)
    return Row(
        module=module,
        engagement=figure.engagement,
        services=services,
        site=figure.site,
        state=state,
        blocks=blocks,
        figure=figure,
    )


def _state(figure: Figure) -> StateOf:
    """Return the state of a figure; one that nothing promises is never missed."""
    if figure.measure.value is not None:
        return VERDICTS[figure.verdict or "none"]
    if figure.objective is None:
        return "no_objective"
    return "no_case" if figure.measure.state == "no_case" else "not_measured"


def _shown(
    referentiel: Referentiel, module: int, sites: Sequence[str], day: date | None
) -> Iterator[Row]:
    """Yield the rows of the evidence of a module that concerns some sites."""
    for one in referentiel.evidence.values():
        named = one.services or [held.id for held in _services(referentiel, module)]
        places = {referentiel.services[name].site for name in named}
        if one.module == module and (not places or places.intersection(sites)):
            yield shown(one, tuple(one.services), day)


def _bare(referentiel: Referentiel, edition: Edition, module: int) -> Iterator[Row]:
    """Yield the rows of engagements that neither an indicator nor evidence could ever show."""
    held = {one.engagement for one in referentiel.evidence.values()}
    held |= {
        one.engagements.get(edition.id)
        for one in referentiel.declared
        if any(referentiel.ever_follows(site, one.id) for site in referentiel.sites)
    }
    for number, declared in edition.engagements.items():
        if declared.module == module and number not in held:
            yield Row(module=module, engagement=number, services=(), site="",
                      state="not_measured", blocks=declared.blocking)  # fmt: skip


def shown(one: Evidence, services: tuple[str, ...], day: date | None) -> Row:
    """Return the row of evidence on a day: whether a document was there, and held."""
    document = one.last(day)
    until = one.until(document) if document else None
    state: StateOf = "evidence"
    if document is None:
        state = "lacking"
    elif until is not None and day is not None and until < day:
        state = "outdated"
    blocks = state in BLOCKS and one.blocking
    return Row(
        module=one.module,
        engagement=one.engagement or "",
        services=services,
        site="",
        state=state,
        blocks=blocks,
        evidence=one,
        document=document,
        until=until,
    )
