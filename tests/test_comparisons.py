"""Comparisons: changes raw and on the common perimeter, chance, ranks and periods, by hand."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from scipy import stats

from qualstat.comparisons import Comparison, Comparisons, Rank
from qualstat.comparisons.ranking import rank
from qualstat.errors import UsageError
from qualstat.periods import Period, months_period, parse_quarter, year_period
from qualstat.pipeline import Request, compare
from qualstat.pipeline.comparison import shift
from qualstat.render.comparison.words import remarked, uncommon
from registers_by_hand import REFERENTIEL, ROOT, write


def call(site: str, day: str, outcome: str, n: int) -> str:
    return f"{site};{day} 10:00:00;standard;{outcome};5;5;{n}"


def letter(received: str, answered: str) -> str:
    return f"istres;;courriel;usager;demande;{received};{answered};"


def compared(
    folder: Path, registers: dict[str, list[str]], period: Period | None = None, *against: Period
) -> Comparisons:
    request = Request(REFERENTIEL, write(folder, registers), period=period or year_period(2018))
    return compare(request, against)


def one(found: Comparisons, indicator: str, site: str = "istres") -> Comparison:
    (held,) = (
        held for held in found.comparisons
        if (held.now.indicator.id, held.now.site) == (indicator, site)
    )  # fmt: skip
    return held


def test_a_change_is_measured_raw_and_on_the_common_months(tmp_path: Path) -> None:
    """2017 covers March alone (10 of 100 lost), 2018 February (40 of 100) and March (20 of 100).

    Raw: 60/200 - 10/100 = 20 points; on March: 20 - 10 = 10 points.
    """
    found = one(compared(tmp_path, {
        "appels-2017.csv": [call("istres", "15/03/2017", "perdu", 10),
                            call("istres", "15/03/2017", "repondu", 90)],
        "appels-2018.csv": [call("istres", "15/02/2018", "perdu", 40),
                            call("istres", "15/02/2018", "repondu", 60),
                            call("istres", "15/03/2018", "perdu", 20),
                            call("istres", "15/03/2018", "repondu", 80)],
    }), "appels-perdus")  # fmt: skip
    assert (found.raw, found.now.change, found.alike) == (20, 10, False)
    assert found.common.months == {12 * 2018 + 2}
    counts = found.common.now, found.common.before
    assert [(held.numerator, held.denominator) for held in counts] == [(20, 100), (10, 100)]
    assert found.direction == "worse"
    assert found.chance
    expected = stats.fisher_exact([[20, 80], [10, 90]]).pvalue
    assert found.chance.test == "fisher"
    assert found.chance.p == pytest.approx(expected)
    assert not found.chance.significant


def test_each_year_has_the_verdict_of_its_own_figure(tmp_path: Path) -> None:
    found = one(compared(tmp_path, {
        "appels-2017.csv": [call("istres", "15/03/2017", "perdu", 12),
                            call("istres", "15/03/2017", "repondu", 88)],
        "appels-2018.csv": [call("istres", "15/03/2018", "perdu", 10),
                            call("istres", "15/03/2018", "repondu", 90)],
    }), "appels-perdus")  # fmt: skip
    assert (found.now.verdict, found.before.verdict) == ("met", "missed")
    assert found.before.period == year_period(2017)
    assert (found.raw, found.now.change, found.alike, found.direction) == (-2, -2, True, "better")


def test_delays_are_told_apart_by_the_ranks_of_all_answers(tmp_path: Path) -> None:
    """Delays of 1 and 2 days against 3, 4 and 5, from Mondays: no delay is shared."""
    found = one(compared(tmp_path, {
        "courriers-2017.csv": [letter("06/03/2017", f"{day:02}/03/2017") for day in (9, 10, 13)],
        "courriers-2018.csv": [letter("05/03/2018", f"{day:02}/03/2018") for day in (6, 7)],
    }), "courriels-delai")  # fmt: skip
    assert (found.now.measure.value, found.before.measure.value) == (Fraction(3, 2), 4)
    assert (found.raw, found.direction) == (Fraction(-5, 2), "better")
    assert found.chance
    assert found.chance.test == "mann-whitney"
    expected = stats.mannwhitneyu([1, 2], [3, 4, 5], method="exact").pvalue
    assert found.chance.p == pytest.approx(expected) == pytest.approx(0.2)


def test_a_volume_is_a_full_count_that_no_test_judges(tmp_path: Path) -> None:
    rows = [f"istres;15/06/{year};point_numerique;;;{n}" for year, n in ((2018, 40), (2019, 50))]
    found = one(compared(tmp_path, {"visites.csv": rows}, year_period(2019)), "pn-usagers")
    assert (found.raw, found.now.change, found.chance) == (25, 25, None)
    assert found.direction == "none"  # more visitors are neither better nor worse


def test_without_a_common_month_nothing_is_compared(tmp_path: Path) -> None:
    days = ("15/03/2017", "15/04/2018", "16/04/2018")
    rows = [call("istres", day, "perdu", 1) for day in days]
    found = one(compared(tmp_path, {"appels.csv": rows}), "appels-perdus")
    assert (found.raw, found.now.change, found.chance) == (0, None, None)
    assert (found.common.months, found.direction) == (frozenset(), "none")


def test_common_months_without_a_case_on_one_side_are_not_called_uncommon(tmp_path: Path) -> None:
    """March is covered in both years, and has an e-mail in 2017 only; 2018 has its own in May."""
    held = compared(tmp_path, {"courriers.csv": [
        letter("06/03/2017", "07/03/2017"), letter("07/05/2018", "09/05/2018"),
        "istres;;courrier;usager;demande;06/03/2018;20/03/2018;",
    ]})  # fmt: skip
    found = one(held, "courriels-5j")
    assert (found.now.change, len(found.common.months)) == (None, 1)
    assert uncommon(found) == "not comparable: no case on one side in the months covered in both"


def test_quarters_follow_each_other(tmp_path: Path) -> None:
    """The second quarter of 2018 against the first: April against January, and so on."""
    rows = [call("istres", "15/01/2018", "perdu", 1), call("istres", "15/01/2018", "repondu", 3),
            call("istres", "15/04/2018", "perdu", 1), call("istres", "15/04/2018", "repondu", 1),
            call("istres", "15/05/2018", "perdu", 9)]  # fmt: skip
    second, first = parse_quarter("2018Q2"), parse_quarter("2018Q1")
    found = one(compared(tmp_path, {"appels.csv": rows}, second, first), "appels-perdus")
    assert found.before.period == first
    assert found.common.months == {12 * 2018 + 3}
    assert found.now.change == 25  # 1 of 2 against 1 of 4
    said = "on the months and sites known in both periods: 50% against 25%"
    assert said in remarked(found)  # one year, so not « both years »
    same = one(compared(tmp_path, {"appels.csv": rows}, first, second), "appels-perdus")
    assert (same.now.period, same.now.change) == (second, 25)  # the later with the earlier


def test_several_earlier_years(tmp_path: Path) -> None:
    rows = [call("istres", f"15/03/{year}", "perdu", n) for year, n in
            ((2017, 1), (2018, 1), (2019, 1))]  # fmt: skip
    rows += [call("istres", f"15/03/{year}", "repondu", n) for year, n in
             ((2017, 3), (2018, 1), (2019, 4))]  # fmt: skip
    found = compared(tmp_path, {"appels.csv": rows}, year_period(2019), year_period(2018),
                     year_period(2017))  # fmt: skip
    held = [one for one in found.comparisons
            if (one.now.indicator.id, one.now.site) == ("appels-aboutis", "istres")]  # fmt: skip
    assert [(one.before.period.start.year, one.now.change) for one in held] == [
        (2018, 30), (2017, 5),
    ]  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A period, an earlier one, and the months between them, None where they cannot be compared."""

    period: Period
    earlier: Period
    months: int | None


