"""What may be declared of figures over time: breaks, counts, holders, cases expected, explanations.

A site written by hand follows the telephone and the digital points, without `pn-infos`; what a
case declares of it begins on line 9.
"""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from qualstat.periods import year_period
from qualstat.referentiel.loader import load, read
from qualstat.referentiel.model import Referentiel
from spoiled_referentiel import SHIPPED, Change, spoiled, told

FOS = """label: Sous-préfecture de Fos
short: Fos
kind: sous-prefecture
follows:
  - headings: [accueil-telephonique, points-numeriques]
    excluded: [pn-infos]
    since: 2017-01
    reason: tableau de bord
"""
SEPTEMBER = "  - {month: 2018-09, label: travaux, source: note"
SIX = "  - {label: guichets, number: 6, since: 2018-01, source: note}\n"
JULY = 12 * 2018 + 6

# what is declared of the site; line, column and rule; words of what is said
SITES: list[tuple[str, str, str]] = [
    (f"breaks:\n{SEPTEMBER}}}\n", "", ""),
    ("breaks:\n  - month: 2018-09\n    label: travaux\n", "10:5 missing-key",
     "the key “source” is missing"),
    ("breaks: travaux\n", "9:9 list-form", "“breaks” holds “travaux”"),
    ("breaks:\n  - month: 2018-09-01\n    label: travaux\n    source: note\n", "10:12 month-form",
     "a month, as in 2018-06"),
    (f"breaks:\n{SEPTEMBER}, heading: [x]}}\n", "10:52 unknown-key", "write “headings”"),
    (f"breaks:\n{SEPTEMBER}, headings: [points-numerique]}}\n", "10:63 unknown-heading",
     "write “points-numeriques”"),
    (f"breaks:\n{SEPTEMBER}, headings: [collectivites]}}\n", "10:63 not-followed",
     "this site never follows “collectivites”"),
    (f"breaks:\n{SEPTEMBER}, indicators: [pn-usager]}}\n", "10:65 unknown-indicator",
     "write “pn-usagers”"),
    (f"breaks:\n{SEPTEMBER}, indicators: [pn-usagers, pn-infos]}}\n", "10:77 not-followed",
     "this site never follows “pn-infos”"),
    (f"breaks:\n{SEPTEMBER}, indicators: [pn-usagers, pn-usagers]}}\n", "10:77 repeated",
     "“pn-usagers” stands twice in this list"),
    (f"breaks:\n{SEPTEMBER}}}\n{SEPTEMBER}}}\n", "11:5 repeated", "“2018-09 travaux” stands twice"),
    ("counts:\n  - {label: guichets, number: deux, since: 2018-01, source: note}\n",
     "10:31 whole-form", "“number” holds “deux”"),
    ("counts:\n  - {label: guichets, number: -1, since: 2018-01, source: note}\n",
     "10:31 whole-form", "“number” holds “-1”"),
    ("counts:\n  - {label: guichets, number: 0, since: 2018-01, source: note}\n", "", ""),
    ("counts:\n  - {label: guichets, number: 6, since: 2018-07, until: 2018-06, source: note}\n",
     "10:57 ends-before-start", "“until” holds “2018-06”"),
    (f"counts:\n{SIX}  - {{label: guichets, number: 4, since: 2018-07, source: note}}\n",
     "11:41 overlapping-counts", "end the earlier one: “until: 2018-06”"),
    (f"counts:\n{SIX}  - {{label: Guichets, number: 4, since: 2018-01, source: note}}\n",
     "11:41 overlapping-counts", "keep one of the two"),
    (f"counts:\n{SIX}  - {{label: bornes, number: 4, since: 2018-07, source: note}}\n", "", ""),
    (("counts:\n  - {label: guichets, number: 4, since: 2018-07, source: note}\n"
      "  - {label: guichets, number: 6, since: 2018-01, until: 2018-07, source: note}\n"),
     "10:41 overlapping-counts", "in 2018-07, the count of 6 in force since 2018-01 still holds"),
    (f"counts:\n{SIX[:-2]}, headings: [accueil]}}\n", "10:75 unknown-heading", "one of: "),
    (f"counts:\n{SIX[:-2]}, headings: [reclamations]}}\n", "10:75 not-followed", "“reclamations”"),
    ("held_by: {mail: secrétariat}\n", "", ""),
    ("held_by: {mails: secrétariat}\n", "9:11 unknown-register", "write “mail”"),
    ("held_by: {mail: [a, b]}\n", "9:11 text-form", "“mail” holds a list"),
]  # fmt: skip


