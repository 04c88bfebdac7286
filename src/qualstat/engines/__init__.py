"""Engines: where the counting runs."""
