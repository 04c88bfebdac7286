"""Scope: the cells of a register that an indicator asks for, on the days asked for.

Takes a tally, a scope and an as-of date; gives `Cells`. Conventions owned here: a record after
the as-of date is left out (T3); a scope holds a record when every named field has one of its
codes.
"""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from qualstat.measures.spans import Spans
from qualstat.referentiel.indicators import Criteria
from qualstat.registers import Register
from qualstat.registers.values import code_number
from qualstat.spelling import fold
from qualstat.tallies.cells import KEY, SERVICE, Tally, some

Numbers = npt.NDArray[np.signedinteger]
Flags = npt.NDArray[np.bool_]


class Cells(Struct, frozen=True):
    """Cells of a register within the spans: `keys` columns, records `n`, and the span of each."""

    register: Register
    keys: Mapping[str, Numbers]
    n: Numbers
    span: Numbers
    as_of: int
    labels: tuple[str, ...] = ()  # that the column of labels numbers
    total: Numbers | None = None  # of waits by month, the seconds of each cell together

    def kept(self, mask: Flags) -> "Cells":
        """Return the cells that a mask keeps."""
        places = np.flatnonzero(mask)  # as `tallies.cells.some` does
        keys = {name: column[places] for name, column in self.keys.items()}
        total = None if self.total is None else self.total[places].astype(np.int64)
        n = self.n[places].astype(np.int64)  # in few bytes up to here: measures multiply it
        return replace(self, keys=keys, n=n, span=self.span[places], total=total)

    def fit(self, criteria: Criteria) -> Flags:
        """Tell which cells fit some criteria."""
        mask = np.ones(len(self.n), bool)
        for field, wanted in criteria.items():
            if field == self.register.label:
                mask &= np.isin(self.keys[SERVICE], self._labelled(wanted))
                continue
            numbers = [code_number(self.register, field, code) for code in wanted]
            mask &= among(self.keys[field], numbers)
        return mask

    def _labelled(self, wanted: Sequence[str]) -> list[int]:
        """Return the numbers of labels, whatever their case and accents."""
        texts = {fold(one) for one in wanted}
        return [place for place, one in enumerate(self.labels) if fold(one) in texts]


def among(column: Numbers, numbers: Sequence[int]) -> Flags:
    """Tell which cells of a column are one of a few numbers: far quicker than any search."""
    found = np.zeros(len(column), bool)
    for one in numbers:
        found |= column == one
    return found


def cells(  # noqa: PLR0913  # what is asked of a tally
    register: Register,
    tally: Tally,
    spans: Spans,
    as_of: int,
    *,
    sites: Collection[int] | None = None,
    by_month: bool = False,
) -> Cells:
    """Return the cells of a tally that lie within the spans and were known on a day.

    `sites` are the numbers of those asked for; None for all. `by_month`: the tally is one of waits,
    whose rows are seconds.
    """
    days = tally.keys[register.event]
    inside = (days >= spans.starts[0]) & (days < spans.end) & (days <= as_of)
    if sites is not None:
        inside &= np.isin(tally.keys["site"], list(sites))
    held = tally if inside.all() else some(tally, inside)
    span = spans.place(held.keys[register.event]).astype(KEY)
    total = held.rows if by_month else None
    return Cells(register, held.keys, held.n, span, as_of, held.services, total)
