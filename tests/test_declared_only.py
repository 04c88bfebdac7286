"""What YAML alone changes: indicators, deadlines, conventions, calendars, declared completeness."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from qualstat.render.remarks import own_objective
from registers_by_hand import REFERENTIEL, computed, figure, months

LETTER = "istres;{ref};courrier;usager;demande;{asked};{answered};"
# Monday 8 January 2018: 10 working days later is Monday 22, 15 is Monday 29.
LETTERS = [
    LETTER.format(ref=ref, asked="08/01/2018", answered=day)
    for ref, day in (("1", "22/01/2018"), ("2", "23/01/2018"), ("3", "29/01/2018"))
]
INDICATOR = """\
label: Taux de réponse aux courriers dans les 2 jours ouvrables
register: mail
scope:
  canal: [courrier]
measure:
  kind: rate-within
  to: repondu_le
  within: 12
  days: open-days
better: up
case:
  one: courrier
  many: courriers
engagements:
  2018: E17
objectives:
  - valid_from: 2018-01-01
    at_least: 50 %
    source: essai
"""


def declared(tmp_path: Path, **changes: tuple[str, str]) -> Path:
    """Copy the shipped référentiel and replace one text in some of its files."""
    folder = tmp_path / "referentiel"
    shutil.copytree(REFERENTIEL, folder)
    for name, (old, new) in changes.items():
        path = folder / (name.replace("__", "/").replace("_", "-") + ".yaml")
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    return folder


def test_a_deadline_of_10_days(tmp_path: Path) -> None:
    shorter = declared(tmp_path, indicators__courriers_15j=("within: 15", "within: 10"))
    for folder, numerator in ((REFERENTIEL, 3), (shorter, 1)):
        scorecard = computed(tmp_path / "data", {"courriers.csv": LETTERS}, referentiel=folder)
        held = figure(scorecard, "courriers-15j").measure
        assert (held.numerator, held.denominator) == (numerator, 3)


def test_a_new_indicator(tmp_path: Path) -> None:
    """A file, and its name in a heading: open days count Saturdays, 12 of them end on Monday 22."""
    folder = declared(tmp_path, headings=("- courriers-15j", "- courriers-15j\n    - nouveau"))
    (folder / "indicators" / "nouveau.yaml").write_text(INDICATOR, encoding="utf-8")
    found = figure(computed(tmp_path, {"courriers.csv": LETTERS}, referentiel=folder), "nouveau")
    assert (found.measure.numerator, found.measure.denominator) == (1, 3)
    assert (found.verdict, found.margin_cases) == ("missed", -1)
    assert "open-days" in found.notes


def test_the_first_day_included(tmp_path: Path) -> None:
    folder = declared(
        tmp_path, indicators__courriers_delai=("days: working-days", "first_day: included")
    )
    row = [LETTER.format(ref="1", asked="08/01/2018", answered="09/01/2018")]
    found = figure(
        computed(tmp_path, {"courriers.csv": row}, referentiel=folder), "courriers-delai"
    )
    assert found.measure.value == 2
    assert "first-day-included" in found.notes


CLOSED = "closures:\n  - {first: 2018-05-11, last: 2018-05-11, reason: pont}\n"
WORKED = "holidays:\n  removed:\n    - {day: 2018-05-08, reason: travaillé}\n"


@pytest.mark.parametrize(
    ("own", "days"),
    [("", 1 + 2 + 3), (CLOSED, 1 + 1 + 2), (WORKED, 2 + 3 + 4), (CLOSED + WORKED, 2 + 2 + 3)],
)
def test_closures_and_holidays_of_a_site(tmp_path: Path, own: str, days: int) -> None:
    """From Monday 7 May: 8 is a holiday (or worked), 10 Ascension, 11 a Friday (or closed)."""
    rows = [
        LETTER.format(ref=str(day), asked="07/05/2018", answered=f"{day:02}/05/2018")
        for day in (9, 11, 14)
    ]
    folder = declared(tmp_path, sites__istres=("follows:", own + "follows:"))
    scorecard = computed(tmp_path / "data", {"courriers.csv": rows}, referentiel=folder)
    assert figure(scorecard, "courriers-delai").measure.numerator == days


def test_holidays_of_a_zone_and_the_site_that_differs(tmp_path: Path) -> None:
    """Whit Monday (21 May) worked in the zone: Friday 18 to Friday 25 has 5 days, not 4."""
    rows = [
        LETTER.format(ref="1", asked="18/05/2018", answered="25/05/2018").replace("istres", site)
        for site in ("istres", "aix")
    ]
    zone = "metropole:\n  removed:\n    - {day: 2018-05-21, reason: solidarité}\n"
    own = "holidays:\n  added:\n    - {day: 2018-05-21, reason: chômé ici}\nfollows:"
    folder = declared(tmp_path, sites__aix=("follows:", own))
    (folder / "zones.yaml").write_text(zone, encoding="utf-8")
    scorecard = computed(tmp_path / "data", {"courriers.csv": rows}, referentiel=folder)
    assert figure(scorecard, "courriers-delai").measure.value == 5
    assert figure(scorecard, "courriers-delai", "aix").measure.value == 4


def test_short_abandons(tmp_path: Path) -> None:
    """Lost before 5 seconds is excluded, at 5 it is not; a blank wait is never short."""
    folder = declared(
        tmp_path,
        indicators__appels_perdus=("base: {issue: [repondu, perdu]}",
                                   "base: {issue: [repondu, perdu]}\n  short_abandon: 5"),
    )  # fmt: skip
    rows = [f"istres;02/01/2018 09:00;standard;perdu;{wait};;" for wait in ("4,9", "5", "")]
    rows += ["istres;02/01/2018 09:00;standard;repondu;1;;"]
    found = figure(computed(tmp_path, {"appels.csv": rows}, referentiel=folder), "appels-perdus")
    held = found.measure
    assert (held.numerator, held.denominator, held.excluded) == (2, 3, 1)
    assert "short-abandon-5s" in found.notes


def test_a_register_declared_complete(tmp_path: Path) -> None:
    """Without any row, declared months are covered: no case, rather than missing."""
    folder = declared(
        tmp_path, sites__istres=("follows:", "complete: {mail: 2018-01..2018-06}\nfollows:")
    )
    rows = {"appels.csv": ["istres;02/01/2018 09:00;standard;repondu;;;"]}
    scorecard = computed(tmp_path / "data", rows, referentiel=folder)
    found = figure(scorecard, "reclamations-15j")
    assert (found.measure.state, found.coverage.covered) == ("no_case", 6)
    assert found.coverage.end == date(2018, 6, 30)
    # On 31 March, April to June had not happened yet.
    then = computed(tmp_path / "data", {}, as_of=date(2018, 3, 31), referentiel=folder)
    assert figure(then, "reclamations-15j").coverage.covered == 3


def test_a_holiday_worked_every_year_by_its_name(tmp_path: Path) -> None:
    """Whit Monday (21 May) is worked in the zone; a site that adds the day has it off."""
    rows = [
        LETTER.format(ref="1", asked="18/05/2018", answered="25/05/2018").replace("istres", site)
        for site in ("istres", "aix", "arles")
    ]
    named = "worked: [{holiday: Lundi de Pentecôte, reason: solidarité}]"
    own = "holidays: {added: [{day: 2018-05-21, reason: chômé ici}]}\nfollows:"
    folder = declared(
        tmp_path,
        sites__aix=("follows:", own),
        sites__arles=("follows:", f"holidays: {{{named}}}\nfollows:"),
    )
    for zone, days in ((f"metropole: {{{named}}}\n", (5, 4, 5)), ("", (4, 4, 5))):
        (folder / "zones.yaml").write_text(zone, encoding="utf-8")
        scorecard = computed(tmp_path / "data", {"courriers.csv": rows}, referentiel=folder)
        for site, expected in zip(("istres", "aix", "arles"), days, strict=True):
            assert figure(scorecard, "courriers-delai", site).measure.value == expected


OWN = """objectives:
  - indicator: courriers-15j
    valid_from: 2018-01-01
    valid_until: 2018-06-30
    at_least: 30 %
    reason: équipe réduite
    by: secrétariat général
    source: essai
