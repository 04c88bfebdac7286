"""A store as plain CSV, and back: what a backup, another program or a spreadsheet can read."""
