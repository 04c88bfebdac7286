"""Trends: months, rolling figures, marks, provisional months and changes, by hand."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from scipy import stats

from qualstat.errors import UsageError
from qualstat.periods import Period, last_day, months_period, year_period
from qualstat.pipeline import Request, trend
from qualstat.render.trend.words import year
from qualstat.trends import Point, Trend, Trends
from registers_by_hand import REFERENTIEL, ROOT, months, write
from second_engine import compute, read
from spoiled_referentiel import spoiled
from test_samples_second_engine import registers_in

JANUARY = 12 * 2018


def calls(site: str, month: str, lost: int, answered: int) -> list[str]:
    return [f"{site};15/{month} 10:00:00;standard;{outcome};5;5;{n}"
            for outcome, n in (("perdu", lost), ("repondu", answered)) if n]  # fmt: skip


END = "istres;31/12/2018 10:00:00;svi;repondu;5;5;1"  # the register is known to the year's end


def asked(  # noqa: PLR0913  # what a request asks
    folder: Path,
    registers: dict[str, list[str]],
    indicator: str,
    period: Period | None = None,
    *sites: str,
    as_of: date | None = None,
    referentiel: Path = REFERENTIEL,
) -> Trends:
    return trend(Request(
        referentiel, write(folder, registers), sites or ("istres",), period or year_period(2018),
        as_of=as_of, indicators=(indicator,),
    ))  # fmt: skip


def only(found: Trends) -> Trend:
    (one,) = found.trends
    return one


def rolled(point: Point) -> tuple[int | None, int | None]:
    return point.rolling.measure.numerator, point.rolling.measure.denominator


def test_rolling_figures_add_what_twelve_months_count(tmp_path: Path) -> None:
    """Lost of 10 in each month from January 2017: 1, 2, 3, ... 24 thirds; sums, never means.

    Month i (from 1) loses i of i + 10. To December 2018: 13 + ... + 24 = 222 of 222 + 120.
    """
    rows = [
        row
        for i in range(1, 25)
        for row in calls("istres", f"{(i - 1) % 12 + 1:02}/{2017 + (i - 1) // 12}", i, 10)
    ]
    found = only(asked(tmp_path, {"appels.csv": rows}, "appels-perdus"))
    assert [one.month for one in found.points] == list(range(JANUARY, JANUARY + 12))
    expected = [(sum(range(i - 11, i + 1)), sum(range(i - 11, i + 1)) + 120)
                for i in range(13, 25)]  # fmt: skip
    assert [rolled(one) for one in found.points] == expected
    assert expected[-1] == (222, 342)
    assert found.points[-1].rolling.measure.value == Fraction(22200, 342)
    held = [(one.figure.measure.numerator, one.figure.measure.denominator) for one in found.points]
    assert held == [(i, i + 10) for i in range(13, 25)]
    assert found.points[0].figure.verdict == "missed"  # 13 of 23 against at most 10 %


def test_rolling_figures_are_the_second_engine_s() -> None:
    """Each of 24 months, of four indicators of two sites and of all, over the samples."""
    registers = read({path: data.decode() for path, data in registers_in(ROOT / "samples").items()})
    names = ("appels-perdus", "collectivites-courriels-5j", "collectivites-courriers-delai",
             "pn-usagers")  # fmt: skip
    found = trend(Request(REFERENTIEL, ROOT / "samples", (), months("2017-01", "2018-12"),
                          indicators=names))  # fmt: skip
    assert len(found.trends) == len(names) * 5
    for place in (0, 4, 11, 14, 23):
        last = last_day(12 * 2017 + place)
        end = date(last.year + last.month // 12, last.month % 12 + 1, 1)
        expected = compute(registers, start=date(end.year - 1, end.month, 1), end=end)
        for one in found.trends:
            held = one.points[place].rolling.measure
            same = expected[one.site, one.indicator.id]
            assert (held.state, held.numerator, held.denominator, held.value) == (
                same.state, same.numerator, same.denominator, same.value,
            )  # fmt: skip


def test_an_absence_is_no_value_and_no_rolling_figure_after_the_last_month(tmp_path: Path) -> None:
    rows = [*calls("istres", "01/2018", 1, 9), *calls("istres", "03/2018", 3, 7)]
    rows.append(END.replace("31/12", "30/03"))  # a Friday
    found = only(asked(tmp_path, {"appels.csv": rows}, "appels-perdus"))
    states = [one.figure.measure.state for one in found.points]
    assert states == ["measured", "missing", "measured", *["missing"] * 9]
    assert [one.level for one in found.points[:4]] == [10, None, 20, None]
    assert found.last.month == JANUARY + 2
    assert (found.search.lack, found.search.months, found.search.cases) == ("months", 2, 20)


def test_a_month_with_answers_to_come_is_provisional_and_left_out(tmp_path: Path) -> None:
    """On 20 March a letter of the 19th may still be answered, those of January may not."""
    rows = [f"istres;;courriel;usager;demande;{day};{answer};" for day, answer in
            (("08/01/2018", "09/01/2018"), ("09/01/2018", ""), ("19/03/2018", ""),
             ("19/03/2018", "20/03/2018"))]  # fmt: skip
    found = only(asked(tmp_path, {"courriers.csv": rows}, "courriels-5j"))
    january, march = found.points[0], found.points[2]
    assert (january.provisional, march.provisional) == (False, True)
    assert (january.figure.measure.overdue, march.figure.measure.pending) == (1, 1)
    assert (found.search.left_out, found.search.months) == (1, 1)


def test_a_month_not_known_to_its_end_is_provisional(tmp_path: Path) -> None:
    rows = calls("istres", "05/2018", 1, 9) + calls("istres", "06/2018", 1, 9)
    registers = {"appels.csv": rows}
    found = only(asked(tmp_path, registers, "appels-perdus", as_of=date(2018, 6, 20)))
    assert [one.provisional for one in found.points[4:7]] == [False, True, False]
    assert found.points[6].figure.measure.value is None
    known = {"appels.csv": [*rows, END.replace("31/12", "29/06")]}  # a Friday: 30 is no working day
    assert not only(asked(tmp_path, known, "appels-perdus")).points[5].provisional
    known = {"appels.csv": [*rows, END.replace("31/12", "28/06")]}
    assert only(asked(tmp_path, known, "appels-perdus")).points[5].provisional


def test_marks_have_letters_in_their_months() -> None:
    found = trend(Request(REFERENTIEL, ROOT / "samples", ("prefecture",), year_period(2018),
                          indicators=("pn-usagers",)))  # fmt: skip
    held = only(found)
    kinds = [(one.letter, one.mark.month - JANUARY + 1, one.mark.kind) for one in held.marks]
    assert kinds == [("A", 4, "followed"), ("B", 7, "count")]
    assert [one.letters for one in held.points] == ["", "", "", "A", "", "", "B", *[""] * 5]
    assert held.search.lack == "months"  # nine months of a volume


def test_a_change_put_in_is_found_with_its_p_and_the_mark_beside_it(tmp_path: Path) -> None:
    """5 of 100 lost until June 2018, 25 from July on; works are declared in July."""
    works = """breaks:
  - month: 2018-07
    label: travaux
    source: note
    headings: [accueil-telephonique]
