"""Outlooks as a screen, as text and as tables."""
