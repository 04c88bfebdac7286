"""Projections by hand: the same days of last year, scaled; else the pace so far."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from shutil import copytree

import pytest

from qualstat.outlooks import Outlook, Outlooks
from qualstat.outlooks.projecting import cut
from qualstat.periods import Period, year_period
from qualstat.pipeline import Request, outlook
from registers_by_hand import REFERENTIEL, write

SEPTEMBER = date(2018, 9, 30)


def calls(day: str, n: int, *, lost: int = 0, site: str = "istres") -> list[str]:
    held = (("repondu", n - lost), ("perdu", lost))
    return [f"{site};{day} 10:00:00;standard;{what};5;5;{count}" for what, count in held if count]


def letter(received: str, answered: str = "") -> str:
    return f"istres;;courriel;usager;demande;{received};{answered};"


def looked(
    folder: Path, registers: dict[str, list[str]], as_of: date | None = SEPTEMBER,
    period: Period | None = None,
) -> Outlooks:  # fmt: skip
    asked = period or year_period(2018)
    return outlook(Request(REFERENTIEL, write(folder, registers), period=asked, as_of=as_of))


def one(found: Outlooks, indicator: str, site: str = "istres") -> Outlook:
    (held,) = (
        held for held in found.outlooks
        if (held.figure.indicator.id, held.figure.site) == (indicator, site)
    )  # fmt: skip
    return held


LAST_YEAR = [*calls("15/03/2017", 100), *calls("15/10/2017", 30), *calls("15/12/2017", 10)]


def test_the_same_days_of_last_year_times_how_this_one_compares(tmp_path: Path) -> None:
    """150 calls by September against 100: 40 in the last quarter of 2017 make 60."""
    rows = [*LAST_YEAR, *calls("15/03/2018", 149, lost=9), *calls("30/09/2018", 1)]
    # September 2017 is not covered: the call of September 2018 does not enter the scale
    rows += calls("17/11/2017", 4)
    found = one(looked(tmp_path, {"appels.csv": rows}), "appels-perdus")
    assert found.projection
    assert found.projection.scale == Fraction(149, 100)
    assert found.projection.methods == ("outlook-last-year",)
    assert found.projection.cases == 66  # 44 times 1.49 is 65.56
    assert found.rest == Period(date(2018, 10, 1), date(2018, 12, 31))
    assert (found.final, found.spare) == (216, 12)  # 21 may be lost, and 9 are


def test_a_month_of_last_year_without_data_leaves_the_pace(tmp_path: Path) -> None:
    """November 2017 is not covered; 90 calls in the 30 days of September make 92 * 3."""
    rows = [*LAST_YEAR, *calls("10/09/2018", 89), *calls("30/09/2018", 1)]
    found = one(looked(tmp_path, {"appels.csv": rows}), "appels-perdus")
    assert found.projection
    assert (found.projection.methods, found.projection.scale) == (("outlook-pace",), None)
    assert found.projection.cases == 276


def test_the_rest_of_the_month_is_told_by_its_days(tmp_path: Path) -> None:
    """Known up to 12 September: of September 2017, the calls from the 13th on."""
    rows = [*calls("12/09/2017", 10), *calls("13/09/2017", 5),
            *(row for month in (10, 11, 12) for row in calls(f"01/{month}/2017", 1)),
            *calls("12/09/2018", 20), *calls("13/09/2018", 999)]  # fmt: skip
    found = one(looked(tmp_path, {"appels.csv": rows}, date(2018, 9, 12)), "appels-perdus")
    assert found.rest == Period(date(2018, 9, 13), date(2018, 12, 31))
    assert found.projection
    assert (found.projection.scale, found.projection.cases) == (2, 16)
    assert found.figure.measure.denominator == 20


def test_the_register_itself_ends_before_the_day_asked_for(tmp_path: Path) -> None:
    """Nothing is known after 30 June: the second half of the year remains, 184 days at 2 a day."""
    rows = [*calls("01/06/2018", 59), *calls("30/06/2018", 1)]
    found = one(looked(tmp_path, {"appels.csv": rows}), "appels-perdus")
    assert (found.known, found.rest and found.rest.start) == (date(2018, 6, 30), date(2018, 7, 1))
    assert found.projection
    assert found.projection.cases == 368


def test_what_is_pending_remains_and_is_no_case_to_come(tmp_path: Path) -> None:
    """Two letters in time and one pending on 28 September; as many came last year, and one more."""
    days = [("03/09/{}", "04/09/{}"), ("10/09/{}", "11/09/{}"), ("28/09/{}", "")]
    rows = [letter(first.format(year), last.format(year) if last else "")
            for year in (2017, 2018) for first, last in days]  # fmt: skip
    rows += [letter(f"02/{month}/2017", f"03/{month}/2017") for month in (10, 11, 12)]
    found = one(looked(tmp_path, {"courriers.csv": rows}, date(2018, 9, 28)), "courriels-5j")
    assert (found.figure.measure.denominator, found.figure.measure.pending) == (2, 1)
    assert found.projection
    assert (found.projection.scale, found.projection.cases) == (1, 3)
    assert (found.remaining, found.final) == (4, 6)
    delay = one(looked(tmp_path, {}, date(2018, 9, 28)), "courriels-delai")
    assert (delay.remaining, delay.final) == (4, 6)


def test_less_than_half_a_case_is_one_and_none_is_none(tmp_path: Path) -> None:
    rows = [letter("01/03/2017", "01/03/2017")] * 3
    rows += [letter("01/03/2018", "01/03/2018"), letter("03/10/2017", "03/10/2017")]
    # the register of November and December 2017 holds letters of another kind
    rows += [f"istres;;courrier;usager;demande;02/{month}/2017;;" for month in (11, 12)]
    found = one(looked(tmp_path, {"courriers.csv": rows}, date(2018, 3, 1)), "courriels-5j")
    assert found.projection
    assert found.projection.methods == ("outlook-pace",)  # April to September 2017 is not covered
    rows += [f"istres;;courrier;usager;demande;02/{month:02}/2017;;" for month in range(4, 10)]
    found = one(looked(tmp_path, {"courriers.csv": rows}, date(2018, 3, 1)), "courriels-5j")
    assert found.projection
    assert (found.projection.scale, found.projection.cases) == (Fraction(1, 3), 1)
    assert found.projection.methods == ("outlook-last-year",)


def test_the_pace_counts_what_is_pending_too(tmp_path: Path) -> None:
    """One letter in time and two pending in the 28 days of September known: 94 days remain."""
    rows = [letter("03/09/2018", "04/09/2018"), letter("28/09/2018"), letter("27/09/2018")]
    found = one(looked(tmp_path, {"courriers.csv": rows}, date(2018, 9, 28)), "courriels-5j")
    assert found.projection
    assert (found.projection.methods, found.projection.cases) == (("outlook-pace",), 10)


def test_a_site_that_stops_following_expects_nothing_more(tmp_path: Path) -> None:
    """Istres follows calls up to October: of the last quarter of 2017, October's alone come."""
    declared = tmp_path / "referentiel"
    copytree(REFERENTIEL, declared)
    site = declared / "sites" / "istres.yaml"
    since = "    since: 2017-01\n"
    text = site.read_text("utf-8")
    assert since in text
    site.write_text(text.replace(since, since + "    until: 2018-10\n", 1), "utf-8")
    rows = [*calls("15/09/2017", 10), *calls("15/09/2018", 10),
            *(row for n in (10, 11, 12) for row in calls(f"01/{n}/2017", n))]  # fmt: skip
    data = write(tmp_path / "data", {"appels.csv": rows})
    asked = Request(declared, data, period=year_period(2018), as_of=SEPTEMBER)
    found = one(outlook(asked), "appels-perdus")
    assert found.projection
    assert found.projection.cases == 10