"""
    text = (REFERENTIEL / "sites/istres.yaml").read_text("utf-8").replace("breaks:\n", works, 1)
    changed = spoiled(tmp_path, {"sites/istres.yaml": text})
    rows = [
        row
        for i in range(1, 13)
        for row in calls("istres", f"{i:02}/2018", 25 if i > 6 else 5, 75 if i > 6 else 95)
    ]
    registers = {"appels.csv": [*rows, END]}
    found = only(asked(tmp_path / "data", registers, "appels-perdus", referentiel=changed))
    held = found.search
    assert held.found is not None
    assert (held.method, held.tried, held.found.month) == ("fisher", 7, JANUARY + 6)
    assert (held.found.before.value, held.found.after.value) == (5, 25)
    assert (held.found.after.counts.numerator, held.found.after.counts.denominator) == (150, 600)
    assert [one.mark.label for one in held.found.nearby] == ["travaux"]
    assert held.p is not None
    assert held.p >= 7 * stats.fisher_exact([[150, 450], [30, 570]]).pvalue


def test_the_last_twelve_months_are_told_from_the_twelve_before(tmp_path: Path) -> None:
    rows = [row for year, lost in ((2017, 2), (2018, 4)) for i in range(1, 13)
            for row in calls("istres", f"{i:02}/{year}", lost, 20 - lost)]  # fmt: skip
    found = only(asked(tmp_path, {"appels.csv": rows}, "appels-perdus"))
    assert found.common is not None
    assert found.chance is not None
    assert (found.common.now.numerator, found.common.before.numerator) == (48, 24)
    expected = stats.fisher_exact([[48, 192], [24, 216]]).pvalue
    assert found.chance.p == pytest.approx(expected)
    assert found.last.rolling.change == 10


def test_the_twelve_months_before_may_share_months_without_a_case(tmp_path: Path) -> None:
    """March is covered in both years: by the standard in 2017, by the IVR alone in 2018."""
    rows = [*calls("istres", "03/2017", 1, 9), *calls("istres", "05/2018", 1, 9),
            "istres;15/03/2018 10:00:00;svi;repondu;5;5;1"]  # fmt: skip
    found = only(asked(tmp_path, {"appels.csv": rows}, "appels-perdus"))
    assert (found.last.rolling.change, found.chance) == (None, None)
    why = "no case on one side in the months covered in both years."
    assert year(found)[1:] == [f"The twelve months before cannot be compared: {why}"]


def test_a_volume_changes_its_level(tmp_path: Path) -> None:
    rows = [f"istres;15/{i:02}/2019;point_numerique;;;{100 if i < 7 else 30}" for i in range(1, 13)]
    found = only(asked(tmp_path, {"visites.csv": rows}, "pn-usagers", year_period(2019)))
    assert found.search.found is not None
    assert found.search.found.month == 12 * 2019 + 6
    assert (found.search.found.before.value, found.search.found.after.value) == (100, 30)
    assert found.points[5].level == 100  # six months covered
    assert found.points[11].level == 65


def test_several_sites_have_a_trend_each_and_one_together(tmp_path: Path) -> None:
    rows = calls("istres", "01/2018", 1, 9) + calls("aix", "01/2018", 2, 8)
    found = asked(tmp_path, {"appels.csv": rows}, "appels-perdus", None, "istres", "aix")
    assert [one.site for one in found.trends] == ["aix", "istres", "all"]
    assert rolled(found.trends[2].points[0]) == (3, 20)
    assert found.trends[2].marks == ()


def test_without_an_indicator_each_one_that_the_site_follows(tmp_path: Path) -> None:
    folder = write(tmp_path, {"appels.csv": calls("prefecture", "01/2018", 1, 9)})
    found = trend(Request(REFERENTIEL, folder, ("prefecture",), year_period(2018)))
    names = {one.indicator.id for one in found.trends}
    assert "pn-usagers" in names
    assert not names & {"appels-perdus", "rdv-10j"}  # never followed there


def test_parts_of_months_are_kept(tmp_path: Path) -> None:
    rows = calls("istres", "06/2018", 1, 9)
    period = Period(date(2018, 5, 10), date(2018, 6, 14))
    found = only(asked(tmp_path, {"appels.csv": rows}, "appels-perdus", period))
    assert [one.figure.period.start.day for one in found.points] == [10, 1]
    assert found.points[1].figure.measure.value is None  # the calls came on the 15th


def test_no_register_has_no_last_year(tmp_path: Path) -> None:
    folder = write(tmp_path, {"appels.csv": []})
    with pytest.raises(UsageError):
        trend(Request(REFERENTIEL, folder, indicators=("appels-perdus",)))
    period = months_period(JANUARY, JANUARY)
    held = only(trend(Request(REFERENTIEL, folder, ("istres",), period,
                              indicators=("appels-perdus",))))  # fmt: skip
    assert held.search.lack == "none"


def test_months_whose_slow_answers_are_to_come_are_left_out_of_a_delay(tmp_path: Path) -> None:
    """Each month two letters: one answered in a week, one three months later.

    Known to 31 December: the slow ones of October to December are unanswered, and so young that
    only the quick ones of these months are known.
    """
    rows = []
    for month in range(1, 13):
        late = f"28/{month + 3:02}/2018" if month < 10 else ""
        start = f"courriel;usager;demande;02/{month:02}/2018"
        rows.append(f"istres;a{month};{start};09/{month:02}/2018;x")
        rows.append(f"istres;b{month};{start};{late};x")
    rows.append("istres;z;courrier;usager;demande;03/12/2018;31/12/2018;x")
    found = only(asked(tmp_path, {"courriers.csv": rows}, "courriels-delai"))
    assert (found.search.left_out, found.search.months) == (3, 9)
