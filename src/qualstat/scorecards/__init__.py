"""Scorecards: measures, coverage and verdicts put together, complete and ready to show."""

from qualstat.referentiel.sites import ALL
from qualstat.scorecards.values import Account, Figure, Late, Previous, Scorecard, Source

__all__ = ["ALL", "Account", "Figure", "Late", "Previous", "Scorecard", "Source"]
