"""Spelling: what is forgiven in names, and the nearest right one.

Takes and gives text. Convention owned here: case, accents, outer spaces, and a space or hyphen
for `_` are forgiven in headers, site ids and coded values (contract, "Registers").
"""

import difflib
import unicodedata
from collections.abc import Iterable

LIKELY = 0.72  # below, `au_moins` would be near `at_most`, its opposite


def fold(text: str) -> str:
    """Return the form under which two spellings count as the same name.

    >>> fold(" Très-Satisfait ")
    'tres_satisfait'
    """
    plain = text.strip()
    if not plain.isascii():
        letters = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return plain.casefold().replace(" ", "_").replace("-", "_")


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most like `name`, or None when none is near.

    >>> nearest("istre", ["aix", "istres"])
    'istres'
    >>> nearest("cvs", ["csv", "json"])
    'csv'
    >>> nearest("2081", ["2018", "2019"])
    '2018'
    """
    plain = fold(name)
    spellings = {fold(candidate): candidate for candidate in known}
    found = [one for one in spellings if _swapped(plain, one)]  # of years, the only near one
    found = found or difflib.get_close_matches(plain, list(spellings), n=1, cutoff=LIKELY)
    return spellings[found[0]] if found else None


def _swapped(name: str, other: str) -> bool:
    """Whether two neighbouring letters have changed places: in a short name, a third of it."""
    if len(name) != len(other):
        return False
    apart = [place for place, pair in enumerate(zip(name, other, strict=True)) if len({*pair}) > 1]
    if len(apart) != 2 or apart[1] != apart[0] + 1:
        return False
    return name[apart[0]] == other[apart[1]] and name[apart[1]] == other[apart[0]]
