"""Harmless text: what a screen would obey, made visible instead.

Takes text from cells, headers and names of files; gives text that only ever shows. Convention
owned here: a control character, a mark that turns the order of letters, a line end that is not
ours or half a character becomes one mark, so that columns stay aligned.
"""

import re

MARK = "\ufffd"
LINE_ENDS = re.compile("[\t-\r\x1c-\x1f\x85\u2028\u2029]")
OBEYED = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def harmless(text: str) -> str:
    r"""Return a text of one or several lines, without what a screen obeys.

    >>> harmless("a\x1b[2Jb")
    'a�[2Jb'
    """
    return OBEYED.sub(MARK, text)


def one_line(text: str) -> str:
    """Return a text as one line, without what a screen obeys."""
    return harmless(LINE_ENDS.sub(MARK, text))
