"""What a référentiel may say that has no effect, or leaves a hole: each is found, on its line."""

from pathlib import Path

import pytest

from qualstat.referentiel.loader import load, read
from spoiled_referentiel import SHIPPED, found, spoiled, told

MAILS, ISTRES, NOTE = "indicators/courriels-5j.yaml", "sites/istres.yaml", "indicators/pn-note.yaml"
SCORE = """label: Satisfaction au point numérique, note sur 4
register: visits
scope: {{motif: [point_numerique]}}
measure: {{kind: score, of: satisfaction, highest: 4, points: {points}}}
better: up
case: {{one: avis, many: avis}}
engagements: {{2018: E15}}
objectives:
  - valid_from: 2018-01-01
    at_least: {target}
    source: essai
"""
WORKED = """holidays: {removed: [{day: 2018-05-21, reason: x}]}
closures: [{first: 2018-05-20, last: 2018-05-21, reason: x}]"""
ALL = "{pas_satisfait: 1, peu_satisfait: 2, satisfait: 3, tres_satisfait: 4}"
HEADINGS = ("    - pn-satisfaction", "    - pn-satisfaction\n    - pn-note")


def scored(tmp_path: Path, points: str = ALL, target: str = "3/4") -> list[str]:
    made = SCORE.format(points=points, target=target)
    return found(tmp_path, {NOTE: made, "headings.yaml": HEADINGS})


@pytest.mark.parametrize(
    ("until", "start", "expected"),
    [
        ("2018-06-30", "2018-07-01", []),
        ("2018-06-29", "2018-07-01", ["30:17 objective-gap"]),
    ],
)
def test_days_without_an_objective_between_two(
    until: str, start: str, expected: list[str], tmp_path: Path
) -> None:
    added = (
        f"    valid_until: {until}\n    at_least: 95 %\n    tolerance: 1 point\n    source: a\n"
        f"  - valid_from: {start}\n    at_least: 95 %\n"
    )
    change = ("    at_least: 95 %\n", added)
    assert found(tmp_path, {MAILS: change}) == [f"{MAILS}:{one}" for one in expected]
    if expected:
        (one,) = read(tmp_path / "referentiel")[1]
        assert told(one).startswith("no objective from 2018-06-30 to 2018-06-30")


@pytest.mark.parametrize(
    ("points", "target", "expected"),
    [
        (ALL, "4/4", []),
        (ALL, "5/4", ["10:15 above-scale"]),
        (ALL.replace("tres_satisfait: 4", "tres_satisfait: 5"), "3/4", ["4:129 off-scale"]),
        (ALL.replace("pas_satisfait: 1", "pas_satisfait: 0"), "3/4", ["4:78 off-scale"]),
        (ALL.replace("satisfait: 3, ", ""), "3/4", ["4:54 unscored-level"]),
    ],
)
def test_points_and_targets_are_on_the_scale(
    points: str, target: str, expected: list[str], tmp_path: Path
) -> None:
    assert scored(tmp_path, points, target) == [f"{NOTE}:{one}" for one in expected]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ("holidays: {removed: [{day: 2018-05-21, reason: x}]}", []),
        ("holidays: {removed: [{day: 2018-05-22, reason: x}]}", ["4:28 not-a-holiday"]),
        ("closures: [{first: 2018-05-11, last: 2018-05-13, reason: x}]", []),
        ("closures: [{first: 2018-05-13, last: 2018-05-13, reason: x}]", ["4:20 idle-closure"]),
        ("closures: [{first: 2018-05-20, last: 2018-05-21, reason: x}]", ["4:20 idle-closure"]),
        # a Monday that the site works
        (WORKED, []),
    ],
)  # fmt: skip
def test_days_that_change_nothing(days: str, expected: list[str], tmp_path: Path) -> None:
    change = ("zone: metropole\n", f"{days}\n")
    assert found(tmp_path, {ISTRES: change}) == [f"{ISTRES}:{one}" for one in expected]


def test_the_holiday_that_was_meant_is_named(tmp_path: Path) -> None:
    removed = "holidays: {removed: [{day: 2018-05-22, reason: x}]}\nzone: metropole\n"
    (one,) = read(spoiled(tmp_path, {ISTRES: ("zone: metropole\n", removed)}))[1]
    assert told(one).endswith("“Lundi de Pentecôte” is on 2018-05-21, if that is what is meant")