def test_sites_add_up(tmp_path: Path) -> None:
    """Istres as last year, Arles at its pace, Aix unknown: the total adds what is known."""
    rows = [*calls("15/09/2017", 10), *calls("15/09/2018", 20), *calls("30/09/2018", 10),
            *(row for month in (10, 11, 12) for row in calls(f"01/{month}/2017", 1)),
            *calls("01/09/2018", 30, site="arles")]  # fmt: skip
    found = looked(tmp_path, {"appels.csv": rows})
    cases = {site: one(found, "appels-perdus", site).projection for site in ("istres", "arles")}
    assert [held and held.cases for held in cases.values()] == [9, 92]
    assert one(found, "appels-perdus", "aix").reach is None
    total = one(found, "appels-perdus", "all")
    assert total.projection
    assert (total.projection.cases, total.projection.scale) == (101, None)
    assert set(total.projection.methods) == {"outlook-last-year", "outlook-pace"}


def test_several_sites_have_no_scale_in_common(tmp_path: Path) -> None:
    rows = [row for site in ("istres", "arles") for row in (
        *calls("15/09/2017", 10, site=site), *calls("15/09/2018", 10, site=site),
        *(row for month in (10, 11, 12) for row in calls(f"01/{month}/2017", 1, site=site)),
    )]  # fmt: skip
    total = one(looked(tmp_path, {"appels.csv": rows}), "appels-perdus", "all").projection
    assert total
    assert (total.cases, total.methods, total.scale) == (6, ("outlook-last-year",), None)


