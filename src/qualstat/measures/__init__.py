"""Measures: values read off tallies, with numerator, denominator and state; one kind a file."""
