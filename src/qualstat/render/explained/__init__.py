"""An explanation of one figure as a screen, as text and as files."""
