"""Published figures on a screen and as files."""
