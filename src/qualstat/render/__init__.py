"""What a reader sees: scorecards and findings as a screen, as text and as files."""
