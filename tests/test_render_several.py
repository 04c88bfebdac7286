"""Several sites or periods on a screen: side by side, one below the other, and their total."""

from msgspec.structs import replace

from qualstat.periods import year_period
from qualstat.scorecards import ALL, Scorecard
from render_screens import flat, printed
from scorecard_example import scorecard

MONTHS = tuple(year_period(2018).split("month"))
QUARTERS = tuple(year_period(2018).split("quarter"))
SVI = "Taux d'appels perdus SVI"


def headed(card: Scorecard, width: int) -> str:
    """Return the first heading's line, where the names of sites stand."""
    lines = printed(card, width).splitlines()
    return next(line for line in lines if line.startswith("Accueil téléphonique"))


def test_side_by_side() -> None:
    """Three sites stand side by side at 120 columns; the total takes a column when it fits."""
    three = scorecard("aix", "arles", "istres")
    assert headed(three, 120).split() == ["Accueil", "téléphonique", "Aix-en-Provence", "Arles",
                                          "Istres"]  # fmt: skip
    assert headed(three, 160).endswith("All sites")
    assert "All sites: " not in printed(three, 160).split("Summary")[0]


def test_total_on_its_own_line() -> None:
    """Where the sites fit and the total does not, it is one line under each indicator."""
    body = printed(scorecard("aix", "arles", "istres"), 120).split("Summary")[0]
    assert "All sites: 🙂 5.29% met · [890/16,839]" in body
    assert "All sites: no case" not in body  # it would only repeat the sites


def test_stacked() -> None:
    """On a narrow screen sites stand one below the other, the total last."""
    lines = [line.split() for line in printed(scorecard("aix", "istres"), 70).splitlines()]
    first = [line[0] for line in lines[4:] if line and line[0] in ("Aix-en-Provence", "Istres",
                                                                  "All")][:3]  # fmt: skip
    assert first == ["Aix-en-Provence", "Istres", "All"]


def test_total_doubles_nothing() -> None:
    """A total repeats neither late answers nor pending ones, and has its own summary."""
    said = flat(printed(scorecard(), 160))
    assert said.count("in June, “réponse à un courriel” in 7 days") == 1
    assert "2 answers not yet due, outside the rates." in said
    assert "All sites: 🙂 7 met · 😐 0 near · 🙁 2 missed" in said


def test_total_with_late_answers() -> None:
    """Late answers that a total carries are its sites' own."""
    card = scorecard("aix", "istres")
    late = next(one.late for one in card.figures if one.late)
    figures = tuple(replace(one, late=late) if one.site == ALL else one for one in card.figures)
    said = flat(printed(replace(card, figures=figures), 100))
    assert said.count("in June, “réponse à un courriel” in 7 days") == 1


def test_one_footnote_an_indicator() -> None:
    """Sites share the footnote of an indicator, each named in it."""
    said = flat(printed(scorecard(), 160))
    assert "(2) Préfecture: in January, “réponse à un courriel” in 9 days (2 times);" in said
    assert "Istres: in June, “réponse à un courriel” in 7 days;" in said
    assert "(3)" not in said


def test_by_month() -> None:
    """Months stand one below the other; equal absences are one row."""
    said = flat(printed(scorecard("istres", periods=MONTHS), 80))
    calls = said[said.index("Taux d'appels perdus") : said.index(SVI)]
    assert calls.count("🙁 12.83% missed") == 12
    assert "Jan 2018 🙁 12.83% missed [24/187]" in calls
    assert "Jun 2017: 5.4%, met" in calls
    assert "2018 no case" in said
    assert "Jan 2018 no case" not in said


def test_objectives_that_change() -> None:
    """Where periods have different objectives, each stands on its own row."""
    card = scorecard("istres", periods=QUARTERS)
    figure = card.figures[0]
    stricter = figure.objective.model_copy(update={"at_most": figure.objective.at_most.model_copy(
        update={"number": 8})})  # fmt: skip
    figures = tuple(
        replace(one, objective=stricter) if one.period == QUARTERS[3] else one
        for one in card.figures if one.indicator.id == figure.indicator.id
    )  # fmt: skip
    said = flat(printed(replace(card, figures=figures), 80))
    assert "several objectives" in said
    assert said.count("at most 10%") == 3
    assert said.count("at most 8%") == 1
