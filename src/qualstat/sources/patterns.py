"""Patterns: texts in which `*` stands for anything.

Takes patterns as a profile writes them; gives what tells whether a text fits one. Convention
owned here: texts are compared like names of columns, without case and accents; only `*` is a
pattern; a blank fits no pattern but the blank one.
"""

import re
from collections.abc import Callable, Iterable

from qualstat.exports.layout import folded


def pattern(text: str) -> re.Pattern[str]:
    """Return the pattern of a text.

    >>> bool(pattern("Doublon ?").fullmatch("doublon_1")), bool(pattern("ab*").fullmatch("abc"))
    (False, True)
    """
    return re.compile(".*".join(re.escape(part) for part in folded(text).split("*")), re.DOTALL)


def fitting(texts: Iterable[str]) -> Callable[[str], bool]:
    """Return what tells whether a text fits one of some patterns."""
    exact, loose = set[str](), list[re.Pattern[str]]()
    for text in texts:
        if "*" in text:
            loose.append(pattern(text))
        else:
            exact.add(folded(text))

    def fits(text: str) -> bool:
        plain = folded(text)
        return plain in exact or bool(plain and any(one.fullmatch(plain) for one in loose))

    return fits
