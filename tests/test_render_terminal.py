"""The scorecard on a screen: what it says, and that it fits every width."""

from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len
from rich.text import Text

from qualstat.findings import message
from qualstat.periods import year_period
from qualstat.scorecards import Figure
from render_screens import block, coloured, flat, printed
from scorecard_example import scorecard

MONTHS = tuple(year_period(2018).split("month"))
QUARTERS = tuple(year_period(2018).split("quarter"))
CARDS = {
    "one site": scorecard("istres"),
    "two sites": scorecard("aix", "istres"),
    "four sites": scorecard(),
    "by quarter": scorecard("istres", periods=QUARTERS),
    "two sites by quarter": scorecard("aix", "istres", periods=QUARTERS),
}
LATE = (
    "(1) In June, “réponse à un courriel” in 7 days; in February, in 6 days; in October, in 6 days"
    " (2 times). 4 late."
)
SVI = "Taux d'appels perdus SVI"
widths = st.integers(40, 200)
cards = st.sampled_from(sorted(CARDS))


@settings(max_examples=40, deadline=None)
@given(cards, widths)
@example("one site", 40)
@example("four sites", 80)
@example("two sites", 100)
@example("two sites", 43)
@example("four sites", 160)
def test_fits(name: str, width: int) -> None:
    """No line is wider than the screen, none has blanks at its end or a lone separator."""
    for line in printed(CARDS[name], width).splitlines():
        assert cell_len(line) <= width, line
        assert line == line.rstrip(" "), line
        assert not line.lstrip().startswith("· "), line


@settings(max_examples=20, deadline=None)
@given(cards, widths)
@example("four sites", 160)
@example("two sites by quarter", 80)
def test_every_figure(name: str, width: int) -> None:
    """The counts of every figure stand on the screen."""
    said = flat(printed(CARDS[name], width))
    for figure in CARDS[name].figures:
        for text in _expected(figure):
            assert text in said, (figure.site, figure.indicator.id, text)


def _expected(figure: Figure) -> list[str]:
    """Return the exact counts of a figure, in English, written by the test itself."""
    held = figure.measure
    if held.value is None or figure.indicator.kind == "delay":
        return []
    if figure.indicator.kind == "volume":
        return [f"{held.numerator:,}"]
    return [f"[{held.numerator:,}/{held.denominator:,}]"]


@settings(max_examples=10, deadline=None)
@given(cards, widths)
def test_colour_adds_no_word(name: str, width: int) -> None:
    """With colours stripped, a terminal shows the words of a pipe."""
    lines = coloured(CARDS[name], width).splitlines()
    assert any("\x1b[" in line for line in lines)
    stripped = [Text.from_ansi(line).plain.rstrip() for line in lines]
    assert stripped == printed(CARDS[name], width).splitlines()


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 160, 200])
def test_lost_calls(width: int) -> None:
    """24 of 187 against at most 10 %: missed, by how many, and worse than the year before."""
    said = flat(printed(CARDS["one site"], width))
    said = said[said.index("Taux d'appels perdus") : said.index(SVI)]
    for text in (
        "E10", "at most 10%", "🙁 12.83% missed", "[24/187]", "5.4%, met", "+7.43 pts, worse",
        "6 “appels perdus” too many", "inconclusive: between 8.8% and 18.4%",
    ):  # fmt: skip
        assert text in said


@pytest.mark.parametrize("width", [40, 80, 160])
def test_late_and_pending(width: int) -> None:
    """7 of 12 e-mails: what lacks, what waits, and the late ones named and counted."""
    said = flat(printed(CARDS["one site"], width))
    for text in (
        "🙁 58.33% missed", "[7/12]", "short by 5 “courriels”", "2 pending",
        "1 overdue, unanswered", LATE,
    ):  # fmt: skip
        assert text in said


@pytest.mark.parametrize("width", [40, 80, 160])
def test_partial_period(width: int) -> None:
    """A partial period stands beside its figure, as in the report: 1019 (avril-déc.)."""
    said = flat(printed(CARDS["one site"], width))
    assert said.count("1,019 (Apr-Dec)") == 1
    assert said.count("(Apr-Dec)") == 4  # the four indicators of the digital points


def test_a_delay_never_stands_alone() -> None:
    """A mean delay has its number of answers and its spread."""
    said = block(printed(CARDS["one site"], 120), "aux courriels en jours ouvrés E18",
                 "Réclamations")  # fmt: skip
    assert "over 14 answers" in said
    assert "median 2 d, 9th decile 4.5 d" in said


def test_months_are_said() -> None:
    """The bars of the months come with their lowest and highest in words."""
    said = flat(printed(CARDS["one site"], 80))
    assert "▆▆▆▇▆▇██▆▆·▆ lowest month: 11.55% (Jan), highest: 17.97% (Jul)" in said


