"""Coherence: what declarations of good form may still say wrong of registers and each other."""

from pathlib import Path

import pytest

from qualstat.referentiel.loader import read
from spoiled_referentiel import SHIPPED, Change, found, spoiled, told

ISTRES, PREFECTURE = "sites/istres.yaml", "sites/prefecture.yaml"
EDITION, HEADINGS = "editions/2018.yaml", "headings.yaml"
CALLS, MAIL = "indicators/appels-perdus.yaml", "indicators/courriers-15j.yaml"
DELAY, VOLUME = "indicators/courriers-delai.yaml", "indicators/pn-infos.yaml"
ONLINE = "indicators/pn-teleprocedures.yaml"
NUMERATOR, BASE = "numerator: {issue: [perdu]}", "base: {issue: [repondu, perdu]}"
TIMEZONE = "timezone: Europe/Paris"
SOURCE = "    source: décision locale\n"

# file, text replaced, its replacement: line, column and rule; words of what is said
Case = tuple[str, str, str, str, str]
INDICATORS: list[Case] = [
    (CALLS, "register: calls", "register: call", "7:11 unknown-register", "write “calls”"),
    (CALLS, "register: calls", "register: appels", "7:11 unknown-register",
     "one of: calls, mail, appointments, visits"),
    (CALLS, "  ligne:", "  lignes:", "9:3 unknown-criterion", "write “ligne”"),
    (MAIL, "  public:", "  service:", "10:3 unknown-criterion", "one of: canal, public, nature"),
    (MAIL, "  public:", "  recu_le:", "10:3 unknown-criterion", "one of: canal, public, nature"),
    (CALLS, "[standard]", "[standar]", "9:11 unknown-code", "write “standard”"),
    (CALLS, "[standard]", "[svi, Standard]", "9:16 unknown-code", "write “standard”"),
    (CALLS, NUMERATOR, "numerator: {issue: [perdus]}", "12:23 unknown-code", "write “perdu”"),
    (CALLS, BASE, "base: {issue: [repondu, perdus]}", "13:27 unknown-code", "write “perdu”"),
    (CALLS, BASE, "base: {isue: [repondu, perdu]}", "13:10 unknown-criterion", "write “issue”"),
    (CALLS, NUMERATOR, "numerator: {issue: [ferme]}", "12:23 outside-base",
     "“ferme” is not in the base of the rate | one of: repondu, perdu"),
    (CALLS, "ligne: [standard]", "issue: [repondu]", "12:23 outside-scope|13:27 outside-scope",
     "“perdu” is not in the scope of the indicator | one of: repondu"),
    (MAIL, "to: repondu_le", "to: repondu", "14:7 unknown-answer", "write “repondu_le”"),
    (DELAY, "to: repondu_le", "to: recu_le", "14:7 unknown-answer", "one of: repondu_le"),
    (MAIL, "register: mail\nscope:\n  canal: [courrier]\n  public: [usager]\n  nature: [demande]",
     "register: visits", "9:9 no-answer-date", "a measure of the kind rate or volume"),
    (ONLINE, "  kind: rate\n", "  kind: rate\n  short_abandon: 5\n", "11:18 short-abandon",
     "remove “short_abandon”"),
    (CALLS, "  2018: E10", "  2081: E10", "19:3 unknown-edition", "write “2018”"),
    (CALLS, "  2018: E10", "  2018: e10", "19:9 unknown-engagement", "write “E10”"),
    (CALLS, "  2018: E10", "  2018: module 1", "19:9 unknown-engagement",
     "one of: E3, E10, E15, E17, E18, E36, E37"),
    (CALLS, "at_most: 10 %", "at_most: 10 days", "22:14 unit", "a percentage, as in 95 %"),
    (CALLS, "1 point", "1 jour", "23:16 unit", "points, as in 1 point"),
    (DELAY, "less_than: 15 days", "less_than: 15 %", "26:16 unit", "days, as in 15 days"),
    (DELAY, "less_than: 15 days", "less_than: 15 %\n    tolerance: 1 point",
     "26:16 unit|27:16 unit", "days, as in 1 day"),
    (VOLUME, "  2018: E15\n",
     f"  2018: E15\nobjectives:\n  - valid_from: 2017-01-01\n    at_least: 5 %\n{SOURCE}",
     "18:5 objective-of-volume", "objectives for rates and means only"),
    (DELAY, "objectives:\n",
     f"objectives:\n  - valid_from: 2018-06-01\n    less_than: 9 days\n{SOURCE}",
     "24:17 overlapping-objectives", "end the earlier one: “valid_until: 2018-05-31”"),
    (DELAY, "objectives:\n",
     ("objectives:\n  - valid_from: 2016-01-01\n    valid_until: 2017-01-01\n"
      f"    less_than: 9 days\n{SOURCE}"),
     "29:17 overlapping-objectives", "in force since 2016-01-01"),
    (DELAY, "objectives:\n",
     f"objectives:\n  - valid_from: 2017-01-01\n    less_than: 9 days\n{SOURCE}",
     "28:17 overlapping-objectives", "keep one of the two"),
    (CALLS, "better: down", "better: up", "22:5 opposite-direction", "“better: down”"),
    (MAIL, "better: up", "better: down", "26:5 opposite-direction", "“better: up”"),
]  # fmt: skip
PLAN: list[Case] = [
    (EDITION, "    module: 4", "    module: 3", "40:13 unknown-module", "one of: 1, 4, 7"),
    (HEADINGS, "    - pn-usagers\n", "    - pn-usagers\n    - rdv-4j\n", "43:7 two-headings",
     "“rdv-4j” already stands under “collectivites”"),
    (HEADINGS, "    - pn-usagers\n", "    - pn-usagers\n    - pn-usagers\n", "43:7 two-headings",
     "“pn-usagers” already stands under “points-numeriques”"),
    (HEADINGS, "    - pn-usagers\n", "    - pn-usagers\n    - pn-usager\n",
     "43:7 unknown-indicator", "write “pn-usagers”"),
    ("zones.yaml", "#", "alsace-mosele: {added: []}\n#", "1:1 unknown-zone", "“alsace-moselle”"),
    ("zones.yaml", "#", "metropole:\n  worked: [{holiday: Lundi de Paques, reason: x}]\n#",
     "2:22 unknown-holiday", "write “Lundi de Pâques”"),
    ("zones.yaml", "#", "mayotte:\n  worked: [{holiday: Vendredi saint, reason: x}]\n#",
     "2:22 unknown-holiday", "is not a public holiday of the zone mayotte"),
    ("zones.yaml", "#",
     ("mayotte:\n  added: [{day: 2018-04-27, reason: x}]\n"
      "  removed: [{day: 2018-04-27, reason: x}]\n#"),
     "3:19 added-and-removed", "2018-04-27 is both added and removed"),
]  # fmt: skip
SITES: list[Case] = [
    (ISTRES, "zone: metropole", "zone: Métropol", "4:7 unknown-zone", "write “metropole”"),
    (ISTRES, TIMEZONE, "timezone: Europe/Pari", "5:11 unknown-timezone", "write “Europe/Paris”"),
    (ISTRES, TIMEZONE, "timezone: Europe", "5:11 unknown-timezone", "as in Europe/Paris"),
    (ISTRES, TIMEZONE, "timezone: /etc/passwd", "5:11 unknown-timezone", "as in Europe/Paris"),
    (ISTRES, "[points-numeriques]", "[point-numerique]", "11:16 unknown-heading",
     "write “points-numeriques”"),
    (ISTRES, "[points-numeriques]", "[]", "11:5 follows-nothing", "“headings” or “indicators”"),
    (PREFECTURE, "indicators: [pn-infos,", "indicators: [pn-info,", "21:18 unknown-indicator",
     "write “pn-infos”"),
    (PREFECTURE, "excluded: [rdv-10j,", "excluded: [rdv-10,", "11:16 unknown-indicator",
     "write “rdv-10j”"),
    (PREFECTURE, "  - indicators: [pn-infos,",
     "  - excluded: [pn-infos]\n    indicators: [pn-infos,", "21:16 named-and-excluded",
     "“pn-infos” is both named and excluded here"),
    (ISTRES, "    reason: Tableau de bord", "    # Tableau de bord", "9:5 missing-reason",
     "“since” without a reason"),
    (ISTRES, "    reason: Tableau de bord", "    until: 2018-12 #", "10:5 missing-reason",
     "“until” without a reason"),
    (ISTRES, "    reason: Tableau de bord", "    excluded: [rdv-4j] #", "10:5 missing-reason",
     "“excluded” without a reason"),
    (ISTRES, TIMEZONE,
     ("holidays:\n  added: [{day: 2018-05-11, reason: x}]\n"
      "  removed: [{day: 2018-05-11, reason: x}]"),
     "7:19 added-and-removed", "2018-05-11 is both added and removed"),
    (ISTRES, TIMEZONE, "complete: {mails: 2018-01}", "5:12 unknown-register", "write “mail”"),
]  # fmt: skip