follows:"""


def test_a_figure_judged_by_the_objective_of_its_site_says_so(tmp_path: Path) -> None:
    """While it is in force, in the site's figures alone: not in another site's, nor in a total."""
    folder = declared(tmp_path, sites__istres=("follows:", OWN))
    rows = {"courriers.csv": [*LETTERS, *(row.replace("istres", "aix") for row in LETTERS)]}
    for last, own in (("2018-06", True), ("2018-12", False)):
        period = months("2018-01", last)
        scorecard = computed(tmp_path / "data", rows, period, referentiel=folder)
        noted = {
            one.site
            for one in scorecard.figures
            if one.indicator.id == "courriers-15j" and "site-objective" in one.notes
        }
        assert noted == ({"istres"} if own else set())
    scorecard = computed(tmp_path / "data", rows, months("2018-01", "2018-06"), referentiel=folder)
    said = own_objective(figure(scorecard, "courriers-15j"))
    assert said == "judged by the site's own objective: équipe réduite (secrétariat général)"
    assert own_objective(figure(scorecard, "courriers-15j", "aix")) == ""


def test_an_objective_that_changes_within_the_period(tmp_path: Path) -> None:
    """V1: the objective of the period's last day judges, and the change is noted."""
    old = "  - valid_from: 2017-01-01\n    at_least: 95 %"
    new = "  - {valid_from: 2018-02-01, at_least: 30 %, source: essai}\n"
    new += "  - valid_from: 2017-01-01\n    valid_until: 2018-01-31\n    at_least: 95 %"
    folder = declared(tmp_path, indicators__courriers_15j=(old, new))
    rows = {
        "courriers.csv": [
            *LETTERS[:1],
            LETTER.format(ref="9", asked="08/01/2018", answered="28/02/2018"),
        ]
    }
    for period, verdict, noted in (
        (months("2018-01", "2018-01"), "missed", False),
        (months("2018-01", "2018-12"), "met", True),
    ):
        found = figure(
            computed(tmp_path / "data", rows, period, referentiel=folder), "courriers-15j"
        )
        assert found.measure.value == 50
        assert (found.verdict, "objective-changed" in found.notes) == (verdict, noted)


def test_an_objective_that_comes_and_goes_within_the_period(tmp_path: Path) -> None:
    """Neither the first nor the last day has one, and yet it changed."""
    old = "  - valid_from: 2017-01-01\n"
    new = "  - valid_from: 2018-03-01\n    valid_until: 2018-05-31\n"
    folder = declared(tmp_path, indicators__courriers_15j=(old, new))
    scorecard = computed(tmp_path / "data", {"courriers.csv": LETTERS}, referentiel=folder)
    found = figure(scorecard, "courriers-15j")
    assert found.verdict == "none"
    assert "objective-changed" in found.notes
