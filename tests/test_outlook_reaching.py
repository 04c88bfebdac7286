"""What is still possible, and what has to be held: by hand, and as properties of whole cases."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook_by_hand import ahead, figure
from qualstat.outlooks import Outlook

OVER = date(2018, 12, 31)


@dataclass(frozen=True)
class Case:
    """A figure so far, the cases expected, and what follows."""

    kind: str
    objective: str
    top: int
    base: int
    pending: int
    cases: int
    expected: tuple[str, int, Fraction, int]  # reach, spare, needed, needed cases


CASES = [
    # 9 of 150 lost and 60 to come: 10 % of 210 is 21, so 12 more; 12 of 60 is 20 %
    Case("lost", "at_most 10 %", 9, 150, 0, 60, ("open", 12, Fraction(20), 12)),
    # less than 10 % of 210 is 20 at most, so 11 more; ending exactly on 10 % would still be 20 %
    Case("lost", "less_than 10 %", 9, 150, 0, 60, ("open", 11, Fraction(20), 11)),
    # 45 of 50 in time, 2 pending, 28 to come: 95 % of 80 is 76, so 31 of 30
    Case("within", "at_least 95 %", 45, 50, 2, 28, ("out_of_reach", -1, Fraction(310, 3), 31)),
    # 46 of 50: 76 needs 30 of 30
    Case("within", "at_least 95 %", 46, 50, 2, 28, ("open", 0, Fraction(100), 30)),
    # more than 95 % of 80 is 77: 31 of 30 again
    Case("within", "more_than 95 %", 46, 50, 2, 28, ("out_of_reach", -1, Fraction(100), 31)),
    # 95 % of 81 is 76.95: 77 is 31 of 31; exactly on target is 30.95 of 31
    Case("within", "at_least 95 %", 46, 50, 2, 29, ("open", 0, Fraction(3095, 31), 31)),
    # 50 % of 12 is 6, and 8 are in time already
    Case("within", "at_least 50 %", 8, 10, 0, 2, ("secured", 4, Fraction(-100), -2)),
    # 50 % of 12 is 6: 1 lost and 2 to come cannot make more than 3
    Case("lost", "at_most 50 %", 1, 10, 0, 2, ("secured", 5, Fraction(250), 5)),
    # 2 lost of 10 against 10 % of 12, which is 1
    Case("lost", "at_most 10 %", 2, 10, 0, 2, ("out_of_reach", -1, Fraction(-40), -1)),
    # 44 days over 11 answers; under 5 days for 13 is 64 at most: 20 for 2; on target 21/2
    Case("delay", "less_than 5 d", 44, 11, 1, 1, ("open", 20, Fraction(21, 2), 20)),
    Case("delay", "at_most 5 d", 44, 11, 1, 1, ("open", 21, Fraction(21, 2), 21)),
    # 70 days over 11 answers: 65 were allowed for 13
    Case("delay", "at_most 5 d", 70, 11, 1, 1, ("out_of_reach", -5, Fraction(-5, 2), -5)),
    Case("delay", "at_least 5 d", 70, 11, 1, 1, ("secured", 5, Fraction(-5, 2), -5)),
    Case("delay", "at_least 5 d", 44, 11, 1, 1, ("open", -21, Fraction(21, 2), 21)),
]


@pytest.mark.parametrize("case", CASES)
def test_by_hand(case: Case) -> None:
    held = figure(case.kind, case.objective, case.top, case.base, pending=case.pending)
    found = ahead(held, case.cases)
    assert (found.reach, found.spare, found.needed, found.needed_cases) == case.expected
    assert found.final == case.base + case.pending + case.cases
    assert found.remaining == case.pending + case.cases


def test_a_period_that_is_over_keeps_the_margin_of_its_figure() -> None:
    found = ahead(figure("within", "at_least 95 %", 47, 50), 0, OVER)
    assert (found.reach, found.rest, found.final) == ("closed", None, 50)
    assert found.spare == found.figure.margin_cases == -1
    assert (found.needed, found.needed_cases) == (None, None)


def test_what_is_pending_stays_open_when_the_period_is_over() -> None:
    """47 of 50 in time and 10 pending: 95 % of 60 is 57, so all ten have to be."""
    found = ahead(figure("within", "at_least 95 %", 47, 50, pending=10), 0, OVER)
    assert (found.reach, found.rest, found.spare, found.needed_cases) == ("open", None, 0, 10)


def test_where_nothing_can_be_projected_nothing_is_said_of_the_end() -> None:
    found = ahead(figure("lost", "at_most 10 %", 9, 150), None)
    assert (found.reach, found.final, found.spare, found.remaining) == ("unknown", None, None, 0)


def test_no_case_so_far_and_some_to_come() -> None:
    found = ahead(figure("within", "at_least 95 %", 0, 0), 20)
    assert (found.reach, found.spare, found.needed, found.needed_cases) == ("open", 1, 95, 19)


def test_no_case_and_none_to_come() -> None:
    found = ahead(figure("within", "at_least 95 %", 0, 0), 0)
    assert (found.reach, found.final, found.spare) == ("closed", 0, None)


@pytest.mark.parametrize("state", ["missing", "not_monitored", "not_applicable"])
def test_what_is_absent_has_no_outlook(state: str) -> None:
    found = ahead(figure("lost", "at_most 10 %", 0, 0, state=state), 20)
    assert (found.reach, found.spare, found.final) == (None, None, None)


# ---- whole cases, counted one by one

SENSES = {
    "at_least": lambda top, bound: top >= bound,
    "more_than": lambda top, bound: top > bound,
    "at_most": lambda top, bound: top <= bound,
    "less_than": lambda top, bound: top < bound,
}


@dataclass(frozen=True)
class Drawn:
    """A rate, and whether a numerator at the end meets its objective."""

    found: Outlook
    sense: str
    percent: int

    @property
    def up(self) -> bool:
        """Whether more is better."""
        return self.sense in ("at_least", "more_than")

    def met(self, *, good: int) -> bool:
        """Whether so many good ones of the remaining cases meet the objective."""
        top = self.found.figure.measure.numerator or 0
        top += good if self.up else self.found.remaining - good
        return SENSES[self.sense](100 * top, self.percent * (self.found.final or 0))


@st.composite
def rates(draw: st.DrawFn) -> Drawn:
    base = draw(st.integers(1, 60))
    top, pending = draw(st.integers(0, base)), draw(st.integers(0, 5))
    cases = draw(st.integers(0 if pending else 1, 60))
    sense, percent = draw(st.sampled_from(sorted(SENSES))), draw(st.integers(0, 100))
    kind = "within" if sense in ("at_least", "more_than") else "lost"
    held = figure(kind, f"{sense} {percent} %", top, base, pending=pending)
    return Drawn(ahead(held, cases), sense, percent)


@given(rates())
def test_exactly_the_spare_meets_and_one_more_misses(drawn: Drawn) -> None:
    spare, remaining = drawn.found.spare, drawn.found.remaining
    assert spare is not None
    for bad in range(remaining + 1):
        assert drawn.met(good=remaining - bad) == (bad <= spare)


@given(rates())
def test_the_answer_is_what_every_end_says(drawn: Drawn) -> None:
    ends = {drawn.met(good=good) for good in range(drawn.found.remaining + 1)}
    expected = {(True,): "secured", (False,): "out_of_reach"}.get(tuple(ends), "open")
    assert drawn.found.reach == expected


@given(rates())
def test_the_needed_rate_ends_exactly_on_the_target(drawn: Drawn) -> None:
    found, needed = drawn.found, drawn.found.needed
    assert needed is not None
    end = (found.figure.measure.numerator or 0) + needed * found.remaining / 100
    assert 100 * end == drawn.percent * (found.final or 0)


@given(rates())
def test_reaching_the_needed_cases_meets_and_one_case_less_misses(drawn: Drawn) -> None:
    found, enough = drawn.found, drawn.found.needed_cases
    assert enough is not None
    if found.reach == "open":
        good = enough if drawn.up else found.remaining - enough
        assert drawn.met(good=good)
        assert not drawn.met(good=good - 1)


@given(st.integers(1, 30), st.integers(0, 300), st.integers(1, 30), st.integers(0, 20),
       st.sampled_from(["less_than", "at_most"]))  # fmt: skip
def test_the_days_left_meet_and_one_more_misses(
    base: int, top: int, cases: int, days: int, sense: str
) -> None:
    spare = ahead(figure("delay", f"{sense} {days} d", top, base), cases).spare
    assert spare is not None
    assert SENSES[sense](top + spare, days * (base + cases))
    assert not SENSES[sense](top + spare + 1, days * (base + cases))