@pytest.mark.parametrize("case", INDICATORS + PLAN + SITES, ids=lambda case: case[3])
def test_incoherence(tmp_path: Path, case: Case) -> None:
    """Each mistake gives its line, its column, its rule, and what is right; nothing follows it."""
    file, old, new, places, words = case
    referentiel, findings = read(spoiled(tmp_path, {file: (old, new)}))
    assert referentiel is None
    assert [f"{one.line}:{one.column} {one.rule}" for one in findings] == places.split("|")
    assert {one.file for one in findings} == {f"referentiel/{file}"}
    assert words in " / ".join(told(one) for one in findings)


DOUBTS: list[Case] = [
    (CALLS, BASE, "base: {issue: [repondu, perdu, perdu]}", "13:34 repeated", "each name once"),
    (DELAY, "less_than: 15 days", "less_than: 0 days", "26:16 never-met",
     "“at_least” or “at_most”"),
    (CALLS, "better: down\n", "#\n", "", ""),
    (CALLS, "at_most: 10 %", "at_most: 10 %\n    valid_until: 2017-06-30", "", ""),
    (ISTRES, "[points-numeriques]", "[points-numeriques, points-numeriques]", "11:35 repeated",
     "“points-numeriques” stands twice in this list"),
    (ISTRES, "[points-numeriques]", "[points-numeriques, reclamations]", "", ""),
    (PREFECTURE, "excluded: [rdv-10j,", "excluded: [pn-usagers,", "11:16 excluded-nothing",
     "“pn-usagers” is excluded from headings that do not hold it"),
    (ISTRES, TIMEZONE,
     ("closures:\n  - {first: 2018-05-11, last: 2018-05-12, reason: x}\n"
      "  - {first: 2018-05-07, last: 2018-05-11, reason: x}"),
     "6:13 overlapping-closures", "another closure lasts until 2018-05-11"),
    (ISTRES, TIMEZONE,
     ("closures:\n  - {first: 2018-05-11, last: 2018-05-12, reason: x}\n"
      "  - {first: 2018-05-07, last: 2018-05-10, reason: x}"), "", ""),
    (ISTRES, TIMEZONE,
     "holidays:\n  added:\n    - {day: 2018-05-11, reason: x}\n    - {day: 2018-05-11, reason: x}",
     "8:7 repeated", "“2018-05-11” stands twice in this list"),
    (ISTRES, TIMEZONE, "complete: {mail: [2018-09, 2018-01..2018-06]}", "5:28 months-out-of-order",
     "spans of months in order"),
    (ISTRES, TIMEZONE, "complete: {mail: [2018-01..2018-06, 2018-07]}", "", ""),
]  # fmt: skip


