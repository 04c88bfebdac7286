"""The slips that a report really made, planted in the shipped référentiel: all found, no other."""

from datetime import date
from pathlib import Path

import pytest

from qualstat.referentiel.loader import load, read
from qualstat.render.language import set_language, translate
from registers_by_hand import computed, figure
from spoiled_referentiel import SHIPPED, Change, found, spoiled, told

ISTRES, AIX, ARLES = "sites/istres.yaml", "sites/aix.yaml", "sites/arles.yaml"
LETTERS, MAILS = "indicators/courriers-delai.yaml", "indicators/courriels-delai.yaml"
MAILS_RATE, CALLS = "indicators/courriels-5j.yaml", "indicators/appels-perdus.yaml"
LETTERS_RATE = "indicators/courriers-15j.yaml"
FIXED, HELD = "indicators/rdv-4j-delai.yaml", "indicators/rdv-10j-delai.yaml"
VISITS, ZONE = "indicators/pn-satisfaction.yaml", "zone: metropole\n"


def own(promise: str, *, reason: str = "", indicator: str = "courriels-delai") -> tuple[str, str]:
    """Return a change that gives a site an objective of its own, on lines 4 to 8 of its file."""
    said = f"    reason: {reason}\n" if reason else ""
    return ZONE, (
        f"objectives:\n  - indicator: {indicator}\n    valid_from: 2018-01-01\n"
        f"    {promise}\n    source: note\n{said}{ZONE}"
    )


