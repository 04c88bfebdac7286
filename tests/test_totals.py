"""Rows by day and date, counted where days are few and grouped where they are not."""

from collections import Counter
from unittest.mock import patch

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import astuple

from qualstat.registers import REGISTERS
from qualstat.registers.values import OPEN
from qualstat.tallies import totals as counting
from qualstat.tallies.cells import Tally, narrowed
from qualstat.tallies.totals import ByDate, ByDay
from thorough import examples

MAIL = REGISTERS["mail"]
Cell = tuple[int, int, int, int]  # site, day, answer, rows
DAYS = st.one_of(st.integers(-3, 3), st.just(2_932_896))
CELLS = st.lists(
    st.tuples(
        st.sampled_from([0, 1, 300]), DAYS, st.one_of(DAYS, st.just(OPEN)), st.integers(1, 200)
    ),
    max_size=30,
)


def tally(cells: list[Cell], *, narrow: bool = False) -> Tally:
    """Return cells as a tally."""
    site, day, answer, rows = np.array(cells, np.int64).reshape(-1, 4).T
    held = Tally({"site": site, "recu_le": day, "repondu_le": answer}, rows, rows)
    return narrowed(MAIL, held) if narrow else held


def columns(held: ByDay | ByDate) -> list[tuple[int, ...]]:
    """Return columns of equal length as rows, in order."""
    return sorted(zip(*(column.tolist() for column in astuple(held)), strict=True))


@given(CELLS, CELLS, st.sampled_from([0, 8, 1000]), st.booleans())
@settings(max_examples=examples(200), deadline=None)
def test_what_is_lost_is_taken_away(
    kept: list[Cell], lost: list[Cell], most_empty: int, narrow: bool
) -> None:
    """However they are counted, and in however few bytes."""
    whole = tally([*kept, *lost], narrow=narrow)
    with patch.object(counting, "MOST_EMPTY", most_empty):  # 0: they are always grouped
        days = counting.by_day(MAIL, whole)
        dates = counting.by_date(MAIL, [whole])
        held = counting.totals(MAIL, [days], dates, [tally(lost)])
    by_day, by_date = Counter[tuple[int, int]](), Counter[int]()
    for site, day, answer, rows in kept:
        by_day[site, day] += rows
        by_date[day] += rows
        by_date[answer] += rows * (answer != OPEN)
    assert columns(held.days) == sorted((*pair, rows) for pair, rows in by_day.items())
    assert columns(held.dates) == sorted((day, n) for day, n in by_date.items() if n)
