"""The fixed texts of typer that its own catalogue does not reach.

Takes a text typer or pydantic wrote in English for a mistaken command line; gives it in the
language spoken. Convention owned here: a pattern's named groups are the places of its source
text; a text that no pattern knows is shown as it came.
"""

import re

from qualstat.findings import N_
from qualstat.render.language import translate

USAGE = N_("Usage: ")
HELP_OPTION = N_("Show this message and exit.")
QUOTED = r"'(?:[^'\\]|\\.)*'"
PATTERNS: tuple[tuple[str, str], ...] = (
    (r"Invalid value for (?P<name>.+?): (?P<why>.*)", N_("Invalid value for {name}: {why}")),
    (r"Invalid value: (?P<why>.*)", N_("Invalid value: {why}")),
    (r"Missing option (?P<name>.+)\.", N_("Missing option {name}.")),
    (r"Missing argument (?P<name>.+)\.", N_("Missing argument {name}.")),
    (r"Missing parameter (?P<name>.+)\.", N_("Missing parameter {name}.")),
    (r"No such option: (?P<name>\S+) \(Possible options: (?P<known>.+)\)",
     N_("No such option: {name} (possible options: {known})")),
    (r"No such option: (?P<name>\S+)", N_("No such option: {name}")),
    (r"(?P<why>.+)\. Did you mean (?P<known>.+)\?", N_("{why}. Did you mean {known}?")),
    (rf"Option (?P<name>{QUOTED}) does not take a value\.", N_("Option {name} takes no value.")),
    (rf"Option (?P<name>{QUOTED}) requires an argument\.", N_("Option {name} needs a value.")),
    (rf"Option (?P<name>{QUOTED}) requires (?P<count>[0-9]+) arguments\.",
     N_("Option {name} needs {count} values.")),
    (rf"Argument (?P<name>{QUOTED}) takes (?P<count>[0-9]+) values\.",
     N_("Argument {name} takes {count} values.")),
    (r"Got unexpected extra argument\(s\) \((?P<extra>.*)\)",
     N_("Unexpected extra arguments: {extra}")),
    (rf"(?P<value>{QUOTED}) is not one of (?P<known>.+)\.", N_("{value} is not one of {known}.")),
    (rf"Value (?P<value>{QUOTED}) is not a valid (?P<kind>.+)\.",
     N_("{value} is not a valid value ({kind}).")),
    (rf"(?:File|Directory|Path) (?P<path>{QUOTED}) does not exist\.", N_("{path} does not exist.")),
    (rf"(?:File|Directory|Path) (?P<path>{QUOTED}) is a file\.", N_("{path} is a file.")),
    (rf"(?:File|Directory|Path) (?P<path>{QUOTED}) is a directory\.", N_("{path} is a directory.")),
    (rf"(?:File|Directory|Path) (?P<path>{QUOTED}) is not readable\.",
     N_("{path} cannot be read.")),
    (rf"(?:File|Directory|Path) (?P<path>{QUOTED}) is not writable\.",
     N_("{path} cannot be written.")),
    (r"Input should be a valid integer.*", N_("a whole number was expected")),
    (r"Input should be a valid number.*", N_("a number was expected")),
    (r"Input should be a valid boolean.*", N_("yes or no was expected")),
    (r"Input should be greater than or equal to (?P<least>\S+)",
     N_("a number from {least} was expected")),
    (r"Input should be less than or equal to (?P<most>\S+)",
     N_("a number up to {most} was expected")),
    (r"Input should be (?P<known>'.+)", N_("expected: {known}")),
)  # fmt: skip
NESTED = {"why"}  # the part of a text that is a text of its own


def reword(text: str) -> str:
    """Return a message of typer in the language spoken."""
    for pattern, source in PATTERNS:
        found = re.fullmatch(pattern, text, re.DOTALL)
        if found:
            return translate(source, **{
                name: reword(part) if name in NESTED else part
                for name, part in found.groupdict().items()
            })  # fmt: skip
    return text


def usage(text: str) -> str:
    """Return a usage line with its first word in the language spoken."""
    return translate(USAGE) + text.removeprefix(USAGE)


def help_text() -> str:
    """Return the help of `--help` itself."""
    return translate(HELP_OPTION)
