"""Months and years: what a total may be of, and nothing else."""

import pytest

from qualstat.sources.dates import date_form, plain


@pytest.mark.parametrize(
    ("form", "text", "day"),
    [
        ("mm/yyyy", "04/2018", "2018-04-01"),
        ("yyyy-mm", "2018-12", "2018-12-01"),
        ("mmmm aaaa", "août 2018", "2018-08-01"),
        ("yyyy", "2018", "2018-01-01"),
        ("mm/yyyy", "13/2018", None),
    ],
)
def test_a_month_or_a_year_is_its_first_day(form: str, text: str, day: str | None) -> None:
    assert date_form(form).spans
    assert plain(text, [date_form(form)]) == day
