"""How a store stands: as a screen, as text and as files."""