@pytest.mark.parametrize("case", DOUBTS, ids=lambda case: case[3] or "nothing")
def test_doubt(tmp_path: Path, case: Case) -> None:
    """What is doubtful is said and blocks nothing; what is only unusual is not said."""
    file, old, new, places, words = case
    referentiel, findings = read(spoiled(tmp_path, {file: (old, new)}))
    said = [f"{one.line}:{one.column} {one.rule}" for one in findings]
    assert said == [place for place in places.split("|") if place]
    assert words in " / ".join(told(one) for one in findings)
    assert referentiel is not None


def shipped(file: str) -> str:
    """Return the text of a shipped file."""
    return (SHIPPED / file).read_text(encoding="utf-8")


def another(name: str) -> str:
    """Return the text of a site like Istres, of another name."""
    told = shipped(ISTRES).replace("label: Sous-préfecture d'Istres", f"label: Site {name}")
    return told.replace("short: Istres", f"short: {name}")


TOGETHER: list[tuple[dict[str, Change], list[str]]] = [
    (
        {"editions/2019.yaml": shipped(EDITION)},
        ["editions/2019.yaml:6:8 label-twice", "editions/2019.yaml:7:13 same-start"],
    ),
    (
        {"sites/saint-denis.yaml": another("A"), "sites/saint_denis.yaml": another("B")},
        ["sites/saint_denis.yaml:1:1 same-spelling"],
    ),
    ({"sites/All.yaml": another("A")}, ["sites/All.yaml:1:1 reserved-id"]),
    (
        {"sites/fos.yaml": "label: Fos\nshort: Fos\nkind: sous-prefecture\n"},
        ["sites/fos.yaml:1:1 site-without-follows"],
    ),
    (
        {HEADINGS: ("    - appels-perdus-svi\n", "    - appels-perdus-sv\n")},
        [
            "headings.yaml:9:7 unknown-indicator",
            "indicators/appels-perdus-svi.yaml:3:1 no-heading",
        ],
    ),
    (
        {CALLS: "", EDITION: "label: [\n", HEADINGS: ("reclamations:", "reclamation:")},
        [
            "editions/2018.yaml:2:1 yaml-syntax",
            "indicators/appels-perdus.yaml:1:1 empty-file",
            "sites/aix.yaml:8:61 unknown-heading",
            "sites/arles.yaml:8:61 unknown-heading",
            "sites/istres.yaml:8:61 unknown-heading",
        ],
    ),
    (
        {
            CALLS: ("  2018: E10", "  2018: E99"),
            MAIL: ("nature: [demande]", "nature: [demandes]"),
            HEADINGS: ("    - pn-infos\n", "    - pn-infos\n    - pn-info\n"),
            ISTRES: ("zone: metropole", "zone: metropol"),
            PREFECTURE: ("since: 2018-07", "since: 2018-07\n    until: 2018-06"),
        },
        [
            "headings.yaml:44:7 unknown-indicator",
            "indicators/appels-perdus.yaml:19:9 unknown-engagement",
            "indicators/courriers-15j.yaml:11:12 unknown-code",
            "sites/istres.yaml:4:7 unknown-zone",
            "sites/prefecture.yaml:23:12 ends-before-start",
        ],
    ),
]


@pytest.mark.parametrize(("changes", "expected"), TOGETHER)
def test_across_files(tmp_path: Path, changes: dict[str, Change], expected: list[str]) -> None:
    """Mistakes of several files stand together, and none is told of what could not be read."""
    assert found(tmp_path, changes) == expected
