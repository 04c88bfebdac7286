"""Harmless text: what a screen or a spreadsheet would obey, made to show only.

Takes text from cells, headers and names of files; gives text that only ever shows. Convention
owned here: a control character, a mark that turns the order of letters, a line end that is not
ours or half a character becomes one mark, so that columns stay aligned; a cell that a spreadsheet
would run as a formula gets an apostrophe.
"""

import re

MARK = "\ufffd"
LINE_ENDS = re.compile("[\t-\r\x1c-\x1f\x85\u2028\u2029]")
OBEYED = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
NO_FORMULA = re.compile(r"[+-]?[0-9][0-9 .,]*|-")  # a number, or the dash of an empty cell


def harmless(text: str) -> str:
    r"""Return a text of one or several lines, without what a screen obeys.

    >>> harmless("a\x1b[2Jb")
    'a�[2Jb'
    """
    return OBEYED.sub(MARK, text)


def one_line(text: str) -> str:
    """Return a text as one line, without what a screen obeys."""
    return harmless(LINE_ENDS.sub(MARK, text))


def neutral(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula.

    >>> neutral("=1+1")
    "'=1+1"
    """
    run = text.startswith(FORMULA_STARTS) and not NO_FORMULA.fullmatch(text)
    return "'" + text if run else text
