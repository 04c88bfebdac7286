"""Comparisons: a period against an earlier one, and sites against each other."""

from qualstat.comparisons.values import Chance, Common, Comparison, Comparisons, Rank

__all__ = ["Chance", "Common", "Comparison", "Comparisons", "Rank"]
