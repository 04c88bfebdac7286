"""Numbers of exports: tables by hand, and numbers written, then read back."""

from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualstat.sources.numbers import UNITS, between, number, seconds

NBSP, NARROW = "\u00a0", "\u202f"
ARABIC = "١٢"


@pytest.mark.parametrize(
    ("text", "decimal", "expected"),
    [
        ("12", "", "12"),
        (" 12 ", "", "12"),
        (f"12{NBSP}", "", "12"),
        ("12,5", "", "12.5"),
        ("12.5", "", "12.5"),
        ("12.50", "", "12.5"),
        ("12,00", "", "12"),
        ("007", "", "7"),
        ("0", "", "0"),
        ("000,10", "", "0.1"),
        ("100", "", "100"),
        ("-5", "", "-5"),
        ("-0,0", "", "0"),
        ("-0,5", "", "-0.5"),
        ("1,234", "", "1.234"),  # a decimal: nothing says that commas group
        ("1,234", ",", "1.234"),
        ("1,234", ".", "1234"),
        ("1.234", ",", "1234"),
        ("1.234,5", ",", "1234.5"),
        ("1,234.5", ".", "1234.5"),
        ("1 234 567,25", ",", "1234567.25"),
        (f"1{NBSP}234,5", ",", "1234.5"),
        (f"1{NARROW}234,5", ",", "1234.5"),
        ("1'234.5", ".", "1234.5"),
        ("1’234.5", ".", "1234.5"),
        ("-12 345", ".", "-12345"),
        ("1234,5", ",", "1234.5"),
    ],
)
def test_a_number_is_written_in_plain_digits(text: str, decimal: str, expected: str) -> None:
    assert number(text, decimal=decimal) == expected


@pytest.mark.parametrize(
    ("text", "decimal"),
    [
        ("", ""), ("-", ""), ("n/a", ""), ("1e3", ""), ("+5", ""), ("1_000", ""), (",5", ""),
        ("5,", ""), ("1.2.3", ""), ("1,2,3", ""), ("1 234", ""), ("1'234", ""), ("1.234,5", ""),
        ("12 %", ""), ("12 €", ""), ("12s", ""), ("- 5", ""), ("--5", ""), (ARABIC, ""),
        ("1 23", ","), ("1 2345", ","), ("1234 567", ","), (" ,5", ","), ("1  234", ","),
        ("1.234 567", ","), ("12.5", ","), ("1,2,3", ","),
        ("12,5", "."), ("1,5", "."), ("1 234,5", "."), ("1.234.567", "."), ("0" * 41, ""),
    ],
)  # fmt: skip
def test_what_is_only_nearly_a_number_is_none(text: str, decimal: str) -> None:
    assert number(text, decimal=decimal) is None


@pytest.mark.parametrize(
    ("text", "factor", "expected"),
    [
        ("2,5", 1000, "2500"),
        ("-2.5", 2, "-5"),
        ("0.1", 3, "0.3"),  # in floating point 0.30000000000000004
        ("1", Fraction(1, 1000), "0.001"),
        ("1500", Fraction(1, 1000), "1.5"),
        ("3", Fraction(1, 8), "0.375"),
        ("123456789012345678901234567890", 10, "1234567890123456789012345678900"),
        ("0", 1000, "0"),
        ("-0", 1000, "0"),
        ("0.00", Fraction(1, 1000), "0"),
    ],
)
def test_a_factor_multiplies_exactly(text: str, factor: Fraction | int, expected: str) -> None:
    assert number(text, factor=factor) == expected


def test_a_factor_that_no_decimal_writes_is_refused() -> None:
    with pytest.raises(ValueError, match="factor"):
        number("1", factor=Fraction(1, 3))


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("90", "s", "90"),
        ("90,5", "s", "90.5"),
        ("1500", "ms", "1.5"),
        ("1", "ms", "0.001"),
        ("2,5", "min", "150"),
        ("0.1", "min", "6"),
        ("1.5", "h", "5400"),
        ("-1", "min", "-60"),
        ("0:01:30", "h:mm:ss", "90"),
        ("00:01:30", "h:mm:ss", "90"),
        (" 1:30:00 ", "h:mm:ss", "5400"),
        ("26:00:00", "h:mm:ss", "93600"),  # 26 * 3,600
        ("00:01:30.5", "h:mm:ss", "90.5"),
        ("00:01:30,50", "h:mm:ss", "90.5"),
        ("00:00:00.000", "h:mm:ss", "0"),
        ("01:30", "mm:ss", "90"),
        ("1:30", "mm:ss", "90"),
        ("90:05", "mm:ss", "5405"),  # 90 * 60 + 5
        ("01:30.25", "mm:ss", "90.25"),
        ("00:01:30", "mm:ss", "90"),
        ("01:00:30.5", "mm:ss", "3630.5"),  # 3,600 + 30.5
    ],
)
def test_a_duration_is_given_in_seconds(text: str, unit: str, expected: str) -> None:
    assert seconds(text, unit) == expected


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("01:30", "h:mm:ss"), ("90", "h:mm:ss"), ("0:60:00", "h:mm:ss"), ("0:00:60", "h:mm:ss"),
        ("0:1:30", "h:mm:ss"), ("1:00:01:30", "h:mm:ss"), ("-0:01:30", "h:mm:ss"),
        ("1:60", "mm:ss"), ("1:5", "mm:ss"), ("90", "mm:ss"), (":30", "mm:ss"), ("01:30x", "mm:ss"),
        ("0:01:30", "s"), ("01:30", "min"), ("0:00:01." + "0" * 40, "h:mm:ss"),
        *(("", unit) for unit in UNITS), *(("1 min", unit) for unit in UNITS),
    ],
)  # fmt: skip
def test_what_is_no_duration_of_the_unit_is_none(text: str, unit: str) -> None:
    assert seconds(text, unit) is None


