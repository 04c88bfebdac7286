"""Totals: the columns of a table that count calls by what became of them.

Takes the sample of a table; gives `Totals`. Conventions owned here: a column is known by its name
without the words that all such names share, and holds whole numbers; a table counts calls where
it has a date, and two such columns at least, of which one counts the answered or the lost ones.
"""

from msgspec import Struct

from qualstat.drafts.looks import Look, Sample
from qualstat.drafts.tidying import tidy
from qualstat.drafts.usual import FILLERS, TOTALS
from qualstat.sources import numbers

ALL = ""  # what the column counts that counts all calls


class Totals(Struct, frozen=True):
    """The columns that count calls, each with the outcome; and the one that counts all of them.

    `apart`: the rows where all of them are not the sum of the others.
    """

    parts: tuple[tuple[str, Look], ...]
    whole: Look | None = None
    apart: int = 0

    @property
    def complete(self) -> bool:
        """Whether both answered and lost calls are counted."""
        return {"repondu", "perdu"} <= {outcome for outcome, _ in self.parts}


def totals(sample: Sample) -> Totals | None:
    """Return the columns of a table that count calls; None where it counts none."""
    if not any(one.kind in ("date", "epoch") for one in sample.looks):
        return None
    found = [(outcome, one) for one in sample.looks if one.kind == "whole"
             and (outcome := _outcome(one.name)) is not None]  # fmt: skip
    outcomes = {outcome for outcome, _ in found}
    if len(found) < 2 or not outcomes & {"repondu", "perdu"} or len(outcomes) < 2:
        return None
    parts = tuple(one for one in found if one[0] != ALL)
    whole = next((one for outcome, one in found if outcome == ALL), None)
    return Totals(parts, whole, _apart(sample, parts, whole))


def _outcome(name: str) -> str | None:
    """Return what a name says that is counted.

    >>> _outcome("Nb d'appels présentés"), _outcome("Answered Calls"), _outcome("Coût")
    ('', 'repondu', None)
    """
    words = tidy(name).split()
    rest = " ".join(word for word in words if word not in FILLERS)
    return next((outcome for outcome, known in TOTALS.items() if rest in known and words), None)


def _apart(sample: Sample, parts: tuple[tuple[str, Look], ...], whole: Look | None) -> int:
    if whole is None:
        return 0
    columns = [sample.columns[one.position - 1] for _, one in parts]
    every = sample.columns[whole.position - 1]
    return sum(
        _amount(text) != sum(_amount(column[row]) for column in columns)
        for row, text in enumerate(every)
    )


def _amount(text: str) -> int:
    found = numbers.number(text, decimal=",")
    return int(found) if found else 0
