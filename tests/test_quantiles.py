"""Medians and ninth deciles of many groups at once, against each group written out."""

from collections.abc import Mapping
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qualstat.measures.quantiles import by_site, quantiles
from qualstat.registers.waiting import FINE
from second_engine import quantile

ROWS = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 90), st.integers(1, 30)), max_size=30
)  # group, days, number; days may come back, in any order


def columns(rows: list[tuple[int, int, int]]) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    return np.array(rows, np.int64).reshape(-1, 3)


def written_out(rows: list[tuple[int, int, int]]) -> Mapping[int, list[int]]:
    """Return every value of each group, one by one."""
    held: dict[int, list[int]] = {}
    for group, days, number in rows:
        held.setdefault(group, []).extend([days] * number)
    return held


@given(ROWS)
def test_each_group_has_its_own(rows: list[tuple[int, int, int]]) -> None:
    """Hyndman and Fan's seventh definition, on the values themselves."""
    expected = {
        group: (quantile(values, Fraction(1, 2)), quantile(values, Fraction(9, 10)))
        for group, values in written_out(rows).items()
    }
    assert quantiles(*columns(rows).T) == expected


@given(st.dictionaries(st.sampled_from("abc"), ROWS))
def test_sites_are_kept_apart(rows: dict[str, list[tuple[int, int, int]]]) -> None:
    """All sites at once give what each gives alone."""
    answers = {site: columns(held) for site, held in rows.items()}
    alone = {site: quantiles(*held.T) for site, held in answers.items()}
    assert by_site(answers, coarse=False) == alone


def test_a_coarse_step_gives_none() -> None:
    """A wait beyond the fine steps is known by its step alone: no quantile leans on it."""
    rows = columns([(0, FINE, 8), (0, FINE + 1, 2)])  # the ninth decile leans a little on it
    assert quantiles(*rows.T, coarse=True) == {0: (Fraction(FINE), None)}
    assert quantiles(*rows.T)[0].p90 == FINE + 1
