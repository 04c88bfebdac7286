"""Tidying: names and words in the one form in which they are compared.

Takes texts; gives them tidied. Convention owned here: what counts are letters and figures, without
case, accents or what stands in brackets.
"""

import re
from functools import cache

from qualstat.spelling import fold

BRACKETS = re.compile(r"\([^()]*\)|\[[^][]*\]")
HUMP = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
OTHER = re.compile(r"[^0-9a-z]+")


@cache
def tidy(text: str) -> str:
    """Return the letters and figures of a name.

    >>> tidy("Reçu_le (jj/mm/aaaa) :"), tidy("N° de l'AvgTalkTime")
    ('recu le', 'n de l avg talk time')
    """
    return OTHER.sub(" ", fold(HUMP.sub(" ", BRACKETS.sub(" ", text)))).strip()


def words_of(name: str) -> set[str]:
    """Return the words of a name, those in brackets too."""
    return set(OTHER.sub(" ", fold(HUMP.sub(" ", name))).split())


@cache
def listed(names: str) -> tuple[str, ...]:
    """Return the names of a table's line, tidied."""
    return tuple(tidy(one) for one in names.split("|"))
