"""Layout: how the table of an export is written, as declared and as seen.

Takes nothing; gives values. Convention owned here: what is declared (`Layout`) wins over what
the file itself shows (`Seen`); None is what nobody declared.
"""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from qualstat.spelling import fold

Kind = Literal["csv", "workbook"]
NO_QUOTE = ""


def folded(name: str) -> str:
    """Return the form under which two spellings of a column's name count as the same.

    >>> folded("Date  d'Arrivée ")
    "date_d'arrivee"
    """
    return fold(" ".join(name.replace("’", "'").split()))


class Layout(Struct, frozen=True):
    """What is declared of an export; `names` are those of the columns of a file without header."""

    kind: Kind | None = None
    encoding: str | None = None
    separator: str | None = None
    quote: str = '"'
    sheets: tuple[str, ...] = ()
    lines_above: int | None = None
    header_lines: int = 1
    names: tuple[str, ...] = ()
    lines_below: int = 0
    ragged: bool = False


class Seen(Struct, frozen=True):
    """How a table turned out to be written.

    `guessed`: its encoding is likely, not certain; `rows_above`: how many lines above its header,
    which are not read, look like rows.
    """

    kind: Kind = "csv"
    encoding: str = "utf-8"
    separator: str = ";"
    quote: str = '"'
    header_line: int = 1  # 0: none
    compression: str = ""  # gz, zip, zst
    sheet: str = ""
    guessed: bool = False
    rows_above: int = 0


PLAINLY = Seen()  # as the plain form is written


class Wanted(Struct, frozen=True):
    """The columns somebody looks for: the folded names under which each may stand.

    A header is the first line that holds all the `required` ones; else the one with most of all.
    """

    required: tuple[frozenset[str], ...] = ()
    others: tuple[frozenset[str], ...] = ()

    def fits(self, names: Sequence[str]) -> bool:
        """Tell whether a header holds all that is required."""
        return self.found([folded(name) for name in names])[0]

    def found(self, names: Sequence[str]) -> tuple[bool, int]:
        """Tell whether folded names hold all that is required, and how many are known."""
        held = set(names)
        known = [bool(one & held) for one in (*self.required, *self.others)]
        return all(known[: len(self.required)]), sum(known)
