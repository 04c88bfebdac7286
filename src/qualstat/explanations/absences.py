"""Absences: why a figure is not there, and what to ask for.

Takes the basis of a figure and its sites; gives an `Absence`. Convention owned here: the reasons
are those that the référentiel and the source profiles declare, and none is made up.
"""

from collections.abc import Sequence

from qualstat.coverage import state
from qualstat.explanations.values import Absence, Followed
from qualstat.periods import Period
from qualstat.referentiel import Referentiel
from qualstat.referentiel.indicators import Indicator
from qualstat.referentiel.sites import Follow
from qualstat.registers import REGISTERS
from qualstat.scorecards import Figure
from qualstat.scorecards.basis import Basis
from qualstat.scorecards.reader import reader


def absence(
    basis: Basis, figure: Figure, indicator: Indicator, sites: Sequence[str], period: Period
) -> Absence | None:
    """Return why there is no figure, or why months of it lack; None where nothing does."""
    together = reader(basis, indicator, sites).perimeter.together
    lacking = tuple(
        month
        for month in period.months
        if state(period.clip(month), together, has_case=False) == "missing"
    )
    if figure.measure.value is not None and not lacking:
        return None
    return Absence(
        state=figure.measure.state,
        followed=tuple(_followed(basis.referentiel, indicator, site) for site in sites),
        months=lacking,
        blind=tuple(month for month in lacking if _blind(basis, indicator, sites, month)),
        lacks=_reason(basis, indicator, sites, lacking),
        files=REGISTERS[indicator.register_name].pattern,
    )


def _blind(basis: Basis, indicator: Indicator, sites: Sequence[str], month: int) -> bool:
    """Tell whether a source was received that cannot give the indicator in a month."""
    return any(month in basis.months[indicator.id, site].blind for site in sites)


def _reason(basis: Basis, indicator: Indicator, sites: Sequence[str], months: Sequence[int]) -> str:
    found = (basis.lack(indicator, site, months) for site in sites)
    return next((one.reason for one in found if one), "")


def _followed(referentiel: Referentiel, indicator: Indicator, site: str) -> Followed:
    named = referentiel.naming(site, indicator.id)

    def leaves_out(one: Follow) -> bool:
        return indicator.id in one.excluded

    return Followed(
        site,
        tuple(one for one in named if not leaves_out(one)),
        tuple(one for one in named if leaves_out(one)),
    )
