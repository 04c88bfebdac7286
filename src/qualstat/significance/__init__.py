"""Significance: plain counts in, what tells a change or an odd count from chance; a test a file."""