def test_a_day_of_which_nothing_is_known_is_not_named(tmp_path: Path) -> None:
    """The table ends with 2050: whether the day after is a holiday is not known."""
    removed = "holidays: {removed: [{day: 2050-12-31, reason: x}]}\nzone: metropole\n"
    (one,) = read(spoiled(tmp_path, {ISTRES: ("zone: metropole\n", removed)}))[1]
    assert told(one) == (
        "2050-12-31 is not a public holiday of the zone metropole | a day that is a holiday there"
    )


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("removed: [{day: 2018-05-21, reason: x}]", []),
        ("worked: [{holiday: Lundi de Pentecôte, reason: x}]", []),
        ("worked: [{holiday: Lundi de Pentecôte}]", ["missing-key"]),  # which it works is unsure
        ("added: [{day: 2018-05-22, reason: x}]", ["idle-closure"]),
    ],
)
def test_a_closure_on_a_holiday_that_the_whole_zone_works(
    zone: str, expected: list[str], tmp_path: Path
) -> None:
    closed = "closures: [{first: 2018-05-21, last: 2018-05-21, reason: x}]\n"
    change = ("zone: metropole\n", f"zone: metropole\n{closed}")
    zones = f"metropole: {{{zone}}}\n"
    findings = read(spoiled(tmp_path, {ISTRES: change, "zones.yaml": zones}))[1]
    assert [one.rule for one in findings] == expected


@pytest.mark.parametrize(
    ("numerator", "said"),
    [("[perdu]", []), ("[perdu, repondu]", ["13:3 share-of-all"]), ("[repondu]", [])],
)
def test_a_rate_that_is_always_whole(numerator: str, said: list[str], tmp_path: Path) -> None:
    """The base is the calls answered or lost."""
    calls = "indicators/appels-perdus-svi.yaml"
    change = ("numerator: {issue: [perdu]}", f"numerator: {{issue: {numerator}}}")
    places = [one for one in found(tmp_path, {calls: change}) if "share" in one]
    assert places == [f"{calls}:{one}" for one in said]


def test_an_indicator_among_the_sites_is_called_one(tmp_path: Path) -> None:
    text = (SHIPPED / MAILS).read_text("utf-8").replace("label: Taux", "label: Autre taux")
    (one,) = read(spoiled(tmp_path, {"sites/courriels-6j.yaml": text}))[1]
    assert (one.rule, one.severity) == ("misplaced-file", "blocking")
    assert told(one) == "this is an indicator | a site | move it to the folder “indicators”"
    site = (SHIPPED / ISTRES).read_text("utf-8")
    (one,) = read(spoiled(tmp_path / "b", {"editions/istres.yaml": site}))[1]
    assert told(one) == "this is a site | an edition | move it to the folder “sites”"


@pytest.mark.parametrize(
    ("text", "said"), [("Taux #1 courriels", 1), ("Taux # nouveau", 0), ("'Taux #1 courriels'", 0),
                       ("Taux n#1 courriels", 0)],
)  # fmt: skip
def test_a_text_that_a_sign_cuts_short(text: str, said: int, tmp_path: Path) -> None:
    change = ("short: Courriels sous 5 j ouvrés", f"short: {text}")
    findings = read(spoiled(tmp_path, {MAILS: change}))[1]
    assert [one.rule for one in findings] == ["cut-text"] * said
    if said:
        assert told(findings[0]) == (
            "“Taux”: what follows “#” is a comment | the whole text in quotes"
        )


def test_a_file_saved_as_text_is_not_read(tmp_path: Path) -> None:
    (one,) = read(spoiled(tmp_path, {f"{MAILS}.txt": "label: x\n"}))[1]
    assert (one.rule, one.file) == ("unread-file", f"referentiel/{MAILS}.txt")
    assert "write “indicators/courriels-5j.yaml”" in told(one)


@pytest.mark.parametrize("name", ["total", "Tous-les-sites"])
def test_no_site_is_named_as_all_of_them(name: str, tmp_path: Path) -> None:
    file = f"sites/{name}.yaml"
    text = (SHIPPED / ISTRES).read_text("utf-8")
    changed = text.replace("'Istres", "'Ailleurs").replace("short: Istres", "short: Ailleurs")
    assert f"{file}:1:1 reserved-id" in found(tmp_path, {file: changed})


def test_an_accent_moves_no_site(tmp_path: Path) -> None:
    accents = ("kind: sous-prefecture", "kind: Sous-préfecture")
    held, _ = load(spoiled(tmp_path, {"sites/aix.yaml": accents}))
    assert list(held.sites) == list(load(SHIPPED)[0].sites)
