"""Where each value comes from, and what differs from one state to another."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qualstat.declarations.written import dotted
from qualstat.referentiel import folder
from qualstat.referentiel.loader import load
from qualstat.referentiel.origins import Asked, Origin, origins
from qualstat.referentiel.views import compared
from spoiled_referentiel import SHIPPED, Change, spoiled

ISTRES, MAILS = "sites/istres.yaml", "indicators/courriels-5j.yaml"
OWN = """objectives:
  - indicator: courriels-5j
    valid_from: 2018-07-01
    at_least: 90 %
    reason: boîte partagée
    source: note
  - indicator: courriers-15j
    valid_from: 2018-07-01
    at_least: 90 %
    reason: autre chose
    source: note
held_by: {mail: secrétariat, calls: standard}
closures:
  - {first: 2018-05-11, last: 2018-05-11, reason: pont}
"""
CHANGED = (
    "    at_least: 95 %\n    tolerance: 1 point\n",
    """    valid_until: 2018-06-30
    at_least: 95 %
    tolerance: 1 point
    source: a
  - valid_from: 2018-07-01
    at_least: 97 %
""",
)


def values(
    place: Path, indicator: str, site: str, day: str | None = None
) -> dict[str, tuple[str, str, int | None]]:
    """Return the values of an indicator at a site: by key, the text, the file and the line."""
    return {one.key: (one.text, one.file.partition("/")[2], one.line)
            for one in listed(place, indicator, site, day)}  # fmt: skip


def listed(place: Path, indicator: str, site: str, day: str | None = None) -> list[Origin]:
    held, _ = load(place)
    on = date.fromisoformat(day) if day else None
    return list(origins(Asked(held, folder.read(place), held.indicators[indicator], [site], on)))


def test_each_value_stands_on_the_line_that_is_told() -> None:
    """The text of each value is found again on its own line, for every indicator and site."""
    held, _ = load(SHIPPED)
    for indicator in held.indicators:
        for one in listed(SHIPPED, indicator, "istres"):
            if one.line is not None:
                lines = (SHIPPED.parent / one.file).read_text("utf-8").splitlines()
                first = one.text.partition(",")[0].split()[0].strip("«'\"")
                near = " ".join(lines[one.line - 1 : one.line + 2])
                assert first in near, one


def test_what_holds_on_a_day(tmp_path: Path) -> None:
    place = spoiled(tmp_path, {MAILS: CHANGED, ISTRES: ("zone: metropole\n", OWN)})
    june = values(place, "courriels-5j", "istres", "2018-06-30")
    july = values(place, "courriels-5j", "istres", "2018-07-01")
    assert june["objectives.1.at_least"] == ("95 %", MAILS, 27)
    assert "objectives.2.at_least" not in june
    assert july["objectives.2.at_least"] == ("97 %", MAILS, 31)
    assert july["objectives.1.reason"] == ("boîte partagée", ISTRES, 8)
    assert "objectives.1.reason" not in june
    assert july["held_by.mail"] == ("secrétariat", ISTRES, 15)
    assert "held_by.calls" not in july  # the register of another indicator
    assert july["closures.1.reason"] == ("pont", ISTRES, 17)


def test_what_is_named_for_other_indicators_is_left_out() -> None:
    followed = values(SHIPPED, "pn-satisfaction", "istres", "2018-10-01")
    assert followed["follows.2.since"] == ("2018-04", ISTRES, 12)
    assert followed["breaks.1.month"][0] == "2018-09"
    assert "follows.1.since" not in followed
    assert "breaks.1.month" not in values(SHIPPED, "rdv-4j", "istres", "2018-10-01")
    excluded = values(SHIPPED, "rdv-10j", "prefecture", "2018-10-01")
    assert excluded["follows.1.excluded"][0] == "rdv-10j, rdv-10j-delai"
    assert "Module 4" in excluded["follows.1.reason"][0]


def test_what_nobody_wrote_has_no_line() -> None:
    held = values(SHIPPED, "courriels-5j", "istres")
    assert held["measure.first_day"] == ("excluded", "", None)
    assert held["measure.days"] == ("working-days", MAILS, 16)


def test_an_engagement_names_its_indicators(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("referentiel", "show", "e17", "--site", "Istres", "--on", "2018-06-30")
    told = json.loads(run(*words, "--format", "json").out)["values"]
    assert {one["indicator"] for one in told} == {"courriers-15j", "courriels-5j"}
    assert {one["site"] for one in told} == {None, "istres"}
    for width in (60, 80, 100):
        monkeypatch.setenv("COLUMNS", str(width))
        shown = run(*words, "--lang", "fr").out
        assert max(map(len, shown.splitlines())) <= width
    screen = run(*words).out
    assert "Istres: judged on 30\u00a0Jun\u00a02018 by everyone's objective: at least 95%" in screen
    assert "referentiel/indicators/courriels-5j.yaml" in screen


def test_a_site_is_judged_by_its_own(run: Any, tmp_path: Path) -> None:
    place = spoiled(tmp_path, {ISTRES: ("zone: metropole\n", OWN)})
    words = ("referentiel", "show", "courriels-5j", "--referentiel", str(place), "--site", "istres")
    assert "by its own objective: at least 90%" in run(*words, "--on", "2018-07-01").out
    assert "by everyone's objective: at least 95%" in run(*words, "--on", "2018-06-30").out
    words = ("referentiel", "show", "pn-infos", "--site", "prefecture", "--on", "2018-06-30")
    assert "Préfecture: not followed" in run(*words).out


def test_what_is_none_is_said(run: Any) -> None:
    for words, said in (
        (("show", "E99"), "“E99” is neither an indicator, nor a site, nor an engagement"),
        (("diff", "2018", "2018-06"), "“2018-06” is neither an edition, nor a day, nor a folder"),
        (("diff", "referentiel", "2018-06-30"), "“referentiel” is neither"),
    ):
        ran = run("referentiel", *words)
        assert (ran.status, ran.out) == (2, "")
        assert said in ran.err


def changes(before: str, after: str, place: Path = SHIPPED) -> list[tuple[Any, ...]]:
    """Return what differs: the kind, the file and key, the texts and lines before and after."""
    return [
        (one.kind, f"{one.file} {dotted(one.path)}",
         one.before and (one.before.text, one.before.line),
         one.after and (one.after.text, one.after.line))
        for one in compared(before, after, place).differences
    ]  # fmt: skip


def test_two_days(tmp_path: Path) -> None:
    place = spoiled(tmp_path, {MAILS: CHANGED})
    told = changes("2018-05-31", "2018-06-30", place)
    assert told == []
    told = [one for one in changes("2018-06-30", "2018-07-01", place) if MAILS in one[1]]
    assert ("changed", f"{MAILS} objectives.2.at_least", ("95 %", 27), ("97 %", 31)) in told
    assert ("dropped", f"{MAILS} objectives.2.tolerance", ("1 point", 28), None) in told


def test_two_folders(tmp_path: Path) -> None:
    first, second = "    - pn-usagers\n", "    - pn-infos\n"
    edits: dict[str, Change] = {
        MAILS: ("  within: 5\n", "  within: 4\n"),
        "headings.yaml": (first + second, second + first),
        ISTRES: ("[points-numeriques]", "[points-numeriques, reclamations]"),
        "sites/aix.yaml": None,
        "extra/note.yaml": "one: 1\n",
    }  # fmt: skip
    told = changes(str(SHIPPED), str(spoiled(tmp_path, edits)))
    kept = [one for one in told if "aix" not in one[1]]
    pn = "pn-teleprocedures, pn-satisfaction"
    line = (SHIPPED / "headings.yaml").read_text("utf-8").splitlines().index(first.rstrip())
    assert kept == [
        ("added", "extra/note.yaml one", None, ("1", 1)),
        ("changed", "headings.yaml points-numeriques.indicators",
         (f"pn-usagers, pn-infos, {pn}", line), (f"pn-infos, pn-usagers, {pn}", line)),
        ("changed", f"{MAILS} measure.within", ("5", 15), ("4", 15)),
        ("added", f"{ISTRES} follows.2.headings", None, ("reclamations", 11)),
    ]  # fmt: skip
    assert {one[0] for one in told if "aix" in one[1]} == {"dropped"}


def test_two_editions(tmp_path: Path) -> None:
    """Another edition comes in as files: nothing else is changed for it."""
    edition = (SHIPPED / "editions/2018.yaml").read_text("utf-8")
    later = edition.replace("valid_from: 2017-01-01", "valid_from: 2031-01-01").replace(
        "  E17:", "  E20:"
    )
    edits: dict[str, Change] = {"editions/2031.yaml": later}
    for path in (SHIPPED / "indicators").iterdir():
        number = "E20" if path.name == "courriels-5j.yaml" else "E10"
        if path.name != "pn-infos.yaml" and "  2018:" in path.read_text("utf-8"):
            edits[f"indicators/{path.name}"] = ("  2018:", f"  2031: {number}\n  2018:")
    place = spoiled(tmp_path, edits)
    told = changes("2018", "2031", place)
    assert ("changed", f"{MAILS} engagements", ("E17", 24), ("E20", 23)) in told
    assert {one[0] for one in told if "pn-infos.yaml" in one[1]} == {"dropped"}
    assert ("changed", "edition valid_from", ("2017-01-01", 7), ("2031-01-01", 7)) in told
    assert compared("2018", "2031", place).after.file("edition").endswith("editions/2031.yaml")


def test_what_differs_is_the_result(run: Any, tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "other")
    ran = run("referentiel", "diff", str(SHIPPED), str(tmp_path / "other"))
    assert (ran.status, ran.err) == (0, "")
    assert "No difference." in ran.out
    ran = run("referentiel", "diff", "2018-06-30", "2018-07-01", "--format", "csv")
    assert ran.out.splitlines()[1] == (
        'added,sites/prefecture.yaml,follows.3.indicators,,"pn-infos, pn-teleprocedures",,,'
        "referentiel/sites/prefecture.yaml,21"
    )
    screen = run("referentiel", "diff", "2018-06-30", "2018-07-01").out
    assert "referentiel/sites/prefecture.yaml:30" in screen


@pytest.mark.parametrize("broken", ["label: [\n", "a: 1\na: 2\n"])
def test_what_is_no_yaml_is_refused(tmp_path: Path, run: Any, broken: str) -> None:
    place = spoiled(tmp_path, {"extra/note.yaml": broken})
    ran = run("referentiel", "diff", str(SHIPPED), str(place))
    assert ran.status == 3
    assert "extra/note.yaml" in ran.err
