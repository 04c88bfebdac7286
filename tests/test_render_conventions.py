"""Conventions and the legend: said once, in words, and never as the ministry's own."""

from datetime import date
from fractions import Fraction

from msgspec.structs import replace

from qualstat.referentiel.indicators import Rate
from qualstat.render import language
from qualstat.render.conventions import conventions
from qualstat.render.remarks import notes
from qualstat.scorecards import Figure, Scorecard
from render_screens import flat, printed
from scorecard_example import scorecard


def changed(card: Scorecard, name: str, **fields: object) -> Scorecard:
    """Return a scorecard where the measure of one indicator counts otherwise."""

    def held(one: Figure) -> Figure:
        if one.indicator.id != name:
            return one
        measure = one.indicator.measure.model_copy(update=fields)
        return replace(one, indicator=one.indicator.model_copy(update={"measure": measure}))

    return replace(card, figures=tuple(held(one) for one in card.figures))


def noted(card: Scorecard, *codes: str) -> Scorecard:
    """Return a scorecard whose figures all carry some notes."""
    return replace(card, figures=tuple(replace(one, notes=codes) for one in card.figures))


def said(card: Scorecard) -> list[str]:
    """Return the conventions of a scorecard."""
    language.set_language("en")
    return conventions(card.figures)


def test_shared() -> None:
    """A convention all delays share is one sentence, without names."""
    (one,) = said(scorecard("istres"))
    assert one == (
        "Delays in working days of the site's zone, less its closures, day of receipt or request"
        " not counted: convention chosen here."
    )


def test_apart() -> None:
    """Where indicators count differently, each convention names its own."""
    card = changed(scorecard("istres"), "courriers-15j", days="calendar-days",
                   first_day="included")  # fmt: skip
    working, calendar = sorted(said(card), key=len, reverse=True)
    assert calendar == (
        "Delays in calendar days, day of receipt or request counted: convention chosen here for"
        " Taux de réponse aux courriers dans les 15\u00a0jours ouvrés (E17)."  # E36 has one too
    )
    assert "Délai moyen de réponse aux courriers" in working


def test_two_of_one_name_are_told_apart() -> None:
    """By their engagements, and by their ids where these are the same too."""
    card = changed(scorecard("istres"), "courriers-15j", days="calendar-days")
    first = next(one for one in card.figures if one.indicator.id == "courriers-15j")

    def told(engagement: str) -> str:
        own = first.indicator.model_copy(update={"id": "b", "short": None})
        twin = replace(first, indicator=own, engagement=engagement)
        alone = [one for one in card.figures if one.indicator.kind != "rate"]
        (text,) = (one for one in conventions([*alone, first, twin]) if "calendar" in one)
        return text.partition(" chosen here for ")[2]

    label = "Taux de réponse aux courriers dans les 15\u00a0jours ouvrés"
    assert told("E36") == f"{label} (E17), {label} (E36)."
    assert told("E17") == f"{label} (courriers-15j), {label} (b)."


def test_short_calls() -> None:
    """Calls lost too soon to count are said where the convention is in force, and only there."""
    card = changed(scorecard("istres"), "appels-perdus", short_abandon=5)
    assert isinstance(card.figures[0].indicator.measure, Rate)
    assert ("Taux d'appels perdus: calls lost before 5 seconds left out, convention chosen here."
            in said(card))  # fmt: skip
    assert not any("calls lost" in one for one in said(scorecard("istres")))


def test_assumed_dates() -> None:
    """Assumed dates of objectives are said once, not beside each figure."""
    card = noted(scorecard("istres"), "objective-assumed")
    assert said(card)[-1] == "The dates on which objectives apply are assumed."
    assert flat(printed(card)).count("assumed") == 1


def test_replay() -> None:
    """A replay says its day, and that rows are as corrected since."""
    card = noted(scorecard("istres"), "as-of-replay")
    day = date(2018, 9, 30)
    card = replace(card, figures=tuple(replace(one, as_of=day) for one in card.figures))
    assert said(card)[-1] == (
        "Replayed as known on 30\u00a0Sep\u00a02018: later rows left out, later answers counted as"
        " not given; rows as corrected since."
    )
    assert "as known on 30 Sep 2018" in flat(printed(card)).split("Accueil")[0]


