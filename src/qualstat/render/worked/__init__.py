"""Worked cases: what each gives, and where each of its records counts."""
