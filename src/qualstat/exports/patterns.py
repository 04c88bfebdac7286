"""Patterns: texts in which `*` stands for anything.

Takes patterns as a profile writes them; gives what tells whether a text fits one. Conventions
owned here: `*` is the only sign with a meaning; texts are compared like names of columns, without
case and accents, unless another form is asked for; a blank fits no pattern but the blank one.
"""

import re
from collections.abc import Callable, Iterable

from qualstat.exports.layout import folded


def pattern(text: str, form: Callable[[str], str] = folded) -> re.Pattern[str]:
    """Return the pattern of a text, for texts in a form.

    >>> bool(pattern("Doublon ?").fullmatch("doublon_1")), bool(pattern("ab*").fullmatch("abc"))
    (False, True)
    """
    return re.compile(".*".join(re.escape(part) for part in form(text).split("*")), re.DOTALL)


def fitting(texts: Iterable[str], form: Callable[[str], str] = folded) -> Callable[[str], bool]:
    """Return what tells whether a text fits one of some patterns."""
    exact, loose = set[str](), list[re.Pattern[str]]()
    for text in texts:
        if "*" in text:
            loose.append(pattern(text, form))
        else:
            exact.add(form(text))

    def fits(text: str) -> bool:
        plain = form(text)
        return plain in exact or bool(plain and any(one.fullmatch(plain) for one in loose))

    return fits
