"""A site's own objectives, checked as everyone's are.

Takes a draft and a site; gives slips. Convention owned here: a rule on objectives is written once,
for an indicator's; here it reads a site's own as if they were all that the indicator has.
"""

from collections.abc import Callable, Iterator, Sequence

from qualstat.declarations.slips import Slip
from qualstat.referentiel import objective_checks
from qualstat.referentiel.draft import Draft
from qualstat.referentiel.heading_checks import not_an_indicator
from qualstat.referentiel.indicators import Indicator
from qualstat.referentiel.series_checks import not_followed
from qualstat.referentiel.site_checks import followed
from qualstat.referentiel.sites import Site

CHECKS: Sequence[Callable[[Draft, Indicator], Iterator[Slip]]] = (
    objective_checks.fitting_units,
    objective_checks.no_overlap,
    objective_checks.same_direction,
    objective_checks.reachable,
)


def known_indicators(draft: Draft, site: Site) -> Iterator[Slip]:
    """Refuse an indicator that is not declared; report one that the site never follows."""
    held = followed(draft, site)
    for place, one in enumerate(site.objectives):
        where = ("objectives", place, "indicator")
        yield from not_an_indicator(draft, where, one.indicator)
        unfollowed = held is not None and one.indicator not in held
        if unfollowed and not draft.indicators.lacks(one.indicator):
            yield not_followed(where, one.indicator)


def as_everyone(draft: Draft, site: Site) -> Iterator[Slip]:
    """Check the objectives of each indicator as if they were everyone's."""
    for name in dict.fromkeys(one.indicator for one in site.objectives):
        indicator = draft.indicators.values.get(name)
        places = [place for place, one in enumerate(site.objectives) if one.indicator == name]
        if indicator is None:
            continue
        own = [site.objectives[place] for place in places]
        alone = indicator.model_copy(update={"objectives": own})
        for slip in (slip for check in CHECKS for slip in check(draft, alone)):
            first, place, *rest = slip.where
            assert isinstance(place, int)
            yield slip._replace(where=(first, places[place], *rest))
