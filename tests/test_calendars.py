"""Calendars: the vectors of rule T4 written by hand, the table, and a naive loop (T4, T5)."""

import importlib.util
import subprocess
import sys
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import ModuleType

import holidays
import numpy as np
import pytest

from qualstat.calendars import TABLE, ZONES, Calendar, counted, cumulative
from qualstat.errors import UsageError
from qualstat.periods import day_number, day_of

TOOL = Path(__file__).parent.parent / "tools" / "holidays_table.py"
KINDS = ("working-days", "open-days", "calendar-days")
CODES = {
    "metropole": None, "alsace-moselle": "6AE", "guadeloupe": "971", "martinique": "972",
    "guyane": "973", "la-reunion": "974", "mayotte": "976", "saint-barthelemy": "BL",
    "saint-martin": "MF", "saint-pierre-et-miquelon": "PM", "nouvelle-caledonie": "NC",
    "polynesie-francaise": "PF", "wallis-et-futuna": "WF",
}  # fmt: skip

# received, answered, zone; working, open and calendar days; the same with the first day counted
VECTORS = """
2018-04-27 2018-05-09 metropole       6  8 12   7  9 13
2018-03-29 2018-04-03 metropole       2  3  5   3  4  6
2018-03-29 2018-04-03 alsace-moselle  1  2  5   2  3  6
2018-05-18 2018-05-25 metropole       4  5  7   5  6  8
2018-12-20 2019-01-03 metropole       8 10 14   9 11 15
2018-12-20 2019-01-03 alsace-moselle  7  9 14   8 10 15
2018-07-13 2018-07-20 metropole       5  5  7   6  6  8
2018-12-19 2018-12-24 la-reunion      2  3  5   3  4  6
2018-12-19 2018-12-24 metropole       3  4  5   4  5  6
2018-05-26 2018-05-28 metropole       1  1  2   1  2  3
2018-06-13 2018-06-13 metropole       0  0  0   1  1  1
2018-05-08 2018-05-08 metropole       0  0  0   0  0  1
""".strip().splitlines()


def number(text: str) -> int:
    """Read a day."""
    return day_number(date.fromisoformat(text))


def numbers(*texts: str) -> frozenset[int]:
    """Read days."""
    return frozenset(number(text) for text in texts)


def delay(calendar: Calendar, kind: str, received: int, answered: int) -> int:
    """Read a delay off a table wider than the span, so that the origin matters."""
    first = received - 40
    table = cumulative(calendar, kind, first, answered + 40)
    return int(table[answered - first] - table[received - first])


def delays(calendar: Calendar, received: str, answered: str) -> list[int]:
    """Compute a delay in every kind of days."""
    return [delay(calendar, kind, number(received), number(answered)) for kind in KINDS]


@pytest.mark.parametrize("vector", VECTORS)
def test_vectors_of_rule_t4(vector: str) -> None:
    """Delays written by hand, the day of receipt not counted, then counted."""
    received, answered, zone, *expected = vector.split()
    excluded = delays(Calendar(zone), received, answered)
    first, last = number(received), number(answered)
    included = [
        days + int(counted(Calendar(zone), kind, first, last)[0])
        for days, kind in zip(excluded, KINDS, strict=True)
    ]
    assert [*excluded, *included] == [int(days) for days in expected]


def test_closures_count_against_working_and_open_days_only() -> None:
    """Thursday, Friday and Saturday closed, then a closure on a Sunday and one on a holiday."""
    calendar = Calendar(
        closed=numbers("2018-06-14", "2018-06-15", "2018-06-16", "2018-06-17", "2018-05-08")
    )
    assert delays(Calendar(), "2018-06-13", "2018-06-20") == [5, 6, 7]
    assert delays(calendar, "2018-06-13", "2018-06-20") == [3, 3, 7]
    assert delays(calendar, "2018-04-27", "2018-05-09") == [6, 8, 12]


def test_a_holiday_can_be_added() -> None:
    """Good Friday in Martinique, by a local decision; an added Sunday changes nothing."""
    calendar = Calendar("martinique", added=numbers("2018-03-30", "2018-04-01"))
    assert delays(Calendar("martinique"), "2018-03-29", "2018-04-03") == [2, 3, 5]
    assert delays(calendar, "2018-03-29", "2018-04-03") == [1, 2, 5]


def test_a_holiday_can_be_removed() -> None:
    """Whit Monday worked; a removed Sunday stays a Sunday; an ordinary day stays as it is."""
    calendar = Calendar(removed=numbers("2018-05-21", "2018-05-20", "2018-05-22"))
    assert delays(calendar, "2018-05-18", "2018-05-25") == [5, 6, 7]


def test_a_removal_wins_over_an_addition_and_a_closure_over_both() -> None:
    """The same Wednesday, declared in several ways."""
    day = numbers("2018-06-13")
    span = ("2018-06-12", "2018-06-13")
    assert delays(Calendar(added=day, removed=day), *span) == [1, 1, 1]
    assert delays(Calendar(added=day, removed=day, closed=day), *span) == [0, 0, 1]


def test_whit_monday_is_a_holiday_but_where_the_law_had_it_worked() -> None:
    """The library leaves it out from 2005 to 2007 (law of 30 June 2004); the table follows it."""
    mondays = {"2004-05-31": 0, "2005-05-16": 1, "2006-06-05": 1, "2007-05-28": 1,
               "2008-05-12": 0, "2018-05-21": 0, "2026-05-25": 0}  # fmt: skip
    for monday, expected in mondays.items():
        sunday = str(date.fromisoformat(monday) - timedelta(days=1))
        assert delays(Calendar(), sunday, monday)[0] == expected, monday


