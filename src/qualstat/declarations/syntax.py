"""Syntax: what YAML's own errors mean to someone who writes a declaration.

Takes an error of PyYAML and the text it is about; gives a `Finding`. Convention owned here: the
two loaders word an error differently, so it is known by a few words that both use, and none of
their English is shown.
"""

import re
from typing import NamedTuple

from yaml import YAMLError
from yaml.error import Mark, MarkedYAMLError
from yaml.reader import ReaderError

from qualstat.findings import N_, Finding, message


class Sign(NamedTuple):
    """A mistake of syntax: the words that tell it, and what to say; `opening`: where it began."""

    words: str
    found: str
    expected: str
    opening: bool = False


TAB = Sign("tab", N_("a tab at the head of a line"), N_("spaces: YAML refuses tabs as indentation"))
ODD = Sign("", N_("a character that no text file holds"), N_("letters, figures and signs"))
UNREAD = Sign("", N_("YAML cannot be read from here on"), N_("keys, each followed by “: ”"))
JOINED = Sign("", N_("the space after “:” is a no-break space"), N_("“:”, then an ordinary space"))
NO_BREAK = re.compile("^[ -]*[^\\s:#]+:[\u00a0\u2007\u202f]")
SIGNS = (
    Sign("nesting depth", N_("lists and keys are nested too deep"), N_("a few levels")),
    Sign(
        "mapping values are not allowed",
        N_("a second “:” on the line, or a line that is set too far right"),
        N_("one key a line, then “: ” and its value; a text that holds “: ” in quotes"),
    ),
    Sign(
        "could not find expected ':'",
        N_("a line that is neither a key nor a value"),
        N_("a key followed by “: ”"),
        opening=True,
    ),
    Sign(
        "quoted scalar",
        N_("a quote that is never closed, or a “\\” that means nothing"),
        N_("the same quote at the end of the text; “\\\\” for a “\\” between double quotes"),
        opening=True,
    ),
    Sign(
        "flow",
        N_("a bracket that is never closed, or a comma that lacks"),
        N_("as many closing brackets as opening ones, and a comma between values"),
        opening=True,
    ),
    Sign(
        "while parsing a block",
        N_("a line that does not fit the ones above"),
        N_("keys and list items of one group in one column; an apostrophe doubled in '…'"),
    ),
    Sign(
        "cannot start any token",
        N_("a value that begins with a sign that YAML keeps for itself"),
        N_("the value in quotes"),
    ),
    Sign("another document", N_("a second document (---)"), N_("one document a file")),
    Sign(
        "undefined alias",
        N_("a value that begins with “*”, which repeats nothing"),
        N_("the value in quotes"),
    ),
)


def syntax_finding(file: str, text: str, error: YAMLError) -> Finding:
    """Return the finding of a YAML error."""
    sign = _sign(text, error)
    line, column = _place(text, error, opening=sign.opening)
    if place := no_break_space(text, line):
        sign, (line, column) = JOINED, place
    return Finding(
        rule="yaml-syntax",
        severity="blocking",
        found=message(sign.found),
        expected=message(sign.expected),
        file=file,
        line=line,
        column=str(column),
    )


def no_break_space(text: str, line: int) -> tuple[int, int] | None:
    """Return where a no-break space makes no key of a word, on a line or on the one above."""
    lines = text.splitlines()
    for one in (line, line - 1):
        found = NO_BREAK.match(lines[one - 1]) if 0 < one <= len(lines) else None
        if found:
            return one, found.end()
    return None


def _sign(text: str, error: YAMLError) -> Sign:
    if isinstance(error, ReaderError):
        return ODD
    if not isinstance(error, MarkedYAMLError):
        return UNREAD
    if _character(text, error.problem_mark) == "\t":
        return TAB
    said = f"{error.context} {error.problem} {error.note}"
    return next((sign for sign in SIGNS if sign.words in said), UNREAD)


def _character(text: str, mark: Mark | None) -> str:
    lines = text.splitlines()
    if mark is None or mark.line >= len(lines):
        return ""
    return lines[mark.line][mark.column : mark.column + 1]


def _place(text: str, error: YAMLError, *, opening: bool) -> tuple[int, int]:
    if isinstance(error, ReaderError):  # the loaders count its position differently
        before, _, _ = text.partition(chr(error.character))
        return before.count("\n") + 1, len(before) - before.rfind("\n")
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    if isinstance(error, MarkedYAMLError) and opening:
        mark = error.context_mark or mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
