"""The fixed texts of typer that its own catalogue does not reach.

Takes a text typer wrote in English for a mistaken command line; gives it in the language spoken.
Conventions owned here: only what can be said is known: every option is a text or a flag; a
pattern's named groups are the places of its source text.
"""

import re

from qualstat.findings import N_
from qualstat.render.language import translate

USAGE = N_("Usage: ")
HELP_OPTION = N_("Show this message and exit.")
QUOTED = r"'(?:[^'\\]|\\.)*'"
PATTERNS: tuple[tuple[str, str], ...] = (
    (r"Missing argument (?P<name>.+)\.", N_("Missing argument {name}.")),
    (rf"Option (?P<name>{QUOTED}) does not take a value\.", N_("Option {name} takes no value.")),
    (rf"Option (?P<name>{QUOTED}) requires an argument\.", N_("Option {name} needs a value.")),
    (r"Got unexpected extra argument\(s\) \((?P<extra>.*)\)",
     N_("Unexpected extra arguments: {extra}")),
)  # fmt: skip


def reword(text: str) -> str:
    """Return a message of typer in the language spoken."""
    for pattern, source in PATTERNS:
        found = re.fullmatch(pattern, text, re.DOTALL)
        if found:
            return translate(source, **found.groupdict())
    return text


def help_text() -> str:
    """Return the help of `--help` itself."""
    return translate(HELP_OPTION)
