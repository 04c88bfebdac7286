"""Numbers and dates as a reader sees them, worked by hand."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualstat.periods import Period, months_period, year_period
from qualstat.render import numbers
from qualstat.render.sparkline import extremes, sparkline

JUNE = 12 * 2018 + 5
values = st.fractions(0, 100, max_denominator=10_000)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (Fraction(12834225, 1_000_000), 6, "12.834225"),
        (Fraction(7, 12) * 100, 6, "58.333333"),
        (Fraction(5, 10**7), 6, "0.000001"),  # a half goes away from zero
        (Fraction(-5, 10**7), 6, "-0.000001"),
        (Fraction(-4, 10**7), 6, "0"),  # never -0
        (Fraction(100), 6, "100"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(-5, 2), 0, "-3"),
    ],
)
def test_plain(value: Fraction, decimals: int, text: str) -> None:
    """Rounding is half away from zero, without forced zeros."""
    assert numbers.plain(value, decimals) == text


def test_french_and_english() -> None:
    """French takes a comma and narrow no-break spaces, English a point and commas."""
    assert numbers.number(20769, "fr") == "20\u202f769"
    assert numbers.number(20769, "en") == "20,769"
    assert numbers.rate(Fraction(2400, 187), "fr") == "12,83\u00a0%"
    assert numbers.rate(Fraction(2400, 187), "en") == "12.83%"
    assert numbers.days(Fraction(278, 100), "fr") == "2,78\u00a0j"
    assert numbers.days(Fraction(278, 100), "en") == "2.78\u00a0d"
    assert numbers.number(Fraction(-3, 2), "fr") == "\u22121,5"


@pytest.mark.parametrize(
    ("value", "target", "text"),
    [
        (Fraction(94996, 1000), 95, "94.996%"),  # two decimals would say 95%
        (Fraction(949999, 10_000), 95, "94.9999%"),
        (Fraction(95), 95, "95%"),
        (Fraction(9401, 100), 95, "94.01%"),
        (Fraction(99999, 1000), 75, "99.999%"),  # not everything
        (Fraction(1, 1000), 10, "0.001%"),  # not nothing
    ],
)
def test_never_onto_a_bound(value: Fraction, target: int, text: str) -> None:
    """A figure never shows as a target, 0 or 100 % that it does not equal."""
    assert numbers.rate(value, "en", target=Fraction(target)) == text


@given(values, st.integers(1, 99))
def test_side_of_the_target(value: Fraction, target: int) -> None:
    """What is shown stands on the same side of the target as the value."""
    shown = Fraction(numbers.rate(value, "en", target=Fraction(target)).rstrip("%"))
    assert (shown > target) == (value > target)
    assert (shown == target) == (value == target)


@given(values)
def test_near_the_value(value: Fraction) -> None:
    """What is shown is within half a hundredth of the value."""
    shown = Fraction(numbers.rate(value, "en").rstrip("%"))
    assert abs(shown - value) <= Fraction(1, 200)


@pytest.mark.parametrize(
    ("value", "unit", "french", "english"),
    [
        (Fraction(743, 100), "%", "+7,43\u00a0pts", "+7.43\u00a0pts"),
        (Fraction(-1), "%", "\u22121\u00a0pt", "\u22121\u00a0pt"),
        (Fraction(3, 2), "%", "+1,5\u00a0pt", "+1.5\u00a0pts"),  # French: singular under two
        (Fraction(-61, 50), "d", "\u22121,22\u00a0j", "\u22121.22\u00a0d"),
        (Fraction(25, 2), "count", "+12,5\u00a0%", "+12.5%"),
        (Fraction(1, 1000), "%", "+0,001\u00a0pt", "+0.001\u00a0pts"),  # a change, however small
    ],
)
def test_change(value: Fraction, unit: str, french: str, english: str) -> None:
    """A change has its sign: points for rates, days for delays, % for volumes."""
    assert numbers.change(value, unit, "fr") == french
    assert numbers.change(value, unit, "en") == english


@pytest.mark.parametrize(
    ("period", "french", "english"),
    [
        (year_period(2018), "2018", "2018"),
        (months_period(JUNE, JUNE), "juin\u00a02018", "June\u00a02018"),
        (months_period(JUNE - 2, JUNE), "T2\u00a02018", "Q2\u00a02018"),
        (months_period(JUNE - 2, JUNE + 6), "avril-déc.\u00a02018", "Apr-Dec\u00a02018"),
        (months_period(JUNE + 6, JUNE + 7), "déc.\u00a02018-janv.\u00a02019",
         "Dec\u00a02018-Jan\u00a02019"),
        (months_period(12 * 2017, 12 * 2018 + 11), "2017\u20132018", "2017\u20132018"),
        (Period(date(2018, 4, 1), date(2018, 4, 15)), "01/04/2018\u00a0– 15/04/2018",
         "1\u00a0Apr\u00a02018\u00a0– 15\u00a0Apr\u00a02018"),
    ],
)  # fmt: skip
def test_period(period: Period, french: str, english: str) -> None:
    """A period has the name people give it."""
    assert numbers.period(period, "fr") == french
    assert numbers.period(period, "en") == english


def test_span() -> None:
    """Covered months read as in the report: « avril-déc. »."""
    assert numbers.span(12 * 2018 + 3, 12 * 2018 + 11, "fr") == "avril-déc."
    assert numbers.span(12 * 2018 + 6, 12 * 2018 + 6, "en") == "Jul"


def test_sparkline() -> None:
    """Bars stand on zero, the highest fills the height, and a gap is no low bar."""
    months = [Fraction(0), None, Fraction(5), Fraction(10)]
    assert sparkline(months) == "▁·▅█"
    assert sparkline(months, plain=True) == "1.58"
    assert sparkline([Fraction(0), Fraction(0)]) == "▁▁"
    assert sparkline([Fraction(99), Fraction(100)]) == "██"  # a small change looks small
    assert sparkline([None] * 12) == ""


@given(st.lists(st.one_of(st.none(), values), min_size=1, max_size=12))
def test_sparkline_holds_every_month(months: list[Fraction | None]) -> None:
    """Each month has one character, and a higher month never a lower bar."""
    drawn = sparkline(months, plain=True)
    assert len(drawn) == (len(months) if any(one is not None for one in months) else 0)
    pairs = [(value, bar) for value, bar in zip(months, drawn, strict=False) if value is not None]
    assert [bar for _, bar in sorted(pairs)] == sorted(bar for _, bar in pairs)


def test_extremes() -> None:
    """The lowest and highest months are dated from the last one; of equals, the first."""
    months = (Fraction(3), None, Fraction(1), Fraction(1))
    assert extremes(months, JUNE) == ((JUNE - 1, Fraction(1)), (JUNE - 3, Fraction(3)))
    assert extremes((None, Fraction(2), Fraction(2)), JUNE) is None