@pytest.mark.parametrize(
    ("received", "answered", "expected"),
    [
        ("1999-11-10", "1999-11-12", [1, 1, 2]),  # Armistice, a Thursday
        ("2050-12-30", "2051-01-03", [2, 3, 4]),  # New Year's Day, a Sunday
        ("2051-05-05", "2051-05-12", [3, 4, 7]),  # Victory, a Monday; Ascension, a Thursday
        ("1999-12-31", "2000-01-04", [2, 2, 4]),  # New Year's Day, a Saturday
    ],
)
def test_years_outside_the_table_have_their_holidays(
    received: str, answered: str, expected: list[int]
) -> None:
    """The library answers where the table does not."""
    assert delays(Calendar(), received, answered) == expected


def test_years_that_the_library_does_not_know_are_refused() -> None:
    """No delay is computed as if there were no holidays; calendar days need none."""
    first, last = number("2200-01-01"), number("2200-01-31")
    with pytest.raises(UsageError, match="2200"):
        cumulative(Calendar(), "working-days", first, last)
    with pytest.raises(UsageError, match="not known"):
        counted(Calendar("guyane"), "open-days", number("2018-01-01"), last)
    assert counted(Calendar(), "calendar-days", first, last).sum() == 31


def test_an_unknown_zone_is_refused() -> None:
    """It would otherwise pass for métropole."""
    with pytest.raises(ValueError, match="'alsace' is none of metropole, alsace-moselle"):
        Calendar("alsace")


def test_a_calendar_is_a_value() -> None:
    """Equal calendars share one entry of a cache."""
    assert hash(Calendar(added=numbers("2018-03-30"))) == hash(
        Calendar("metropole", frozenset([number("2018-03-30")]))
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_has_one_entry_a_day(kind: str) -> None:
    """Also for one day, and for none."""
    day = number("2018-06-13")
    assert cumulative(Calendar(), kind, day, day).tolist() == [1]
    assert cumulative(Calendar(), kind, day, day - 1).tolist() == []
    assert cumulative(Calendar(), kind, day, day).dtype == np.int64


def test_the_library_is_not_imported_for_the_years_of_the_table() -> None:
    """Importing it costs as much as everything else in this room together."""
    script = """
import sys
from qualstat.calendars import Calendar, cumulative
for first in (10957, 10956):  # 2000-01-01, and the day before
    cumulative(Calendar("mayotte"), "working-days", first, 29584)
    print("holidays" in sys.modules)
"""
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


def tool() -> ModuleType:
    """Load the script that writes the table."""
    spec = importlib.util.spec_from_file_location("holidays_table", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_is_what_the_tool_writes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--check` passes on the shipped table, fails on an altered one and writes nothing."""
    script = tool()
    assert script.main(["--check"]) == 0
    altered = tmp_path / "holidays.csv"
    assert script.main(["--check"], altered) == 1
    altered.write_text(
        TABLE.read_text("utf-8").replace("2018-05-21;*;Lundi de Pentecôte\n", ""), "utf-8"
    )
    held = altered.read_bytes()
    assert script.main(["--check"], altered) == 1
    assert altered.read_bytes() == held
    assert "stale: run make holidays" in capsys.readouterr().out
    assert script.main([], altered) == 0
    assert altered.read_bytes() == TABLE.read_bytes()


@pytest.mark.parametrize("zone", ZONES)
def test_the_table_is_the_library_for_every_year(zone: str) -> None:
    """Read here without the program's code; Alsace stands for Alsace-Moselle."""
    rows = [line.split(";") for line in TABLE.read_text("utf-8").splitlines()[1:]]
    held = [(day, name) for day, zones, name in rows if zones == "*" or zone in zones.split("|")]
    known = holidays.country_holidays(
        "FR", subdiv=CODES[zone], years=range(2000, 2051), language="fr"
    )
    assert held == sorted((str(day), name.replace("; ", ", ")) for day, name in known.items())


def test_the_zones_are_those_of_the_rules() -> None:
    """Thirteen, in order."""
    assert list(CODES) == list(ZONES)


@cache
def public(zone: str, year: int) -> set[date]:
    """Ask the library for a year."""
    return set(holidays.country_holidays("FR", subdiv=CODES[zone], years=year))


def counts(calendar: Calendar, kind: str, day: int) -> bool:
    """Say whether a day counts, from the words of rule T4."""
    then = day_of(day)
    holiday = day in calendar.added or then in public(calendar.zone, then.year)
    off = (holiday and day not in calendar.removed) or day in calendar.closed
    last_weekday = {"working-days": 5, "open-days": 6, "calendar-days": 7}[kind]
    return kind == "calendar-days" or (then.isoweekday() <= last_weekday and not off)


@pytest.mark.parametrize("zone", ZONES)
def test_a_naive_loop_agrees(zone: str) -> None:
    """Random spans from 1990 to 2060, with random changes and closures."""
    draw = np.random.default_rng(2018 + list(ZONES).index(zone))
    for _ in range(12):
        first = int(draw.integers(number("1990-01-01"), number("2058-12-31")))
        last = first + int(draw.integers(0, 700))
        added, removed, closed = (
            frozenset(draw.integers(first - 5, last + 6, 25).tolist()) for _ in range(3)
        )
        official = {day_number(day) for day in public(zone, day_of(first).year)}
        calendar = Calendar(zone, added, removed | set(list(official)[::3]), closed)
        for kind in KINDS:
            expected = [counts(calendar, kind, day) for day in range(first, last + 1)]
            table = cumulative(calendar, kind, first, last)
            assert counted(calendar, kind, first, last).tolist() == expected
            for received, answered in np.sort(draw.integers(first, last + 1, (10, 2))).tolist():
                naive = sum(expected[received - first + 1 : answered - first + 1])
                assert table[answered - first] - table[received - first] == naive
