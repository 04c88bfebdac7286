"""Hypotheses: how they are typed, what they give, and what no register could show."""

from fractions import Fraction

import pytest
from msgspec.structs import replace

from outlook_by_hand import figure
from qualstat.cli.asked import what_if
from qualstat.errors import UsageError
from qualstat.outlooks import WhatIf
from qualstat.outlooks.what_if import hypothesis
from qualstat.scorecards import Figure


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("courriels-5j +2", WhatIf("courriels-5j", 2)),
        ("  appels-perdus   -3 ", WhatIf("appels-perdus", -3)),
        ("appels-perdus −3", WhatIf("appels-perdus", -3)),
        ("courriels-5j +2/+3", WhatIf("courriels-5j", 2, 3)),
        ("courriels-5j +0/-1", WhatIf("courriels-5j", 0, -1)),
        ("courriels-delai -4d", WhatIf("courriels-delai", -4, days=True)),
        ("courriels-delai -4 j/+1", WhatIf("courriels-delai", -4, 1, days=True)),
    ],
)
def test_what_is_typed(text: str, expected: WhatIf) -> None:
    assert what_if(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "courriels-5j", "+2", "courriels-5j 2", "courriels-5j 3/5", "courriels-5j +2/3",
     "courriels-5j +2%", "courriels-5j +1.5", "courriels-5j+2", "courriels-5j +2 +3",
     "courriels-5j +٢", "courriels-5j +1234567890"],
)  # fmt: skip
def test_what_is_not_understood_names_the_form(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        what_if(text)
    (found,) = refused.value.findings
    assert (found.rule, found.file) == ("usage", "--what-if")
    assert "courriels-5j +2" in str(found.expected)


FIGURES = {
    "within": figure("within", "at_least 95 %", 47, 50, pending=2),
    "lost": figure("lost", "at_most 10 %", 24, 187),
    "delay": figure("delay", "less_than 5 d", 60, 12),
    "without": figure("lost", "", 1, 4),
    "volume": figure("volume", "", 3, 0, state="missing"),
    "empty": figure("within", "at_least 95 %", 0, 0),
    "absent": figure("within", "at_least 95 %", 0, 0, state="missing"),
}


def supposed(text: str) -> Figure:
    found = hypothesis(what_if(text), FIGURES)
    assert found.before is FIGURES[what_if(text).indicator]
    return found.after


def test_one_more_in_time_meets_what_lacked_by_one() -> None:
    """48 of 50 is 96 %, met by none to spare: 95 % of 50 is 47.5, so 48."""
    before, after = FIGURES["within"], supposed("within +1")
    assert (before.verdict, before.margin_cases) == ("missed", -1)
    assert (after.measure.value, after.verdict, after.margin_cases) == (96, "met", 0)
    assert (after.measure.numerator, after.measure.denominator) == (48, 50)
    assert after.measure.pending == 2
    assert after.margin == 1


def test_the_interval_is_that_of_the_cases_supposed() -> None:
    """Wilson at 95 % for 18 of 187, by another writing: the roots of (p - q)^2 = z^2 q(1-q)/n."""
    after = supposed("lost -6")
    assert after.interval
    assert (after.verdict, after.margin_cases) == ("met", 0)
    for bound in after.interval:
        share = bound / 100
        assert (18 / 187 - share) ** 2 == pytest.approx(
            1.959963984540054**2 * share * (1 - share) / 187
        )
    assert after.conclusive is False


def test_the_denominator_moves_only_where_it_is_said() -> None:
    after = supposed("within +2/+3")
    assert after.measure.value == Fraction(4900, 53)
    assert supposed("within +0/-2").measure.value == Fraction(4700, 48)


def test_days_are_taken_off_a_mean() -> None:
    """60 days over 12 answers is 5, not less than 5; 59 is."""
    assert FIGURES["delay"].verdict == "near"
    after = supposed("delay -1d")
    assert (after.measure.value, after.verdict) == (Fraction(59, 12), "met")
    assert supposed("delay +0d/+1").measure.value == Fraction(60, 13)


def test_a_figure_without_case_or_objective_can_be_supposed_too() -> None:
    assert supposed("empty +1/+1").measure.value == 100
    after = supposed("without +1")
    assert (after.measure.value, after.verdict, after.margin_cases) == (50, "none", None)


def test_nothing_that_was_compared_or_told_is_kept() -> None:
    """Neither a change nor a quantile is that of the cases supposed."""
    held = FIGURES["delay"]
    told = replace(held, change=Fraction(1), trend="up", common=(Fraction(5), Fraction(4)),
        months=(Fraction(5),) * 12,
        measure=replace(held.measure, median=Fraction(4), p90=Fraction(9)),
    )  # fmt: skip
    after = hypothesis(what_if("delay -1d"), {"delay": told}).after
    assert (after.change, after.trend, after.common, after.months) == (None, None, None, ())
    assert (after.measure.median, after.measure.p90) == (None, None)
    assert after.notes[-1] == "hypothesis"


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("within +4", "51 cases of 50", "47 of 50"),
        ("within -48", "-1 cases of 50", "47 of 50"),
        ("within +0/-50", "47 cases of 0", "47 of 50"),
        ("empty +1", "1 cases of 0", "0 of 0"),
        ("delay -61d", "-1 days over 12", "60 over 12"),
        ("delay +0d/-12", "60 days over 0", "60 over 12"),
        ("delay -1", "a mean of days", "delay -4d"),
        ("within -1d", "not days", "within +2"),
        ("volume +1", "is a volume", "a rate or a delay"),
        ("absent +1/+1", "no figure here", "measured"),
        ("wihtin +1", "not an indicator", "one of"),
    ],
)
def test_what_no_register_could_show_is_refused(text: str, found: str, expected: str) -> None:
    with pytest.raises(UsageError) as refused:
        hypothesis(what_if(text), FIGURES)
    (said,) = refused.value.findings
    assert said.file == "--what-if"
    assert found in str(said.found)
    assert expected in str(said.expected)


def test_the_nearest_indicator_is_named() -> None:
    with pytest.raises(UsageError) as refused:
        hypothesis(what_if("wihtin +1"), FIGURES)
    assert "within" in str(refused.value.findings[0].advice)


def test_case_and_hyphens_of_a_name_are_forgiven() -> None:
    assert hypothesis(what_if("WITHIN +1"), FIGURES).asked.indicator == "within"
