"""Tallies: typed columns in, counts by day out. Counted once, asked for ever."""
