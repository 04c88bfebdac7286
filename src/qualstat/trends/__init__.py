"""Trends: the months of an indicator one after the other, and whether they change for good."""

from qualstat.trends.values import Lasting, Lettered, Mean, Method, Point, Search, Trend, Trends

__all__ = ["Lasting", "Lettered", "Mean", "Method", "Point", "Search", "Trend", "Trends"]
