"""A map of the registers as a screen, as text and as files."""
