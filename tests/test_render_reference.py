"""The référentiel on a screen: what `referentiel list` and `referentiel show` print."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from qualstat.referentiel.explained import Explained
from qualstat.referentiel.indicators import Plausible
from qualstat.referentiel.objectives import Objective
from qualstat.referentiel.sites import (
    Break,
    Closure,
    DatedCount,
    DayChange,
    Follow,
    Holidays,
    Months,
)
from qualstat.render import language, reference, screen
from render_screens import Stream, flat
from scorecard_example import referentiel

DECLARED = referentiel()
SITE = DECLARED.sites["istres"].model_copy(update={
    "follows": [
        Follow(headings=["telephone", "points"], since="2017-01", reason="Bilan 2018"),
        Follow(headings=["points"], excluded=["pn-infos"], since="2018-04", until="2018-12"),
    ],
    "closures": [Closure(first="2018-05-11", last="2018-05-11", reason="pont")],
    "holidays": Holidays(removed=[DayChange(day="2018-05-21", reason="travaillé")]),
    "complete": {"mail": [Months(first="2018-01", last="2018-06")]},
    "held_by": {"mail": "secrétariat du sous-préfet"},
    "breaks": [
        Break(month="2018-09", label="Travaux", headings=["points"], indicators=["appels-perdus"],
              source="Bilan 2018", assumed=True),
        Break(month="2018-03", label="Déménagement", source="Note"),
    ],
    "counts": [
        DatedCount(label="guichets", number=6, since="2018-01", until="2018-06", source="Plan"),
        DatedCount(label="guichets", number=4, since="2018-07", headings=["points"],
                   source="Bilan 2018", assumed=True),
    ],
})  # fmt: skip
HELD = type(DECLARED)(
    DECLARED.editions, DECLARED.headings, DECLARED.indicators,
    {**DECLARED.sites, "istres": SITE},
    {"metropole": Holidays(added=[DayChange(day="2018-03-30", reason="chômé")])},
    {"istres": (
        Explained(indicator="courriels-5j", month="2018-06", days=7, given="2019-01-31",
                  text="messagerie en panne", by="secrétariat général"),
        Explained(indicator="courriels-5j", month="2018-07", number=2, given="2019-01-31",
                  text="boîte non relevée"),
    )},
)  # fmt: skip


@pytest.fixture(autouse=True)
def _english() -> None:
    language.set_language("en")


def listed(width: int = 80) -> str:
    """Return the list as a pipe of some width gets it."""
    console = screen.console(Stream(), environ={"COLUMNS": str(width)})
    reference.render_list(HELD, console)
    return console.file.getvalue()


def shown_indicator(name: str, width: int = 80) -> str:
    """Return an indicator as a pipe of some width gets it."""
    console = screen.console(Stream(), environ={"COLUMNS": str(width)})
    reference.render_indicator(HELD, HELD.indicators[name], console)
    return console.file.getvalue()


def shown_site(width: int = 80) -> str:
    """Return a site as a pipe of some width gets it."""
    console = screen.console(Stream(), environ={"COLUMNS": str(width)})
    reference.render_site(HELD, SITE, console)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [40, 80, 160])
def test_list(width: int) -> None:
    """Every indicator stands under its heading, with engagement, kind and objective."""
    said = flat(listed(width)).replace(" · ", " ")
    for name in HELD.indicators:
        assert f" {name} " in said
    assert "appels-perdus E10 rate at most 10% Taux d'appels perdus" in said
    assert "courriels-5j E17 rate within 5 d at least 95% Taux de réponse aux courriels" in said
    assert "courriels-delai E18 mean delay less than 5 d" in said
    assert "pn-usagers E15 volume no objective" in said


def test_edition() -> None:
    """The edition says since when it is in force, by which source, and what is assumed."""
    assert "in force from 1 Jan 2017 source: Bilan 2018 Accueil" in flat(listed())
    guessed = HELD.editions[0].model_copy(update={"assumed": True})
    console = screen.console(Stream(), environ={"COLUMNS": "80"})
    reference.render_list(replace(HELD, editions=(guessed,)), console)
    assert "in force from 1 Jan 2017, assumed source: Bilan 2018" in flat(console.file.getvalue())


def test_list_of_sites() -> None:
    """Sites stand with their zone and what they follow since when."""
    said = flat(listed())
    assert "istres · Sous-préfecture d'Istres · zone metropole since Jan 2017: Accueil" in said
    assert "Apr 2018 to Dec 2018: Points numériques, without pn-infos" in said


def test_indicator() -> None:
    """An indicator shows its engagement, measure, conventions, objectives and followers."""
    said = flat(shown_indicator("courriels-5j", 100))
    for text in (
        "edition 2018: E17, Engagement E17, module 1 Relations avec les usagers, mandatory",
        "share of records with repondu_le within 5 d, among answered and overdue",
        "day of receipt or request not counted (chosen here)",
        "at least 95%, tolerance 1 pt, from 1 Jan 2017, without end",
        "source: Bilan 2018",
        "Followed by no site",
    ):
        assert text in said
    assert "assumed" not in said
    assert "mandatory" not in flat(shown_indicator("rdv-4j", 100))


def test_indicator_followed() -> None:
    """Sites that follow an indicator stand with their dates; the exceptions hold."""
    assert "Followed by istres: since Jan 2017" in flat(shown_indicator("appels-perdus"))
    both = "istres: since Jan 2017, Apr 2018 to Dec 2018"
    assert both in flat(shown_indicator("pn-usagers"))
    assert both not in flat(shown_indicator("pn-infos"))


def test_cases_expected() -> None:
    """How many cases to expect stands with its source, and whether it was chosen here."""
    expected = Plausible(at_least="0.5", per=1000, of=["mail", "calls"], source="Hypothèse")
    for assumed, said in ((False, "calls source: Hypothèse"), (True, "calls (chosen here) source")):
        changed = HELD.indicators["courriels-5j"].model_copy(
            update={"plausible": expected.model_copy(update={"assumed": assumed})}
        )
        console = screen.console(Stream(), environ={"COLUMNS": "100"})
        reference.render_indicator(HELD, changed, console)
        told = flat(console.file.getvalue())
        assert f"Cases expected at least 0.5 for 1,000 records: mail, {said}" in told
    assert "Cases expected" not in flat(shown_indicator("courriels-5j", 100))


def test_objectives_in_time() -> None:
    """Objectives that follow each other stand with their dates, assumed ones marked."""
    first = Objective(valid_from=date(2017, 1, 1), valid_until=date(2018, 6, 30), at_most="12 %",
                      source="hypothèse", assumed=True)  # fmt: skip
    then = Objective(valid_from=date(2018, 7, 1), at_most="10 %", source="Bilan 2018")
    changed = HELD.indicators["appels-perdus"].model_copy(update={"objectives": [first, then]})
    console = screen.console(Stream(), environ={"COLUMNS": "120"})
    reference.render_indicator(HELD, changed, console)
    said = flat(console.file.getvalue())
    assert "at most 12%, from 1 Jan 2017 to 30 Jun 2018, assumed source: hypothèse" in said
    assert "at most 10%, from 1 Jul 2018, without end source: Bilan 2018" in said


def test_site() -> None:
    """A site shows each exception with its reason."""
    said = flat(shown_site(100))
    for text in (
        "Zone metropole", "Time zone Europe/Paris", "reason: Bilan 2018",
        "11 May 2018 (bridge day): pont", "30 Mar 2018 added: chômé",
        "21 May 2018 removed: travaillé",
        "mail: Jan 2018 to Jun 2018", "Registers held by mail: secrétariat du sous-préfet",
        "from Sep 2018 on: Travaux (Points numériques, appels-perdus), assumed source: Bilan 2018",
        "from Mar 2018 on: Déménagement (all that the site follows) source: Note",
        "Dated counts guichets: 6, Jan 2018 to Jun 2018 source: Plan",
        "guichets: 4, since Jul 2018 (Points numériques), assumed source: Bilan 2018",
        "courriels-5j, Jun 2018, 7 d, 1 case: messagerie en panne given on 31 Jan 2019",
        "31 Jan 2019; secrétariat général",
        "courriels-5j, Jul 2018, never answered, 2 cases: boîte non relevée given on 31 Jan 2019",
    ):  # fmt: skip
        assert text in said


@settings(max_examples=25, deadline=None)
@given(st.integers(40, 200))
def test_fits(width: int) -> None:
    """No line is wider than the screen."""
    for text in (listed(width), shown_indicator("courriels-5j", width), shown_site(width)):
        for line in text.splitlines():
            assert cell_len(line) <= width, line
