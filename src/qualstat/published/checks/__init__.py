"""Checks of published figures: one rule a file, each with its page in docs/regles."""
