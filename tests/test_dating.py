"""Years and months of day numbers, against the calendar of the standard library."""

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qualstat.periods import day_number, month_of
from qualstat.tallies.dating import first_days, months, years

# of one year, where each day has many rows, or of any, a mistyped one included
DAYS = st.one_of(
    st.lists(st.dates(date(1969, 12, 30), date(1970, 2, 2)), min_size=40), st.lists(st.dates())
)


@given(DAYS)
def test_as_the_calendar_has_them(days: list[date]) -> None:
    numbers = np.array([day_number(day) for day in days], np.int32)
    assert years(numbers).tolist() == [day.year for day in days]
    assert months(numbers).tolist() == [month_of(day) for day in days]
    assert first_days(numbers).tolist() == [day_number(day.replace(day=1)) for day in days]