@pytest.mark.parametrize("case", SITES, ids=lambda case: case[1] or "nothing")
def test_what_a_site_declares_over_time(tmp_path: Path, case: tuple[str, str, str]) -> None:
    """Each mistake gives its line, its column, its rule, and what is right."""
    text, places, words = case
    _, findings = read(spoiled(tmp_path, {"sites/fos.yaml": FOS + text}))
    said = [f"{one.line}:{one.column} {one.rule}" for one in findings]
    assert said == [place for place in places.split("|") if place]
    assert {one.file for one in findings} <= {"referentiel/sites/fos.yaml"}
    assert words in " / ".join(told(one) for one in findings)


COMPLAINTS = "indicators/reclamations-15j.yaml"
EXPECTED: list[tuple[str, str, str, str]] = [
    ("at_least: 1\n", "at_least: 0\n", "34:13 form-of-factor", "a number above 0"),
    ("at_least: 1\n", "at_least: un\n", "34:13 form-of-factor", "“at_least” holds “un”"),
    ("at_least: 1\n", "at_least: 0,5\n", "", ""),
    ("per: 1000", "per: 0", "35:8 out-of-bounds", "at least 1"),
    ("per: 1000", "per: 1 000", "35:8 whole-form", "“per” holds “1 000”"),
    ("[mail, calls, visits]", "[mail, call]", "36:14 unknown-register", "write “calls”"),
    ("[mail, calls, visits]", "[mail, mail]", "36:14 repeated", "“mail” stands twice"),
    ("[mail, calls, visits]", "[]", "36:3 empty-list", "at least one value"),
]


@pytest.mark.parametrize("case", EXPECTED, ids=lambda case: case[1].strip())
def test_cases_expected(tmp_path: Path, case: tuple[str, str, str, str]) -> None:
    old, new, place, words = case
    _, findings = read(spoiled(tmp_path, {COMPLAINTS: (old, new)}))
    assert [f"{one.line}:{one.column} {one.rule}" for one in findings] == ([place] if place else [])
    assert words in " / ".join(told(one) for one in findings)


def explained(**changes: str) -> str:
    """Return an explanation as one item of a list, some keys changed; an empty one is left out."""
    keys = {"indicator": "courriels-5j", "month": "2018-08", "days": "8", "given": "2019-01-31",
            "text": "absence", **changes}  # fmt: skip
    return f"  - {{{', '.join(f'{key}: {value}' for key, value in keys.items() if value)}}}\n"


# the file; line, column and rule; words of what is said
EXPLAINED: list[tuple[str, str, str]] = [
    ("", "", ""),
    ("arles:\n", "", ""),
    ("arles: []\n", "", ""),
    (f"arles:\n{explained()}{explained(days='9')}{explained(days='')}", "", ""),
    (f"arles:\n{explained()}{explained(text='panne')}{explained(number='2', month='2018-09')}",
     "", ""),
    (f"arle:\n{explained()}", "1:1 unknown-site", "write “arles”"),
    (f"arles:\n{explained(indicator='courriel-5j')}", "2:17 unknown-indicator",
     "write “courriels-5j”"),
    (f"arles:\n{explained(indicator='courriels-delai')}", "2:17 no-deadline",
     "“courriels-delai” has no deadline | one of: "),
    (f"arles:\n{explained(days='5')}", "2:53 not-late",
     "“5” is within the deadline of “courriels-5j” | more than 5"),
    (f"arles:\n{explained()}{explained()}", "3:81 explained-twice", "“number” for several cases"),
    (f"arles:\n{explained(days='')}{explained(days='', number='2')}", "3:72 explained-twice",
     "already stands above"),
    (f"prefecture:\n{explained()}", "2:17 not-followed",
     "this site never follows “courriels-5j”"),
    (f"arles:\n{explained(number='0')}", "2:98 out-of-bounds", "at least 1"),
    (f"arles:\n{explained(days='1001')}", "2:53 out-of-bounds", "at most 1000"),
    (f"arles:\n{explained(given='')}", "2:5 missing-key", "the key “given” is missing"),
    (f"arles:\n{explained(reference='A12')}", "2:90 unknown-key",
     "one of: indicator, month, days, number, given, text, by"),
    ("arles:\n  - absence\n", "2:5 keys-form", "“arles” holds “absence”"),
    ("arles: absence\n", "1:8 list-form", "“arles” holds “absence”"),
    (f"arles:\n  courriels-5j:\n  {explained()}", "1:1 list-form", "a group of keys"),
    (f"- arles:\n{explained()}", "1:1 keys-form", "“explanations.yaml” holds a list"),
    (f"arles:\n{explained(indicator='courriel-5j', month='août')}{explained(days='4')}",
     "2:17 unknown-indicator|2:37 month-form|3:53 not-late", ""),
]  # fmt: skip


