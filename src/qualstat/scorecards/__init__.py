"""Scorecards: measures, coverage and verdicts put together, complete and ready to show."""

from qualstat.referentiel.sites import ALL
from qualstat.scorecards.values import (
    Account,
    Figure,
    Idle,
    Lacking,
    Late,
    Previous,
    Recount,
    Scorecard,
    Source,
    Told,
)

__all__ = [
    "ALL",
    "Account",
    "Figure",
    "Idle",
    "Lacking",
    "Late",
    "Previous",
    "Recount",
    "Scorecard",
    "Source",
    "Told",
]
