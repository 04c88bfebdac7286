"""Tables: what a command found as rows and columns, had on the screen and as files."""

from qualstat.render.tables.values import Cell, Column, Table, Value

__all__ = ["Cell", "Column", "Table", "Value"]