def test_never_the_ministry() -> None:
    """No convention claims that the référentiel or the ministry says it."""
    card = changed(noted(scorecard("istres"), "objective-assumed"), "appels-perdus",
                   short_abandon=5)  # fmt: skip
    for one in said(card):
        assert "féren" not in one
        assert "ministr" not in one.lower()


def test_codes_said_once_are_no_remarks() -> None:
    """Codes of conventions and partial periods are said elsewhere; others have their words."""
    language.set_language("en")
    figure = scorecard("istres").figures[0]
    once = ("working-days", "open-days", "calendar-days", "first-day-included", "partial",
            "short-abandon-5s", "objective-assumed", "as-of-replay")  # fmt: skip
    assert notes(replace(figure, notes=once)) == []
    assert notes(replace(figure, notes=("uneven-coverage", "objective-changed", "unheard-of"))) == [
        "the sites do not cover the same months",
        "the objective changed within the period: that of its last day judges",
        "unheard-of",
    ]


def test_what_a_change_compares() -> None:
    """Where the change is measured on less, its two values stand beside those of all (K1)."""
    card = noted(scorecard("istres"), "perimeter")
    shared = (Fraction(99, 10), Fraction(411, 100))
    figures = tuple(replace(one, common=shared) for one in card.figures[:1])
    text = flat(printed(replace(card, figures=figures), 100))
    assert "🙁 12.83% missed" in text
    assert "2017: 5.4%, met" in text
    assert "on the months and sites known in both years: 9.9% against 4.11%" in text


def test_only_what_is_shown() -> None:
    """Without any delay there is no convention on days, and no word on what does not stand."""
    card = scorecard("istres")
    calls = replace(card, figures=card.figures[:2])
    assert said(calls) == []
    legend = flat(printed(calls, 100)).split("Reading")[1]
    assert "[7/12]: 7 cases out of 12." in legend
    for word in ("Pending", "No case", "No data", "Near", "9th decile", "–"):
        assert word not in legend
    still = tuple(replace(one, change=None, trend=None) for one in calls.figures)
    assert "before rounding" in legend
    assert "before rounding" not in flat(printed(replace(calls, figures=still), 100))


def test_signs_are_explained_where_they_stand() -> None:
    """The 9th decile and the absence of N-1, in the layouts that show them."""
    decile = "9th decile: nine delays in ten do not exceed it, interpolation apart."
    dash = "–: no figure the year before."
    wide, narrow = (flat(printed(scorecard("istres"), width)) for width in (160, 80))
    beside = flat(printed(scorecard("aix", "istres"), 160))
    assert [decile in text for text in (wide, narrow, beside)] == [True, True, False]
    assert [dash in text for text in (wide, narrow, beside)] == [True, False, False]
    assert ["9th decile 4.5 d" in text for text in (wide, narrow, beside)] == [True, True, False]


def test_excluded_calls() -> None:
    """Calls that a rate excludes are counted beside it, and said once to be which."""
    card = scorecard("aix")
    text = flat(printed(card, 100))
    assert "312 calls excluded" in text
    assert text.count("Calls excluded: outside opening hours, or diverted.") == 1
    short = flat(printed(changed(card, "appels-perdus", short_abandon=5), 100))
    assert "Calls excluded: outside opening hours, diverted, or lost too soon." in short
    visits = replace(card.figures[-1], measure=replace(card.figures[-1].measure, excluded=237))
    assert "237 blank answers excluded" in flat(printed(replace(card, figures=(visits,)), 100))


def test_near_is_explained() -> None:
    """A verdict between met and missed says how near it is."""
    legend = flat(printed(scorecard("prefecture"), 120)).split("Reading")[1]
    assert "Near: short of the objective by 1 pt at most." in legend
