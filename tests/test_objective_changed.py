"""An objective that changes within a period (V1): each question that judges by it says so."""

import json
from pathlib import Path
from typing import Any

from qualstat.periods import Period, months_period, year_period
from qualstat.pipeline import Request, explain, outlook, trend
from qualstat.render.explained.card import card
from qualstat.render.outlook.answers import sentences
from qualstat.render.trend.words import year
from registers_by_hand import write
from spoiled_referentiel import spoiled

CALLS = ["istres;15/01/2018 10:00:00;standard;perdu;5;5;1",
         "istres;15/12/2018 10:00:00;standard;repondu;5;5;9"]  # fmt: skip
OBJECTIVES = "objectives:\n"
EARLIER = """objectives:
  - valid_from: 2016-01-01
    valid_until: 2018-06-30
    at_most: 50 %
    source: essai
"""
SAID = "the objective changed within the period: that of its last day judges"
SECOND_HALF = months_period(12 * 2018 + 6, 12 * 2018 + 11)


def said(folder: Path, period: Period) -> list[bool]:
    """Return which of three questions say that the objective changed."""
    changed = (OBJECTIVES, EARLIER), ("valid_from: 2017-01-01", "valid_from: 2018-07-01")
    declared = spoiled(folder, {"indicators/appels-perdus.yaml": changed[0]})
    path = declared / "indicators" / "appels-perdus.yaml"
    path.write_text(path.read_text("utf-8").replace(*changed[1]), "utf-8")
    request = Request(declared, write(folder / "data", {"appels.csv": CALLS}), ("istres",), period,
                      indicators=("appels-perdus",))  # fmt: skip
    behind = [text for entry in card(explain(request)) for text in entry.sentences]
    (ahead,), (line,) = outlook(request).outlooks, trend(request).trends
    return [SAID in text for text in (
        "\n".join(behind), "\n".join(sentences(ahead)), "\n".join(year(line)),
    )]  # fmt: skip


def test_a_change_within_the_period_is_noted(tmp_path: Path) -> None:
    assert said(tmp_path, year_period(2018)) == [True, True, True]


def test_what_changed_before_the_period_is_not(tmp_path: Path) -> None:
    """The twelve months of a trend still hold the change."""
    assert said(tmp_path, SECOND_HALF) == [False, False, True]


def test_everyones_objective_has_the_dates_that_are_written(run: Any, tmp_path: Path) -> None:
    """The site has its own from July to December 2018: everyone's, from 2017 on, has no end."""
    own = """objectives:
  - indicator: courriels-delai
    valid_from: 2018-07-01
    valid_until: 2018-12-31
    less_than: 8 days
    reason: travaux
    source: essai
zone"""
    declared = spoiled(tmp_path, {"sites/istres.yaml": ("zone", own)})
    letter = "istres;1;courriel;usager;demande;{0};{0};"
    data = write(tmp_path / "data", {"courriers.csv": [letter.format("15/06/2018")]})
    places = ("--site", "istres", "--referentiel", str(declared))
    asked = ("explain", "courriels-delai", *places, "--data", str(data), "--month")
    written = "from 1 Jan 2017, without end, except when the site has its own"
    for day in ("2018-06-30", "2019-01-01"):
        shown = run("referentiel", "show", "courriels-delai", "--on", day, *places).out
        assert written in plain(shown), day
        assert written in plain(run(*asked, day[:7]).out), day
    shown = run("referentiel", "show", "courriels-delai", "--on", "2018-07-01", *places).out
    assert "its own objective: less than 8 d, from 1 Jul 2018 to 31 Dec 2018" in plain(shown)
    whole = run("referentiel", "show", "courriels-delai", "--referentiel", str(declared)).out
    assert (
        "Objectives of sites istres: less than 8 d, from 1 Jul 2018 to 31 Dec 2018"
        " reason: travaux source: essai"
    ) in plain(whole)
    (found,) = json.loads(run(*asked, "2018-06", "--format", "json").out)["declared"]
    assert (found["valid_from"], found["valid_until"]) == ("2017-01-01", None)


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())