def test_equal_months_are_said() -> None:
    """Bars that are all alike are said too."""
    card = CARDS["one site"]
    steady = replace(card.figures[0], months=(card.figures[0].measure.value,) * 12)
    said = flat(printed(replace(card, figures=(steady,)), 80))
    assert "████████████ 12.83% in 12 months" in said
    calls = next(one for one in card.figures if one.indicator.kind == "volume")
    for months, text in (((Fraction(5),) * 12, "5 each month"), ((Fraction(5),), "5 in 1 month")):
        said = flat(printed(replace(card, figures=(replace(calls, months=months),)), 80))
        assert text in said


def test_absences_have_their_own_words() -> None:
    """Nothing absent looks like a zero, and each absence is explained."""
    said = flat(printed(CARDS["one site"], 80))
    assert said.count("no case") == 7  # six indicators and the summary
    assert "No case: the register is held, nothing of the kind came." in said
    assert "No data: followed, but no register was received." in said
    assert "Not monitored" not in said


def test_not_applicable() -> None:
    """What never applies to a site is named once, and takes no line."""
    said = flat(printed(scorecard("prefecture"), 100))
    assert "Accueil téléphonique; Accueil dématérialisé; Réclamations; " in said
    assert said.count("Accueil téléphonique") == 1


def test_summary() -> None:
    """The summary counts met, near, missed, without objective, and absences with their reason."""
    said = flat(printed(CARDS["one site"], 100))
    assert ("Summary 🙂 5 met · 😐 0 near · 🙁 2 missed · 3 without objective"
            " 10 without figure (no case: 6, no data: 4)") in said  # fmt: skip
    said = flat(printed(scorecard("prefecture"), 100))
    assert ("Summary 🙂 3 met · 😐 2 near · 🙁 0 missed · 3 without objective"
            " 12 without figure (no data: 2, not applicable: 10)") in said  # fmt: skip


def test_source_and_what_was_left_out() -> None:
    """The scorecard says where it comes from and what it leaves out."""
    said = flat(printed(CARDS["one site"], 100))
    assert "samples, 96 files (made-up example)." in said
    assert "calls 31 Dec 2018, mail 9 Jan 2019" in said
    assert (
        "All sites of the registers read: 16 rows rejected, 25 rows replaced by a fuller version,"
        " 51 rows outside (the period, or what the site follows)."
    ) in said
    assert "2 answers not yet due, outside the rates." in said
    assert "1 warning: qualstat check says which." in said
    card = CARDS["one site"]
    rejected = replace(card.findings[0], rule="rejected-row")  # already counted, as a row
    said = flat(printed(replace(card, findings=(*card.findings, rejected)), 100))
    assert "1 warning: qualstat check says which." in said


def test_what_depends_on_the_period_is_told_here_and_not_promised_of_check() -> None:
    """`check` asks for no period: it cannot list that no row counts in this one."""
    card = CARDS["one site"]
    own = replace(card.findings[0], rule="no-data", found=message("no row counts"))
    said = flat(printed(replace(card, findings=(own,)), 100))
    assert "No row counts." in said
    assert "qualstat check" not in said


def test_made_up_figures_are_labelled() -> None:
    """Figures of the shipped samples say that they are made up; others do not."""
    assert "made-up example" in printed(scorecard("istres"))
    assert "made-up" not in printed(scorecard("istres", sample=False))


def test_published_previous() -> None:
    """N-1 that comes from a publication says so."""
    card = CARDS["one site"]
    figure = card.figures[0]
    published = replace(figure, previous=replace(figure.previous, source="published"))
    assert "2017: 5.4%, met, as published" in flat(printed(replace(card, figures=(published,))))


def test_previous_without_objective() -> None:
    """N-1 that nothing judged says so beside a figure that is judged."""
    card = CARDS["one site"]
    figure = card.figures[0]
    unjudged = replace(figure, previous=replace(figure.previous, verdict="none", objective=None))
    said = flat(printed(replace(card, figures=(unjudged,))))
    assert "2017: 5.4%, no objective" in said


@pytest.mark.parametrize("width", [80, 160])
def test_first_year(width: int) -> None:
    """Without any N-1 there is no trend, and no empty separator."""
    card = scorecard("istres")
    alone = tuple(
        replace(one, previous=replace(one.previous, value=None, verdict=None, source=None),
                change=None, trend=None)
        for one in card.figures
    )  # fmt: skip
    said = flat(printed(replace(card, figures=alone), width))
    assert "2017:" not in said
    assert "worse" not in said


def test_nothing_to_show() -> None:
    """A scorecard without figures says so."""
    card = replace(scorecard("istres"), figures=())
    assert "No indicator to show." in printed(card)


def test_an_error_is_said() -> None:
    """A register that cannot be read is named as an error."""
    card = scorecard("istres")
    error = replace(card.findings[0], severity="blocking")
    said = flat(printed(replace(card, findings=(error,)), 100))
    assert "1 error, figures may lack: qualstat check says which." in said


def test_plain_stream() -> None:
    """A stream that writes ASCII only gets plain faces, bars and letters, and every word."""
    said = printed(CARDS["one site"], 80, encoding="ascii")
    assert ":( 12.83% missed" in flat(said)
    assert "/ +7.43" in flat(said)
    assert "6667677" in said.replace(" ", "") or "66676788" in said
    assert "🙂" not in said
    assert "█" not in said