def test_a_duration_in_numbers_follows_the_decimal_of_its_column() -> None:
    assert seconds("1.500", "ms", decimal=",") == "1.5"
    assert seconds("1.500", "ms", decimal=".") == "0.0015"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("2018-01-05 10:00:00", "2018-01-05 10:01:30", "90"),
        ("2018-01-05 23:59:50", "2018-01-06 00:00:05", "15"),
        ("2018-01-05 10:00:03", "2018-01-05 10:00:00", "-3"),
        ("2018-01-05 10:00:00", "2018-01-05 10:00:00", "0"),
        ("2018-01-05 10:00:00Z", "2018-01-05 11:00:30+01:00", "30"),
        ("2018-10-28 02:59:00+02:00", "2018-10-28 02:00:00+01:00", "60"),  # summer time ends
        ("13:57:02", "13:58:13", "71"),
        ("13:57:02", "13:56:59", "-3"),
        ("23:59:50", "00:00:05", "15"),
        ("2018-01-05 13:57:02", "13:58:13", "71"),
        ("2018-01-05 13:57:02+01:00", "13:58:13", "71"),
        ("2018-01-05 13:57:02", "13:57:00", "-2"),
        ("2018-12-31 23:59:50", "00:00:05", "15"),
        ("2018-01-05 12:00:00", "00:00:00", "-43200"),  # twelve hours, and not more
        ("2018-01-05 12:00:01", "00:00:00", "43199"),  # 24 h less 12 h and 1 s
        ("", "2018-01-05 10:00:00", ""),
        ("2018-01-05 10:00:00", " ", ""),
        ("", "", ""),
        ("2018-01-05", "2018-01-05 10:00:00", None),
        ("2018-01-05 10:00:00", "2018-01-05", None),
        ("2018-01-05", "10:00:00", None),
        ("2018-01-05 10:00:00Z", "2018-01-05 10:00:00", None),
        ("2018-01-05 10:00:00", "2018-01-05 10:00:00+01:00", None),
        ("10:00:00", "2018-01-05 10:00:00", None),
        ("n/a", "2018-01-05 10:00:00", None),
        ("2018-01-05 10:00:00", "25:00:00", None),
    ],
)
def test_the_seconds_between_two_moments(first: str, second: str, expected: str | None) -> None:
    assert between(first, second) == expected


AMOUNTS = st.decimals(-(10**9), 10**9, places=3)


def grouped(amount: Decimal, mark: str, decimal: str) -> str:
    """Write a number as `1 234,500`."""
    return f"{amount:,.3f}".translate({ord(","): mark, ord("."): decimal})


@given(AMOUNTS, st.sampled_from([(",", "."), (".", ","), (",", NARROW), (".", "'"), (",", " ")]))
def test_a_number_that_was_written_is_read_back(amount: Decimal, marks: tuple[str, str]) -> None:
    decimal, mark = marks
    found = number(grouped(amount, mark, decimal), decimal=decimal)
    assert found is not None
    assert Decimal(found) == amount
    assert not found.endswith((".", "0")) or "." not in found


@given(AMOUNTS, st.sampled_from(["0.001", "0.5", "7", "60", "1000", "86400"]))
def test_a_product_is_the_decimal_one(amount: Decimal, factor: str) -> None:
    found = number(f"{amount:f}", factor=Fraction(factor))
    assert found == (f"{(amount * Decimal(factor)).normalize():f}" if amount else "0")


@given(st.integers(0, 10**7))
def test_a_duration_that_was_written_is_read_back(total: int) -> None:
    minutes, rest = divmod(total, 60)
    assert seconds(f"{minutes // 60}:{minutes % 60:02}:{rest:02}", "h:mm:ss") == str(total)
    assert seconds(f"{minutes}:{rest:02}", "mm:ss") == str(total)


@given(
    st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001 civil times
    st.integers(-100_000, 100_000),
)
def test_a_lapse_is_what_was_added(first: datetime, lapse: int) -> None:
    second = first + timedelta(seconds=lapse)
    form = "{:%Y-%m-%d %H:%M:%S}"
    assert between(form.format(first), form.format(second)) == str(lapse)