def test_a_year_that_is_over_expects_nothing(tmp_path: Path) -> None:
    rows = [*calls("15/03/2018", 50, lost=5), *calls("31/12/2018", 50, lost=5)]
    found = one(looked(tmp_path, {"appels.csv": rows}, None), "appels-perdus")
    assert (found.reach, found.rest, found.final, found.spare) == ("closed", None, 100, 0)


def test_what_a_site_does_not_follow_yet_has_no_outlook(tmp_path: Path) -> None:
    """The digital points are followed from April on."""
    rows = ["istres;15/03/2018;point_numerique;;satisfait;9"]
    found = looked(tmp_path, {"visites.csv": rows}, date(2018, 3, 31), Period(
        date(2018, 1, 1), date(2018, 3, 31)
    ))  # fmt: skip
    assert one(found, "pn-satisfaction").reach is None


def test_without_an_objective_there_is_no_outlook(tmp_path: Path) -> None:
    found = looked(tmp_path, {"appels.csv": calls("15/03/2018", 1)})
    assert found.unpromised == ("pn-usagers", "pn-infos", "pn-teleprocedures")
    assert not {held.figure.indicator.id for held in found.outlooks} & set(found.unpromised)


def test_no_register_holds_a_row(tmp_path: Path) -> None:
    asked = Request(REFERENTIEL, write(tmp_path, {"appels.csv": []}))
    assert outlook(asked).outlooks == ()
    found = looked(tmp_path, {})
    assert {held.reach for held in found.outlooks} == {None}


@pytest.mark.parametrize(
    ("known", "first"),
    [
        (date(2018, 9, 30), date(2017, 10, 1)),
        (date(2018, 9, 12), date(2017, 9, 13)),
        (date(2017, 12, 31), date(2017, 1, 1)),
    ],
)
def test_the_days_of_last_year_that_stand_for_the_rest(known: date, first: date) -> None:
    assert cut(year_period(2018), known).rest_before == Period(first, date(2017, 12, 31))


def test_no_day_of_last_year_stands_twice_in_a_leap_year() -> None:
    held = cut(year_period(2020), date(2020, 2, 28))
    assert held.gone
    assert held.rest_before
    assert held.gone.earlier(12).end == date(2019, 2, 28)
    assert held.rest_before.start == date(2019, 3, 1)
