"""Trends as a chart, a table and words; on a screen, as text and as files."""
