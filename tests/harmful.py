"""Text that a screen would obey, and what must not be left of it."""

import re

# Of a screen: its title, its colours, its content, a bell, the order of letters, a line's end.
EVIL = "\0\x1b]0;a\x07\x1b[31m\x9b2J\x1b[2J\u202e\u2066\x08\x7f\x85\u2028[bold]b[/]"
OF_OURS = re.compile(r"\x1b\[[0-9;]*m")  # colours, on a terminal
RAW = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
