"""Sums of contributions by site, span and delay, and columns in few bytes, against plain loops."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from qualstat.measures.contributions import NO_ANSWER, Contributions, summed
from qualstat.measures.measure import COUNTS
from qualstat.registers import REGISTERS
from qualstat.tallies.cells import Tally, dimensions, narrowed
from thorough import examples

MAIL = REGISTERS["mail"]
SPANS = 3
Cell = tuple[int, int, int, int, int]  # site, span, days, answers, cases
CELLS = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, SPANS - 1), st.integers(0, 2000),
              st.integers(0, 3), st.integers(0, 10**6)),
    max_size=20,
)  # fmt: skip
EDGES = [2**power + off for power in (6, 7, 14, 15, 30) for off in (-1, 0, 1)]
NUMBERS = st.lists(st.sampled_from([-1, 0, *EDGES]), max_size=4)


@given(CELLS)
@settings(max_examples=examples(100), deadline=None)
def test_sums_by_site_span_and_delay(cells: list[Cell]) -> None:
    """Of each site, span and number of days of those that are answered."""
    site, span, days, answers, cases = np.array(cells, np.int64).reshape(-1, 5).T
    days = np.where(answers > 0, days, NO_ANSWER)
    counts = {name: cases * (name == COUNTS[0]) for name in COUNTS}
    found = summed(Contributions(site, span, counts, days, answers))
    expected: dict[tuple[int, int, int], list[int]] = {}
    for one, at, late, number, told in zip(site, span, days, answers, cases, strict=True):
        held = expected.setdefault((int(one), int(at), int(late)), [0, 0])
        held[0] += int(number)
        held[1] += int(told)
    columns = (found.site, found.span, found.days, found.answers, found.counts[COUNTS[0]])
    assert sorted(zip(*(one.tolist() for one in columns), strict=True)) == sorted(
        (*key, *held) for key, held in expected.items()
    )
    assert not any(found.counts[name].any() for name in COUNTS[1:])


@given(NUMBERS)
@settings(max_examples=examples(100), deadline=None)
def test_narrow_columns_tell_the_same(numbers: list[int]) -> None:
    """And leave room for the difference of any two of their numbers."""
    column = np.array(numbers, np.int64)
    wide = Tally(dict.fromkeys(dimensions(MAIL), column), column, column)
    held = narrowed(MAIL, wide)
    for name, one in {**held.keys, "rows": held.rows, "n": held.n}.items():
        assert one.tolist() == numbers
        assert name not in ("site", *MAIL.dates) or one.dtype == np.int64
        assert [[int(a - b) for b in one] for a in one] == [[a - b for b in numbers]
                                                            for a in numbers]  # fmt: skip
