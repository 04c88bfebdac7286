"""Maps: which site has which register in which month, what is missing there, and what is odd."""

from qualstat.maps.values import Cell, Map, Oddity, Part, Row, Told

__all__ = ["Cell", "Map", "Oddity", "Part", "Row", "Told"]
