"""The counting rules of rules.md, each on a register small enough to count by hand."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from registers_by_hand import computed, figure, found, months

EMAIL = "istres;{ref};courriel;collectivite;demande;{asked};{answered};"
# 2 January 2018 is a Tuesday: 5 working days later is Tuesday 9, 6 is Wednesday 10.
KNOWN_UNTIL_9 = EMAIL.format(ref="z", asked="09/01/2018", answered="09/01/2018")
KNOWN_UNTIL_10 = EMAIL.format(ref="z", asked="10/01/2018", answered="10/01/2018")


def emails(*rows: tuple[str, str, str]) -> list[str]:
    return [EMAIL.format(ref=ref, asked=asked, answered=answered) for ref, asked, answered in rows]


@pytest.mark.parametrize(
    ("rows", "counts"),  # numerator, denominator, pending, overdue
    [
        (emails(("1", "02/01/2018", "09/01/2018")), (1, 1, 0, 0)),  # on the fifth day
        (emails(("1", "02/01/2018", "10/01/2018")), (0, 1, 0, 0)),  # on the sixth
        ([*emails(("1", "02/01/2018", "")), KNOWN_UNTIL_9], (1, 1, 1, 0)),  # not yet due
        ([*emails(("1", "02/01/2018", "")), KNOWN_UNTIL_10], (1, 2, 0, 1)),  # overdue: a failure
        (emails(("1", "02/01/2018", "02/01/2018")), (1, 1, 0, 0)),  # the same day: 0
    ],
    ids=["fifth day", "sixth day", "pending", "overdue", "same day"],
)
def test_c1_reply_rate(tmp_path: Path, rows: list[str], counts: tuple[int, ...]) -> None:
    held = figure(computed(tmp_path, {"courriers.csv": rows}), "collectivites-courriels-5j").measure
    assert (held.numerator, held.denominator, held.pending, held.overdue) == counts


def test_c2_delay_with_its_quantiles_and_unanswered(tmp_path: Path) -> None:
    """1, 2, 3 and 6 days: mean 3, median 2.5, p90 = 3 + 0.7 x 3 = 5.1 (Hyndman-Fan 7)."""
    rows = emails(
        ("1", "02/01/2018", "03/01/2018"), ("2", "02/01/2018", "04/01/2018"),
        ("3", "02/01/2018", "05/01/2018"), ("4", "02/01/2018", "10/01/2018"),
        ("5", "02/01/2018", ""),
    )  # fmt: skip
    scorecard = computed(tmp_path, {"courriers.csv": rows})
    held = figure(scorecard, "collectivites-courriels-delai").measure
    assert (held.value, held.numerator, held.denominator, held.pending) == (3, 12, 4, 1)
    assert (held.median, held.p90) == (Fraction(5, 2), Fraction(51, 10))


def test_c3_lost_calls(tmp_path: Path) -> None:
    rows = [
        f"istres;02/01/2018 09:00;{line};{outcome};{wait};;{count}"
        for line, outcome, wait, count in (
            ("standard", "repondu", "3", "7"), ("standard", "perdu", "", "2"),
            ("standard", "perdu", "4", ""), ("standard", "ferme", "", "4"),
            ("standard", "dissuade", "", "5"), ("svi", "repondu", "", "1"),
        )
    ]  # fmt: skip
    scorecard = computed(tmp_path, {"appels.csv": rows})
    standard, svi = (figure(scorecard, f"appels-perdus{one}").measure for one in ("", "-svi"))
    assert (standard.value, standard.numerator, standard.denominator) == (30, 3, 10)
    assert standard.excluded == 9
    assert (standard.pending, standard.overdue) == (None, None)
    assert (svi.value, svi.denominator, svi.excluded) == (0, 1, 0)


def test_c4_c5_c6_visits(tmp_path: Path) -> None:
    rows = [
        "istres;02/05/2018;point_numerique;aboutie;tres_satisfait;3",
        "istres;02/05/2018;point_numerique;non_aboutie;;",
        "istres;02/05/2018;point_numerique;;pas_satisfait;2",
        "istres;02/05/2018;information;aboutie;satisfait;40",
    ]
    scorecard = computed(tmp_path, {"visites.csv": rows})
    people, asking, done, happy = (
        figure(scorecard, f"pn-{one}").measure
        for one in ("usagers", "infos", "teleprocedures", "satisfaction")
    )
    assert (people.value, people.denominator, asking.value) == (6, None, 40)
    assert (done.numerator, done.denominator, done.excluded) == (3, 4, 2)
    assert (happy.numerator, happy.denominator, happy.excluded) == (3, 5, 1)
    (account,) = scorecard.accounts
    assert (account.read, account.counted) == (4, 4)  # C10 counts rows


def test_c7_appointments_two_delays(tmp_path: Path) -> None:
    """Asked on Tuesday 2, given on Monday 8 (4), held on Tuesday 16 (10), then 17 (11)."""
    rows = [
        "istres;1;collectivite;02/01/2018;08/01/2018;16/01/2018;",
        "istres;2;collectivite;02/01/2018;09/01/2018;17/01/2018;",
    ]
    scorecard = computed(tmp_path, {"rendez-vous.csv": rows})
    for indicator, numerator in (("rdv-4j", 1), ("rdv-10j", 1)):
        held = figure(scorecard, indicator).measure
        assert (held.numerator, held.denominator) == (numerator, 2)
    assert figure(scorecard, "rdv-4j-delai").measure.value == Fraction(9, 2)
    assert figure(scorecard, "rdv-10j-delai").measure.value == Fraction(21, 2)
    # The day of the appointment lies ahead of all that is known (T3).
    assert scorecard.source.as_of["appointments"] == date(2018, 1, 9)


def test_c8_totals_add_numerators_and_denominators(tmp_path: Path) -> None:
    """1/1 and 0/3 make 1/4, not 50 %."""
    rows = emails(("1", "02/01/2018", "03/01/2018"))
    rows += [
        one.replace("istres", "aix")
        for one in emails(*((str(n), "02/02/2018", "02/03/2018") for n in range(3)))
    ]
    scorecard = computed(tmp_path, {"courriers.csv": rows})
    total = figure(scorecard, "collectivites-courriels-5j", "all")
    assert (total.measure.value, total.coverage.covered) == (25, 2)


def test_d1_the_fullest_then_the_last_row_wins(tmp_path: Path) -> None:
    june = emails(
        ("1", "04/06/2018", ""), ("2", "04/06/2018", "29/06/2018"), ("3", "01/06/2018", "")
    )
    july = emails(
        ("1", "04/06/2018", "05/06/2018"), ("2", "04/06/2018", ""), (" 3 ", "04/06/2018", "")
    )
    again = emails(("3", "05/06/2018", ""), ("4", "05/07/2018", "06/07/2018"))
    scorecard = computed(
        tmp_path,
        {"courriers-6.csv": june, "courriers-7.csv": july, "courriers-10.csv": again},
        months("2018-06", "2018-06"),
    )
    held = figure(scorecard, "collectivites-courriels-5j").measure
    assert (held.numerator, held.denominator, held.overdue) == (1, 3, 1)
    (account,) = scorecard.accounts
    assert (account.read, account.superseded, account.counted, account.outside) == (8, 4, 3, 1)
    pairs = [
        (one.file, one.line, dict(one.found.values)["by"]) for one in found(scorecard, "superseded")
    ]
    assert sorted(pairs) == [
        ("courriers-6.csv", 2, "courriers-7.csv"),
        ("courriers-6.csv", 4, "courriers-10.csv"),
        ("courriers-7.csv", 3, "courriers-6.csv"),
        ("courriers-7.csv", 4, "courriers-10.csv"),
    ]


def test_d1_rows_of_one_reference_that_are_unlike_are_said(tmp_path: Path) -> None:
    """Once by the date, once by the public; the rows that only add an answer are alike."""
    first = emails(
        ("1", "02/02/2018", "05/02/2018"), ("2", "12/06/2018", ""), ("3", "12/06/2018", "")
    )
    second = emails(("1", "12/06/2018", "30/06/2018"), ("3", "12/06/2018", "13/06/2018"))
    second += emails(("2", "12/06/2018", "13/06/2018"))
    second[2] = second[2].replace("collectivite", "usager")
    scorecard = computed(tmp_path, {"courriers-1.csv": first, "courriers-2.csv": second})
    (said,) = found(scorecard, "unlike-rows")
    assert (said.file, said.line, said.count) == ("courriers-1.csv", 2, 2)
    assert (said.found.values["line"], said.found.values["by"]) == (2, "courriers-2.csv")


def test_d1_numbers_restart_each_year_and_belong_to_a_site(tmp_path: Path) -> None:
    rows = emails(("1", "29/12/2017", "02/01/2018"), ("1", "02/01/2018", "03/01/2018"))
    rows += [rows[1].replace("istres", "aix"), *emails(("", "03/01/2018", "03/01/2018"))] * 2
    (account,) = computed(tmp_path, {"courriers.csv": rows}).accounts
    assert (account.read, account.superseded, account.counted, account.outside) == (6, 1, 4, 1)


def test_d2_the_same_content_is_read_once(tmp_path: Path) -> None:
    row = ["istres;02/01/2018 09:00;standard;repondu;;;"]
    scorecard = computed(tmp_path, {"a/appels.csv": row, "b/appels.csv": row})
    assert scorecard.accounts[0].read == 1
    (said,) = found(scorecard, "same-content")
    assert said.file == "b/appels.csv"
    both = "the same content: a/appels.csv and b/appels.csv, read once"
    assert str(said.found) == both  # neither is called the copy


def test_d3_overlapping_files_count_both_and_say_so(tmp_path: Path) -> None:
    call = "istres;0{day}/01/2018 09:00;standard;{outcome};;;"
    first = [call.format(day=day, outcome="repondu") for day in (2, 2, 3, 4)]
    second = [
        call.format(day=day, outcome=one)
        for day, one in ((2, "repondu"), (3, "perdu"), (5, "perdu"))
    ]
    scorecard = computed(tmp_path, {"appels-1.csv": first, "appels-2.csv": second})
    assert figure(scorecard, "appels-perdus").measure.denominator == 7
    (overlap,) = found(scorecard, "overlap")
    assert overlap.file == "appels-2.csv"
    said = dict(overlap.found.values)
    assert (said["same"], said["start"], said["end"]) == (1, date(2018, 1, 2), date(2018, 1, 3))


def test_d3_files_of_another_century_overlap_too(tmp_path: Path) -> None:
    row = "prefecture;02/01/1931 09:00;standard;{};;;"
    one, other = [row.format("repondu")], [row.format("perdu")] * 2
    scorecard = computed(tmp_path, {"appels-1.csv": one, "appels-2.csv": other})
    (overlap,) = found(scorecard, "overlap")
    assert (overlap.found.values["same"], overlap.found.values["start"]) == (0, date(1931, 1, 2))


def test_t3_a_date_far_ahead_does_not_say_what_is_known(tmp_path: Path) -> None:
    rows = [*emails(("1", "02/01/2018", ""), ("2", "05/01/2018", "08/01/2018")),
            *emails(("3", "02/01/2028", ""), ("4", "09/01/2018", ""))]  # fmt: skip
    scorecard = computed(tmp_path, {"courriers.csv": rows})
    assert scorecard.source.as_of["mail"] == date(2018, 1, 9)
    (far,) = found(scorecard, "far-ahead")
    assert (far.file, far.line, far.column) == ("courriers.csv", 4, "recu_le")
    (account,) = scorecard.accounts
    assert (account.counted, account.outside) == (3, 1)


@pytest.mark.parametrize(("last", "said"), [("09/02/2018", 0), ("10/02/2018", 1)])
def test_t3_a_last_date_that_stands_alone_is_said(tmp_path: Path, last: str, said: int) -> None:
    """9 February is 31 days after 9 January, 10 February 32."""
    rows = emails(("1", "08/01/2018", "09/01/2018"), ("2", last, ""))
    scorecard = computed(tmp_path, {"courriers.csv": rows})
    assert [one.line for one in found(scorecard, "lone-last-date")] == [3] * said


def test_t3_a_lone_record_says_what_is_known(tmp_path: Path) -> None:
    scorecard = computed(tmp_path, {"courriers.csv": emails(("1", "02/01/2018", "05/03/2018"))})
    assert scorecard.source.as_of["mail"] == date(2018, 3, 5)
    assert not found(scorecard, "far-ahead")


def test_t3_366_days_before_is_near_enough(tmp_path: Path) -> None:
    near = emails(("1", "01/01/2017", ""), ("2", "02/01/2018", ""))
    far = emails(("1", "01/01/2017", ""), ("2", "03/01/2018", ""))
    assert computed(tmp_path / "a", {"courriers.csv": near}).source.as_of["mail"] == date(
        2018, 1, 2
    )
    assert computed(tmp_path / "b", {"courriers.csv": far}).source.as_of["mail"] == date(2017, 1, 1)


def test_as_of_replays_an_earlier_day(tmp_path: Path) -> None:
    rows = emails(("1", "02/01/2018", "09/01/2018"), ("2", "10/01/2018", "10/01/2018"))
    scorecard = computed(tmp_path, {"courriers.csv": rows}, as_of=date(2018, 1, 8))
    found_ = figure(scorecard, "collectivites-courriels-5j")
    assert (found_.measure.state, found_.measure.pending) == ("no_case", 1)
    assert "as-of-replay" in found_.notes
    assert found_.as_of == date(2018, 1, 8)


def test_a1_five_states(tmp_path: Path) -> None:
    rows = emails(("1", "02/01/2018", "03/01/2018"))
    scorecard = computed(tmp_path, {"courriers.csv": rows}, months("2018-01", "2018-03"))
    states = {
        ("istres", "collectivites-courriels-5j"): "measured",
        ("istres", "reclamations-15j"): "no_case",
        ("aix", "reclamations-15j"): "missing",
        ("istres", "pn-usagers"): "not_monitored",
        ("prefecture", "reclamations-15j"): "not_applicable",
    }
    for (site, indicator), state in states.items():
        assert figure(scorecard, indicator, site).measure.state == state
    empty = figure(scorecard, "reclamations-15j", "aix")
    assert (empty.measure.value, empty.verdict, empty.measure.pending) == (None, None, None)


def test_a2_partial_period(tmp_path: Path) -> None:
    rows = [f"istres;02/{month:02}/2018;point_numerique;;;" for month in (2, 4, 6)]
    people = figure(computed(tmp_path, {"visites.csv": rows}), "pn-usagers")
    assert people.measure.value == 2  # February is not followed
    held = people.coverage
    assert (held.start, held.end) == (date(2018, 4, 1), date(2018, 6, 30))
    assert (held.covered, held.expected) == (2, 12)
    assert "partial" in people.notes


def test_k1_change_on_the_months_covered_in_both_years(tmp_path: Path) -> None:
    """2017 holds March only: March 2018 (0/1) is compared with it (1/1), not the year (1/2)."""
    rows = emails(("1", "01/03/2017", "02/03/2017"), ("2", "02/01/2018", "03/01/2018"),
                  ("3", "01/03/2018", "30/03/2018"))  # fmt: skip
    found_ = figure(computed(tmp_path, {"courriers.csv": rows}), "collectivites-courriels-5j")
    assert (found_.measure.value, found_.previous.value) == (50, 100)
    assert (found_.change, found_.trend) == (-100, "down")
    assert "perimeter" in found_.notes


def test_k1_volumes_change_in_percent(tmp_path: Path) -> None:
    rows = [f"istres;02/05/{year};point_numerique;;;{n}" for year, n in ((2018, 4), (2019, 5))]
    scorecard = computed(tmp_path, {"visites.csv": rows}, months("2019-01", "2019-12"))
    people = figure(scorecard, "pn-usagers")
    assert (people.previous.value, people.change, people.trend) == (4, 25, "up")


def test_v1_v4_verdict_travels_with_the_figure(tmp_path: Path) -> None:
    """47 of 50 against 95 %: near, inconclusive, one e-mail short."""
    rows = emails(*((str(n), "02/01/2018", "03/01/2018") for n in range(47)),
                  *((str(n), "02/01/2018", "30/01/2018") for n in range(47, 50)))  # fmt: skip
    found_ = figure(computed(tmp_path, {"courriers.csv": rows}), "collectivites-courriels-5j")
    assert (found_.verdict, found_.conclusive) == ("near", False)
    assert (found_.margin, found_.margin_cases) == (-1, -1)
    assert found_.late == (type(found_.late[0])(12 * 2018, 20, 3),)
