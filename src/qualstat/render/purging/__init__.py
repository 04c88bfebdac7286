"""A purge as a screen, as text and as files."""
