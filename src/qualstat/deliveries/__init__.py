"""Deliveries: the figures of each month as they are given out, and what became of earlier ones."""

from qualstat.deliveries.values import Delivery, Given, Revision, Sheet

__all__ = ["Delivery", "Given", "Revision", "Sheet"]
