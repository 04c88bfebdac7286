"""Coherence: what no single declaration can tell of itself.

Takes a `Draft`; gives the findings of every check. Convention owned here: a check speaks of
declarations of good form only, and a name counts as known where its own declaration was
refused, so that nothing is reported that follows from another finding.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from msgspec.structs import replace
from pydantic import BaseModel

from qualstat.declarations.slips import Slip
from qualstat.findings import Finding
from qualstat.referentiel import (
    bridge_checks,
    criteria_checks,
    explained_checks,
    heading_checks,
    label_checks,
    measure_checks,
    objective_checks,
    series_checks,
    site_checks,
)
from qualstat.referentiel.bridges import Bridge
from qualstat.referentiel.checks import (
    grown_objective,
    idle_closure,
    label_twice,
    lost_strictness,
    no_module,
    not_a_holiday,
    objective_gap,
    share_of_one,
    site_objectives,
    swapped_objective,
    unknown_holiday,
    unreasoned_objective,
    wide_tolerance,
)
from qualstat.referentiel.draft import Draft, Part, put_right, refused_lines
from qualstat.referentiel.editions import Edition, Heading
from qualstat.referentiel.explained import Explanations
from qualstat.referentiel.indicators import Indicator
from qualstat.referentiel.label import Evidence, Service, Step
from qualstat.referentiel.mending import near
from qualstat.referentiel.sites import Holidays, Site

T = TypeVar("T", bound=BaseModel)
Check = Callable[[Draft, T], Iterator[Slip]]

DRAFT_CHECKS: Sequence[Callable[[Draft], Iterator[Finding]]] = (
    heading_checks.edition_dates,
    heading_checks.one_heading,
    heading_checks.some_heading,
    bridge_checks.one_bridge,
    site_checks.reserved_id,
    site_checks.distinct_ids,
    site_checks.zone_names,
    series_checks.names_followed,
    explained_checks.known_sites,
    explained_checks.followed_indicators,
    unknown_holiday.check,
    not_a_holiday.check,
)
SLIP_CHECKS: Sequence[Callable[[Draft], Iterator[Finding]]] = (
    unreasoned_objective.check,
    grown_objective.check,
    lost_strictness.check,
    swapped_objective.check,
    share_of_one.check,
    wide_tolerance.check,
    no_module.check,
    label_twice.check,
)
EDITION_CHECKS: Sequence[Check[Edition]] = (heading_checks.known_modules,)
BRIDGE_CHECKS: Sequence[Check[Bridge]] = (
    bridge_checks.known_editions,
    bridge_checks.in_order,
    bridge_checks.known_indicators,
    bridge_checks.named_once,
    bridge_checks.known_engagements,
    bridge_checks.all_kept,
)
HEADING_CHECKS: Sequence[Check[Heading]] = (heading_checks.known_indicators,)
INDICATOR_CHECKS: Sequence[Check[Indicator]] = (
    criteria_checks.known_register,
    criteria_checks.known_criteria,
    criteria_checks.nested_criteria,
    criteria_checks.a_part,
    criteria_checks.repeated_codes,
    criteria_checks.known_answer,
    criteria_checks.short_abandon,
    criteria_checks.plausible_registers,
    measure_checks.known_scale,
    measure_checks.points_on_scale,
    measure_checks.known_wait,
    measure_checks.known_categories,
    measure_checks.known_sides,
    objective_checks.known_engagements,
    objective_checks.fitting_units,
    objective_checks.no_overlap,
    objective_checks.same_direction,
    objective_checks.reachable,
    objective_gap.check,
)
SITE_CHECKS: Sequence[Check[Site]] = (
    site_checks.known_zone,
    site_checks.known_timezone,
    site_checks.something_followed,
    site_checks.known_follows,
    site_checks.repeated_follows,
    site_checks.excluded_follows,
    site_checks.follows_with_reason,
    site_checks.distinct_closures,
    site_checks.site_holidays,
    site_checks.complete_registers,
    site_checks.registers_held,
    site_objectives.known_indicators,
    site_objectives.as_everyone,
    series_checks.known_names,
    series_checks.distinct_breaks,
    series_checks.distinct_counts,
    unknown_holiday.at_site,
    not_a_holiday.at_site,
    idle_closure.check,
)
ZONE_CHECKS: Sequence[Check[Holidays]] = (site_checks.zone_holidays,)
EXPLAINED_CHECKS: Sequence[Check[Explanations]] = (
    explained_checks.known_deadlines,
    explained_checks.beyond_deadline,
    explained_checks.distinct,
)
SERVICE_CHECKS: Sequence[Check[Service]] = (label_checks.known_site, label_checks.service_scope)
EVIDENCE_CHECKS: Sequence[Check[Evidence]] = (
    label_checks.evidence_scope,
    label_checks.known_services,
)
STEP_CHECKS: Sequence[Check[Step]] = (label_checks.known_evidence,)


def check(draft: Draft) -> list[Finding]:
    """Return what does not fit together."""
    found = [
        *(finding for one in DRAFT_CHECKS for finding in one(draft)),
        *_slips(draft),
        *_each(draft, draft.editions, EDITION_CHECKS),
        *_each(draft, draft.bridges, BRIDGE_CHECKS),
        *_each(draft, draft.headings, HEADING_CHECKS),
        *_each(draft, draft.indicators, INDICATOR_CHECKS),
        *_each(draft, draft.sites, SITE_CHECKS),
        *_each(draft, draft.zones, ZONE_CHECKS),
        *_each(draft, draft.explanations, EXPLAINED_CHECKS),
        *_each(draft, draft.services, SERVICE_CHECKS),
        *_each(draft, draft.evidence, EVIDENCE_CHECKS),
        *_each(draft, draft.calendar, STEP_CHECKS),
    ]
    spoilt = {one.file for one in (*found, *draft.indicators.findings)}
    return [*found, *bridge_checks.fitting_measures(draft, spoilt)]


def _slips(draft: Draft) -> Iterator[Finding]:
    """Yield what declarations show beside each other, those put right too."""
    indicators, sites = put_right(draft.indicators), put_right(draft.sites)
    whole = replace(draft, indicators=indicators, sites=sites)
    spoken = {*refused_lines(draft.indicators), *refused_lines(draft.sites)}
    found = (finding for one in SLIP_CHECKS for finding in one(whole))
    yield from (one for one in found if (one.file, one.line) not in spoken)


def _each(draft: Draft, part: Part[T], checks: Sequence[Check[T]]) -> Iterator[Finding]:
    for name, value in part.values.items():
        document = part.documents[name]
        yield from (document.finding(slip) for one in checks for slip in one(draft, value))
    for name, mended in part.mended.items():
        for slip in (slip for one in checks for slip in one(draft, mended.value)):
            if not any(near(slip.where, refused) for refused in mended.refused):
                yield part.documents[name].finding(slip)