@pytest.mark.parametrize("case", EXPLAINED, ids=lambda case: case[1] or "nothing")
def test_explanations(tmp_path: Path, case: tuple[str, str, str]) -> None:
    """Each mistake gives its line, its column, its rule, and what is right."""
    text, places, words = case
    _, findings = read(spoiled(tmp_path, {"explanations.yaml": text}))
    said = [f"{one.line}:{one.column} {one.rule}" for one in findings]
    assert said == [place for place in places.split("|") if place]
    assert {one.file for one in findings} <= {"referentiel/explanations.yaml"}
    assert words in " / ".join(told(one) for one in findings)


def test_a_mistake_elsewhere_is_told_once(tmp_path: Path) -> None:
    """What names an indicator, a heading or a site that was refused is not reproached with it."""
    changes: dict[str, Change] = {
        "headings.yaml": ("  label: Points numériques", "  labl: Points numériques"),
        "indicators/courriels-5j.yaml": ("within: 5", "within: cinq"),
        "sites/arles.yaml": ("label: Sous-préfecture d'Arles\n", ""),
        "sites/istres.yaml": ("[points-numeriques]\n    since", "[points-numerique]\n    since"),
    }
    findings = read(spoiled(tmp_path, changes))[1]
    assert [one.rule for one in findings] == [
        "missing-key", "unknown-key", "whole-form", "missing-key", "unknown-heading",
    ]  # fmt: skip


FOLLOW = "  - headings: [accueil-telephonique, points-numeriques]\n    excluded: [pn-infos]\n"


@pytest.mark.parametrize(
    ("follow", "expected"),
    [
        ("  - headings: [accueil-telephonique]\n", ["not-followed"]),
        ("  - headings: [accueil-telephonique, point-numerique]\n", ["unknown-heading"]),
        ("  - headings: [accueil-telephonique]\n    indicators: [pn-usager]\n",
         ["unknown-indicator"]),
        ("  - headings: []\n", ["follows-nothing"]),
        (("  - headings: [accueil-telephonique]\n    since: 2017-01\n    reason: x\n"
          "  - headings: []\n"), ["follows-nothing"]),
        ("  - heading: [points-numeriques]\n", ["unknown-key"]),
    ],
)  # fmt: skip
def test_what_is_followed_is_judged_where_it_is_sure(
    tmp_path: Path, follow: str, expected: list[str]
) -> None:
    """A break in the digital points is not reproached where a slip hides that they are followed."""
    text = FOS.replace(FOLLOW, follow) + f"breaks:\n{SEPTEMBER}, headings: [points-numeriques]}}\n"
    findings = read(spoiled(tmp_path, {"sites/fos.yaml": text}))[1]
    assert [one.rule for one in findings] == expected
    without = text.partition("follows:")[0] + "breaks:" + text.partition("breaks:")[2]
    findings = read(spoiled(tmp_path, {"sites/fos.yaml": without}))[1]
    assert [one.rule for one in findings] == ["site-without-follows"]