PLANTED: list[tuple[str, dict[str, Change], list[str]]] = [
    ("one site alone", {ISTRES: own("less_than: 8 days")},
     ["sites/istres.yaml:7:5 unreasoned-objective"]),
    ("another tolerance", {ISTRES: own("at_least: 95 %", indicator="courriels-5j")},
     ["sites/istres.yaml:7:5 unreasoned-objective"]),
    ("dragged from everyone's", {ISTRES: own("less_than: 6 days")},
     ["sites/istres.yaml:7:5 unreasoned-objective", "sites/istres.yaml:7:16 grown-objective"]),
    ("dragged along sites, its reason with it",
     {AIX: own("less_than: 8 days", reason="travaux"),
      ARLES: own("less_than: 9 days", reason="travaux"),
      ISTRES: own("less_than: 10 days", reason="travaux")},
     ["sites/arles.yaml:7:16 grown-objective", "sites/istres.yaml:7:16 grown-objective"]),
    ("dragged along rows", {MAILS: ("less_than: 5 days", "less_than: 16 days")},
     ["indicators/courriels-delai.yaml:26:16 grown-objective"]),
    ("dragged along two rows",
     {MAILS_RATE: ("at_least: 95 %", "at_least: 96 %"),
      "indicators/reclamations-15j.yaml": ("at_least: 95 %", "at_least: 97 %")},
     ["indicators/courriels-5j.yaml:26:15 grown-objective",
      "indicators/reclamations-15j.yaml:25:15 grown-objective"]),
    ("dragged from its own deadline", {LETTERS: ("less_than: 15 days", "less_than: 16 days")},
     ["indicators/courriers-delai.yaml:26:16 grown-objective"]),
    ("a lost sign", {MAILS: ("less_than: 5 days", "at_most: 5 days")},
     ["indicators/courriels-delai.yaml:26:5 lost-strictness"]),
    ("a sign lost by one site", {ISTRES: own("at_most: 5 days")},
     ["sites/istres.yaml:7:5 unreasoned-objective", "sites/istres.yaml:7:5 lost-strictness"]),
    ("a rate's objective on a delay", {MAILS: ("less_than: 5 days", "less_than: 95 days")},
     ["indicators/courriels-delai.yaml:26:16 swapped-objective"]),
    ("the same, the other way",
     {LETTERS: "".join(one for one in (SHIPPED / LETTERS).read_text("utf-8")
                       .replace("less_than: 15 days", "at_least: 95 days").splitlines(True)
                       if not one.startswith("better"))},
     ["indicators/courriers-delai.yaml:25:15 swapped-objective"]),
    ("a delay's objective on a rate", {MAILS_RATE: ("at_least: 95 %", "at_least: 5 %")},
     ["indicators/courriels-5j.yaml:26:15 swapped-objective"]),
    ("a rate's objective on a site's delay",
     {ISTRES: own("less_than: 95 days", reason="travaux")},
     ["sites/istres.yaml:7:16 swapped-objective"]),
    ("in percent", {MAILS: ("less_than: 5 days", "at_least: 95 %")},
     ["indicators/courriels-delai.yaml:26:5 opposite-direction",
      "indicators/courriels-delai.yaml:26:15 unit"]),
    ("too tolerant of a rate", {MAILS_RATE: ("1 point", "5.5 points")},
     ["indicators/courriels-5j.yaml:27:16 wide-tolerance"]),
    ("too tolerant of losses", {CALLS: ("1 point", "11 points")},
     ["indicators/appels-perdus.yaml:23:16 wide-tolerance"]),
    ("too tolerant of a delay",
     {MAILS: ("less_than: 5 days", "less_than: 5 days\n    tolerance: 6 days")},
     ["indicators/courriels-delai.yaml:27:16 wide-tolerance"]),
    ("no module", {CALLS: ("engagements:\n  2018: E10", "engagements: {}")},
     ["indicators/appels-perdus.yaml:18:1 no-module"]),
    ("two rows alike",
     {"indicators/rdv-10j-delai.yaml": ("label: Délai moyen jusqu'au rendez-vous",
                                        "label: Délai moyen de fixation du rendez-vous")},
     ["indicators/rdv-4j-delai.yaml:2:8 label-twice"]),
    ("two rows of two kinds",
     {"indicators/rdv-4j-delai.yaml": ("label: Délai moyen de fixation du rendez-vous",
                                       "label: Taux d'appels perdus")},
     ["indicators/rdv-4j-delai.yaml:2:8 label-twice"]),
    ("two sites alike", {ISTRES: ("short: Istres", "short: arles")},
     ["sites/istres.yaml:2:8 label-twice"]),
    ("everyone's changes in July, the site's does not",
     {LETTERS: ("    less_than: 15 days", ("    valid_until: 2018-06-30\n    less_than: 15 days\n"
                "    source: Plan\n  - valid_from: 2018-07-01\n    less_than: 12 days")),
      ISTRES: own("less_than: 15 days", indicator="courriers-delai")},
     ["sites/istres.yaml:7:5 unreasoned-objective"]),
    ("a dash for a reason", {ISTRES: own("less_than: 8 days", reason="'-'")},
     ["sites/istres.yaml:7:5 unreasoned-objective"]),
    ("the other way along sites, its reason with it",
     {AIX: own("less_than: 10 days", reason="travaux"),
      ISTRES: own("less_than: 9 days", reason="travaux")},
     ["sites/aix.yaml:7:16 grown-objective"]),
    ("up along rows",
     {LETTERS_RATE: ("at_least: 95 %", "at_least: 97 %"),
      MAILS_RATE: ("at_least: 95 %", "at_least: 96 %")},
     ["indicators/courriers-15j.yaml:26:15 grown-objective",
      "indicators/courriels-5j.yaml:26:15 grown-objective"]),
    ("the first row alone", {LETTERS_RATE: ("at_least: 95 %", "at_least: 96 %")},
     ["indicators/courriers-15j.yaml:26:15 grown-objective"]),
    ("two lost signs", {FIXED: ("less_than", "at_most"), HELD: ("less_than", "at_most")},
     ["indicators/rdv-4j-delai.yaml:24:5 lost-strictness",
      "indicators/rdv-10j-delai.yaml:24:5 lost-strictness"]),
    ("a sign lost with time",
     {LETTERS: ("    less_than: 15 days", ("    valid_until: 2018-06-30\n    less_than: 15 days\n"
                "    source: Plan\n  - valid_from: 2018-07-01\n    at_most: 15 days"))},
     ["indicators/courriers-delai.yaml:30:5 lost-strictness"]),
    ("two rows for each other, in numbers",
     {"indicators/rdv-4j.yaml": ("at_least: 95 %", "at_least: 4 %"),
      FIXED: ("less_than: 4 days", "less_than: 95 days")},
     ["indicators/rdv-4j.yaml:24:15 swapped-objective",
      "indicators/rdv-4j-delai.yaml:24:16 swapped-objective"]),
    ("a share of one on a delay", {MAILS: ("less_than: 5 days", "less_than: 0.95 days")},
     ["indicators/courriels-delai.yaml:26:16 swapped-objective"]),
    ("a share of one", {MAILS_RATE: ("at_least: 95 %", "at_least: 0.95 %")},
     ["indicators/courriels-5j.yaml:26:15 share-of-one"]),
    ("too tolerant of everything",
     {MAILS_RATE: ("at_least: 95 %\n    tolerance: 1 point",
                   "at_least: 100 %\n    tolerance: 50 points")},
     ["indicators/courriels-5j.yaml:27:16 wide-tolerance"]),
    ("one label of two measures, in two modules",
     {"indicators/rdv-4j.yaml": ("Taux de fixation de rendez-vous dans le délai de 4 jours ouvrés",
                                 "Taux d’appels  perdus.")},
     ["indicators/rdv-4j.yaml:2:8 label-twice"]),
    ("the short label of one, the label of the other",
     {FIXED: ("short: RDV, délai de fixation", "short: Délai moyen jusqu'au rendez-vous")},
     ["indicators/rdv-4j-delai.yaml:3:8 label-twice"]),
    ("two services alike", {"services.yaml": ("label: BCR", "label: BAAS")},
     ["services.yaml:13:10 label-twice"]),
    ("two engagements alike",
     {"editions/2018.yaml": ("Répondre aux appels téléphoniques",
                             "Répondre aux suggestions et réclamations")},
     ["editions/2018.yaml:27:12 label-twice"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "expected"), [pytest.param(*rest, id=name) for name, *rest in PLANTED]
)
def test_a_planted_slip_is_found(
    tmp_path: Path, changes: dict[str, Change], expected: list[str]
) -> None:
    assert sorted(found(tmp_path, changes)) == sorted(expected)


MEANT: list[tuple[str, dict[str, Change]]] = [
    ("what is shipped", {}),
    ("a site's own, with its reason", {ISTRES: own("less_than: 6 days", reason="travaux")}),
    ("the same as everyone's", {ISTRES: own("less_than: 5 days")}),
    ("of sites alone, the same",
     {MAILS: (SHIPPED / MAILS).read_text("utf-8").partition("objectives:")[0],
      **{site: own("less_than: 5 days") for site in (AIX, ARLES, ISTRES)}}),
    ("the same name of two services at two sites",
     {"services.yaml": ("label: BCR\n  site: prefecture", "label: BAAS\n  site: aix")}),
    ("one more, from a source of its own",
     {MAILS_RATE: ("at_least: 95 %\n    tolerance: 1 point\n    source: >-\n      Bilan",
                   "at_least: 96 %\n    tolerance: 1 point\n    source: >-\n      Note, bilan")}),
    ("at most, from a source of its own",
     {MAILS: ("less_than: 5 days\n    source: >-\n      Bilan",
              "at_most: 4 days\n    source: >-\n      Note, et bilan")}),
    ("a tolerance as wide as the room", {MAILS_RATE: ("1 point", "5 points")}),
    ("everything, or nearly", {MAILS_RATE: ("at_least: 95 %", "at_least: 100 %")}),
    ("three in four, widely", {VISITS: ("1 point", "10 points")}),
    ("one more a year later",
     {CALLS: ("    at_most: 10 %",
              ("    valid_until: 2017-12-31\n    at_most: 10 %\n    tolerance: 1 point\n"
               "    source: Plan\n  - valid_from: 2018-01-01\n    at_most: 11 %"))}),
]  # fmt: skip


@pytest.mark.parametrize("changes", [pytest.param(one, id=name) for name, one in MEANT])
def test_what_is_meant_is_no_slip(tmp_path: Path, changes: dict[str, Change]) -> None:
    assert found(tmp_path, changes) == []


def test_a_slip_is_found_beside_another_mistake(tmp_path: Path) -> None:
    wrong = (SHIPPED / MAILS_RATE).read_text("utf-8").replace("better: up", "better: upp")
    assert found(tmp_path, {MAILS_RATE: wrong.replace("1 point", "9 points")}) == [
        "indicators/courriels-5j.yaml:17:9 unknown-value",
        "indicators/courriels-5j.yaml:27:16 wide-tolerance",
    ]


def test_what_is_put_right_is_no_slip(tmp_path: Path) -> None:
    """A tolerance without a unit is put right with one, of which nothing is said."""
    wrong = (SHIPPED / MAILS_RATE).read_text("utf-8").replace("1 point", "9")
    assert found(tmp_path, {MAILS_RATE: wrong}) == [
        "indicators/courriels-5j.yaml:27:16 quantity-form"
    ]


def test_a_slip_says_what_it_looks_like(tmp_path: Path) -> None:
    changes: dict[str, Change] = {MAILS: ("less_than: 5 days", "less_than: 16 days")}
    (one,) = read(spoiled(tmp_path, changes))[1]
    assert told(one).startswith("16, one more than the 15 of “courriers-delai”: as in a cell that")


def test_a_kind_written_with_its_accent_changes_no_order(tmp_path: Path) -> None:
    """Istres grew from Aix and from Arles alike: the first of them is named."""
    changes: dict[str, Change] = {
        AIX: own("less_than: 8 days", reason="travaux"),
        ISTRES: own("less_than: 9 days", reason="travaux"),
    }
    old, new = own("less_than: 8 days", reason="travaux")
    arles = (SHIPPED / ARLES).read_text("utf-8").replace(old, new)
    changes[ARLES] = arles.replace("kind: sous-prefecture", "kind: Sous-préfecture")
    findings = read(spoiled(tmp_path, changes))[1]
    (one,) = (one for one in findings if one.rule == "grown-objective")
    assert told(one).startswith("9, one more than the 8 of “aix”")


def test_mistakes_in_a_sites_own_objectives_have_their_line(tmp_path: Path) -> None:
    def at(name: str, promise: str, indicator: str = "courriels-delai") -> list[str]:
        changes: dict[str, Change] = {ISTRES: own(promise, reason="r", indicator=indicator)}
        return found(tmp_path / name, changes)

    assert at("a", "less_than: 5 %") == ["sites/istres.yaml:7:16 unit"]
    assert at("b", "at_least: 7 days") == ["sites/istres.yaml:7:5 opposite-direction"]
    assert at("c", "less_than: 6 days", "courriel-delai") == [
        "sites/istres.yaml:5:16 unknown-indicator"
    ]
    twice = own("less_than: 7 days", reason="r")[1].removesuffix(ZONE)
    again = twice.removeprefix("objectives:\n").replace("2018-01-01", "2018-06-01")
    assert found(tmp_path / "d", {ISTRES: (ZONE, twice + again + ZONE)}) == [
        "sites/istres.yaml:11:17 overlapping-objectives"
    ]


def test_a_tolerance_is_told_with_its_unit(tmp_path: Path) -> None:
    for file, change, said in (
        (MAILS_RATE, ("1 point", "6 points"), "6 points, where the objective itself leaves 5 p"),
        (
            MAILS,
            ("less_than: 5 days\n", "less_than: 1 day\n    tolerance: 2 days\n"),
            "2 days, where the objective itself leaves 1 day",
        ),
    ):
        findings = read(spoiled(tmp_path / change[1][:6], {file: change}))[1]
        (one,) = (one for one in findings if one.rule == "wide-tolerance")
        assert f"a tolerance of {said}" in told(one)


def test_a_part_of_a_point_is_one_in_french_and_several_in_english(tmp_path: Path) -> None:
    wide = ("at_least: 95 %\n    tolerance: 1 point", "at_least: 99.5 %\n    tolerance: 1.5 points")
    (one,) = read(spoiled(tmp_path, {MAILS_RATE: wide}))[1]
    said = []
    for language in ("fr", "en"):
        set_language(language)
        said.append(translate(one.found))
    assert said == [
        "une tolérance de 1,5\u00a0point, quand l'objectif ne laisse que 0,5\u00a0point",
        "a tolerance of 1.5 points, where the objective itself leaves 0.5 points",
    ]


def test_a_site_is_judged_by_its_own_objective_while_it_is_in_force(tmp_path: Path) -> None:
    held, _ = load(spoiled(tmp_path, {ISTRES: own(
        "valid_until: 2018-06-30\n    less_than: 7 days", reason="travaux")}))  # fmt: skip
    mails = held.indicators["courriels-delai"]
    assert held.own(mails, "aix") is mails
    istres = held.own(mails, "istres")
    days = {day: istres.objective(date.fromisoformat(day))
            for day in ("2017-12-31", "2018-01-01", "2018-06-30", "2018-07-01")}  # fmt: skip
    assert [int(one.target) if one else None for one in days.values()] == [5, 7, 7, 5]


def test_the_figure_of_the_site_follows_and_the_total_does_not(tmp_path: Path) -> None:
    """Answered in 6 working days (1 to 9 March 2018): missed at < 5 days, met at < 7."""
    folder = spoiled(tmp_path, {ISTRES: own("less_than: 7 days", reason="travaux")})
    row = "{site};;courriel;usager;demande;01/03/2018;09/03/2018;"
    registers = {"courriers.csv": [row.format(site=site) for site in ("istres", "arles")]}
    card = computed(tmp_path / "data", registers, referentiel=folder)
    verdicts = {site: figure(card, "courriels-delai", site) for site in ("istres", "arles", "all")}
    assert [(one.measure.value, one.verdict) for one in verdicts.values()] == [
        (6, "met"), (6, "missed"), (6, "missed"),
    ]  # fmt: skip
