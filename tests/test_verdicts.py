"""Verdicts against rules V1 to V4, worked by hand, and the interval against published values."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualstat.referentiel.objectives import SENSES, Objective
from qualstat.verdicts import conclusive, judge, margin_in_cases, room, wilson

RANK = {"missed": 0, "near": 1, "met": 2}


def objective(tolerance: str | None = None, **sense: str) -> Objective:
    """Return an objective of one sense."""
    return Objective(
        valid_from=date(2017, 1, 1), source="test", tolerance=tolerance, **sense
    )  # fmt: skip


def percent(top: int, base: int) -> Fraction:
    """Return a share in percent, exact."""
    return Fraction(100 * top, base)


@pytest.mark.parametrize(
    ("value", "promised", "verdict"),
    [
        (percent(19, 20), {"at_least": "95 %"}, "met"),  # equal, on exact numbers
        (percent(94, 100), {"at_least": "95 %", "tolerance": "1 point"}, "near"),
        (percent(9399, 10000), {"at_least": "95 %", "tolerance": "1 point"}, "missed"),
        (percent(94, 100), {"at_least": "95 %"}, "missed"),  # no tolerance declared
        (percent(10, 100), {"at_most": "10 %"}, "met"),
        (percent(24, 187), {"at_most": "10 %", "tolerance": "1 point"}, "missed"),
        (percent(11, 100), {"at_most": "10 %", "tolerance": "1 point"}, "near"),
        (Fraction(5), {"less_than": "5 days"}, "near"),  # strict: not met, at distance 0
        (Fraction(499, 100), {"less_than": "5 days"}, "met"),
        (Fraction(501, 100), {"less_than": "5 days", "tolerance": "0 days"}, "missed"),
        (percent(95, 100), {"more_than": "95 %"}, "near"),
        (percent(96, 100), {"more_than": "95 %"}, "met"),
    ],
)
def test_judge(value: Fraction, promised: dict[str, str], verdict: str) -> None:
    """Equality meets `at least` and `at most` only; near is within the tolerance, 0 included."""
    assert judge(value, objective(**promised)) == verdict


def test_nothing_to_judge() -> None:
    """Without a value there is no verdict; without an objective the verdict is `none`."""
    assert judge(None, objective(at_least="95 %")) is None
    assert judge(None, None) is None
    assert judge(Fraction(12), None) == "none"


@pytest.mark.parametrize(
    ("value", "promised", "left"),
    [
        (Fraction(94), {"at_least": "95 %"}, -1),
        (Fraction(97), {"at_least": "95 %"}, 2),
        (Fraction(3), {"less_than": "5 days"}, 2),
        (Fraction(12), {"at_most": "10 %"}, -2),
    ],
)
def test_room(value: Fraction, promised: dict[str, str], left: int) -> None:
    """The margin is above 0 where there is room, below where something lacks."""
    assert room(value, objective(**promised)) == left


@pytest.mark.parametrize(
    ("top", "base", "promised", "cases"),
    [
        (47, 50, {"at_least": "95 %"}, -1),  # 48 are needed
        (24, 187, {"at_most": "10 %"}, -6),  # 18 are allowed
        (19, 20, {"at_least": "95 %"}, 0),
        (20, 20, {"at_least": "95 %"}, 1),
        (18, 187, {"at_most": "10 %"}, 0),
        (96, 100, {"more_than": "95 %"}, 0),  # 95 would be equal: 96 is the first above
        (95, 100, {"more_than": "95 %"}, -1),
        (9, 100, {"less_than": "10 %"}, 0),  # 10 would be equal: 9 is the last below
        (10, 100, {"less_than": "10 %"}, -1),
        (9, 95, {"less_than": "10 %"}, 0),  # 9.5 is no whole number: 9 is below
    ],
)
def test_margin_in_cases(top: int, base: int, promised: dict[str, str], cases: int) -> None:
    """The denominator stays; strict senses take the nearest admissible whole number."""
    assert margin_in_cases(top, base, objective(**promised)) == cases


@pytest.mark.parametrize(
    ("top", "base", "low", "high"),
    [  # R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3
        (81, 263, 25.53, 36.62),
        (15, 148, 6.24, 16.05),
        (0, 20, 0.00, 16.11),
        (1, 29, 0.61, 17.18),
    ],
)
def test_wilson_published(top: int, base: int, low: float, high: float) -> None:
    """The interval is the one others published."""
    assert wilson(top, base) == pytest.approx((low, high), abs=0.005)


def test_wilson_bounds() -> None:
    """None and all of the cases give exact bounds."""
    assert wilson(0, 7)[0] == 0.0
    assert wilson(7, 7)[1] == 100.0


def test_conclusive() -> None:
    """A target inside the interval, bounds included, leaves the verdict inconclusive."""
    assert not conclusive(wilson(47, 50), objective(at_least="95 %"))  # 83.78 to 97.94
    assert conclusive(wilson(7, 12), objective(at_least="95 %"))
    assert not conclusive((90.0, 95.0), objective(at_least="95 %"))  # bounds included
    assert not conclusive((95.0, 99.0), objective(at_least="95 %"))


senses = st.sampled_from(SENSES)
targets = st.integers(0, 100)
values = st.fractions(0, 100, max_denominator=500)
counts = st.integers(1, 400).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))


@given(senses, targets, st.integers(0, 3), values, values)
def test_better_never_worsens(
    sense: str, target: int, tolerance: int, one: Fraction, other: Fraction
) -> None:
    """A better value never worsens a verdict."""
    promised = objective(f"{tolerance} points", **{sense: f"{target} %"})
    worse, better = sorted((one, other), key=lambda value: room(value, promised))
    assert RANK[judge(worse, promised)] <= RANK[judge(better, promised)]


@given(senses, targets, counts)
def test_cases_lack_where_not_met(sense: str, target: int, held: tuple[int, int]) -> None:
    """Cases lack exactly where the objective is not met."""
    promised = objective(**{sense: f"{target} %"})
    met = judge(percent(*held), promised) == "met"
    assert (margin_in_cases(*held, promised) >= 0) == met


@given(senses, targets, counts)
def test_missing_cases_would_meet(sense: str, target: int, held: tuple[int, int]) -> None:
    """With the missing cases the objective would be met."""
    top, base = held
    promised = objective(**{sense: f"{target} %"})
    lacking = margin_in_cases(top, base, promised)
    moved = top - lacking if sense in ("at_least", "more_than") else top + lacking
    if lacking < 0 and 0 <= moved <= base:
        assert judge(percent(moved, base), promised) == "met"


@given(counts)
def test_wilson_holds_the_share(held: tuple[int, int]) -> None:
    """The interval holds the share it is drawn around."""
    low, high = wilson(*held)
    assert 0 <= low <= float(percent(*held)) <= high <= 100


@given(counts)
def test_wilson_narrows(held: tuple[int, int]) -> None:
    """More cases tell more."""
    low, high = wilson(*held)
    closer_low, closer_high = wilson(4 * held[0], 4 * held[1])
    assert closer_high - closer_low < high - low