MARCH, TO_DECEMBER = 12 * 2018 + 2, months_period(12 * 2018 + 3, 12 * 2018 + 11)
SHIFTS = [
    Asked(year_period(2018), year_period(2015), 36),
    Asked(months_period(MARCH, MARCH), months_period(MARCH - 1, MARCH - 1), 1),
    Asked(months_period(MARCH, MARCH), year_period(2016), 24),
    Asked(parse_quarter("2018Q2"), year_period(2017), 12),
    Asked(TO_DECEMBER, year_period(2017), 12),
    Asked(TO_DECEMBER, TO_DECEMBER.earlier(24), 24),
    Asked(Period(date(2018, 4, 10), date(2018, 5, 3)), year_period(2017), 12),
    Asked(months_period(12 * 2017, 12 * 2018 + 11), year_period(2016), 12),
    Asked(year_period(2018), year_period(2018), None),
    Asked(year_period(2018), parse_quarter("2017Q1"), None),
    Asked(parse_quarter("2018Q2"), months_period(MARCH, MARCH), None),
    Asked(months_period(MARCH, MARCH), year_period(2018), None),
]


@pytest.mark.parametrize("asked", SHIFTS)
def test_what_can_be_compared(asked: Asked) -> None:
    if asked.months is None:
        with pytest.raises(UsageError) as refused:
            shift(asked.period, asked.earlier)
        assert refused.value.findings[0].file == "--with"
    else:
        assert shift(asked.period, asked.earlier) == asked.months


def test_sites_are_ranked_where_intervals_do_not_overlap(tmp_path: Path) -> None:
    """Lost of 100: 1 (interval 0.2 to 5.4), 50 (40.4 to 59.6) and 45 (35.6 to 54.8)."""
    rows = [call(site, "15/03/2018", outcome, n)
            for site, lost in (("aix", 1), ("arles", 50), ("istres", 45))
            for outcome, n in (("perdu", lost), ("repondu", 100 - lost))]  # fmt: skip
    found = compared(tmp_path, {"appels.csv": rows})
    ranks = [one(found, "appels-perdus", site).rank for site in ("aix", "arles", "istres")]
    assert ranks == [Rank(1, 1, 3), Rank(2, 3, 3), Rank(2, 3, 3)]
    assert one(found, "appels-perdus", "all").rank is None


def test_intervals_that_touch_are_not_told_apart() -> None:
    assert rank((0.0, 10.0), [(0.0, 10.0), (10.0, 20.0)], up=True) == Rank(1, 2, 2)


def test_the_samples_tell_what_got_worse_behind_a_smile() -> None:
    sites = ("aix", "arles", "istres")
    found = compare(Request(REFERENTIEL, ROOT / "samples", sites, year_period(2018)))
    held = {site: one(found, "appels-perdus", site) for site in sites}
    assert {one.direction for one in held.values()} == {"worse"}
    assert [held[site].now.verdict for site in sites] == ["met", "met", "missed"]
    assert all(one.chance and one.chance.significant for one in held.values())
    tables = {site: [[one.common.now.numerator,
                      one.common.now.denominator - one.common.now.numerator],
                     [one.common.before.numerator,
                      one.common.before.denominator - one.common.before.numerator]]
              for site, one in held.items()}  # fmt: skip
    for site, table in tables.items():
        p = held[site].chance
        assert p
        assert p.p == pytest.approx(stats.fisher_exact(table).pvalue, rel=1e-6, abs=1e-12)