def test_explanations_may_be_absent(tmp_path: Path) -> None:
    referentiel, findings = load(spoiled(tmp_path, {"explanations.yaml": None}))
    assert findings == []
    assert referentiel.explanations == {}


def with_fos(tmp_path: Path, text: str) -> Referentiel:
    """Return the référentiel with the site written by hand."""
    referentiel, findings = load(spoiled(tmp_path, {"sites/fos.yaml": FOS + text}))
    assert findings == []
    return referentiel


def test_breaks_of_an_indicator(tmp_path: Path) -> None:
    """By month; those of its heading, of its name and of the whole site, where it is followed."""
    referentiel = with_fos(tmp_path, (
        "breaks:\n"
        "  - {month: 2018-09, label: logiciel, headings: [points-numeriques], source: x}\n"
        "  - {month: 2018-03, label: déménagement, source: x}\n"
        "  - {month: 2018-06, label: serveur, indicators: [appels-perdus-svi], source: x}\n"
    ))  # fmt: skip

    def labels(indicator: str, site: str = "fos") -> list[str]:
        return [one.label for one in referentiel.breaks(site, indicator)]

    assert labels("pn-usagers") == ["déménagement", "logiciel"]
    assert labels("appels-perdus-svi") == ["déménagement", "serveur"]
    assert labels("appels-perdus") == ["déménagement"]
    assert labels("pn-infos") == []  # excluded
    assert labels("courriels-5j") == []  # not followed
    assert labels("pn-usagers", "aix") == labels("pn-usagers", "all") == []


def test_counts_in_force_and_their_changes(tmp_path: Path) -> None:
    """Both ends count; a change is told with what it replaces, a first count is none."""
    referentiel = with_fos(tmp_path, (
        "counts:\n"
        "  - {label: guichets, number: 6, since: 2018-01, until: 2018-06, source: x}\n"
        "  - {label: Guichets, number: 4, since: 2018-07, until: 2018-10, source: x}\n"
        "  - {label: guichets, number: 4, since: 2018-11, source: x}\n"
        "  - {label: bornes, number: 1, since: 2018-07, source: x}\n"
    ))  # fmt: skip

    def numbers(month: int) -> list[int]:
        return [one.number for one in referentiel.counts("fos", month)]

    assert numbers(12 * 2017 + 11) == []
    assert numbers(12 * 2018) == numbers(JULY - 1) == [6]
    assert numbers(JULY) == numbers(JULY + 3) == numbers(JULY + 40) == [4, 1]
    ((earlier, later),) = referentiel.count_changes("fos", year_period(2018).months)
    assert (earlier.number, later.number, later.since) == (6, 4, JULY)
    assert referentiel.count_changes("fos", range(JULY + 1, JULY + 12)) == []
    assert referentiel.counts("all", JULY) == referentiel.count_changes("all", [JULY]) == []


def test_what_is_shipped_says_what_the_report_says() -> None:
    """Access points 6 then 4, 2, 1 and 2; works at Istres; one late answer at Arles."""
    referentiel, _ = load(SHIPPED)
    held = {site: [one.number for one in referentiel.sites[site].counts]
            for site in referentiel.sites}  # fmt: skip
    assert held == {"prefecture": [6, 4], "aix": [2], "arles": [1], "istres": [2]}
    assert [one.month for one in referentiel.breaks("istres", "pn-satisfaction")] == [JULY + 2]
    assert referentiel.breaks("istres", "appels-perdus") == []
    dated = [one for site in referentiel.sites.values() for one in (*site.breaks, *site.counts)]
    assert all(one.assumed and "supposé" in one.source for one in dated)
    assert list(referentiel.explanations) == ["arles"]
    (told_of,) = referentiel.explanations["arles"]
    assert (told_of.indicator, told_of.month, told_of.days, told_of.number) == (
        "courriels-5j", JULY + 1, 8, 1,
    )  # fmt: skip
    assert told_of.given == date(2019, 1, 31)
    expected = referentiel.indicators["reclamations-15j"].plausible
    assert expected is not None
    assert (expected.at_least, expected.per) == (Fraction(1), 1000)
    assert (expected.of, expected.assumed) == (["mail", "calls", "visits"], True)
