"""Purges: raw registers that may go, for what they count is frozen in the store."""

from qualstat.purges.values import Export, Plan, Purged, Resumed, Stays, Total

__all__ = ["Export", "Plan", "Purged", "Resumed", "Stays", "Total"]
