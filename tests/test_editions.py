"""Editions: the one in force judges, or the one asked for; what was before does not change."""

import json
import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from cli_runs import ROOT
from qualstat.periods import months_period, year_period
from qualstat.pipeline import Request, compute
from qualstat.referentiel.choosing import under_edition
from qualstat.referentiel.loader import load
from qualstat.scorecards import Scorecard
from registers_by_hand import computed, figure, write
from spoiled_referentiel import SHIPPED, spoiled

GOLDEN = ROOT / "tests" / "data" / "editions"
SAMPLES = ROOT / "samples"
HELD, _ = load(SHIPPED)
LOST, LEFT = HELD.indicators["appels-perdus"], HELD.indicators["appels-aboutis"]
CALLS_2019 = [
    f"istres;15/{month:02}/{year} 09:00;standard;{how};5;60;{n}"
    for year, month, how, n in (
        (2018, 3, "repondu", 3), (2018, 3, "perdu", 1),
        (2019, 3, "repondu", 4), (2019, 3, "perdu", 1),
    )
]  # fmt: skip


def asked(year: int = 2018, edition: str | None = None, **more: object) -> Scorecard:
    """Compute a year of the samples under an edition."""
    return compute(
        Request(SHIPPED, SAMPLES, period=year_period(year), edition=edition, **more)  # type: ignore[arg-type]
    )


def test_in_force_by_day() -> None:
    """2017 and 2018 stay under the first edition, and so does what is before any."""
    days = (date(2016, 1, 1), date(2018, 12, 31), date(2019, 1, 1), date(2031, 1, 1))
    assert [HELD.edition(day).id for day in days] == ["2018", "2018", "2019", "2019"]


def test_the_last_day_of_a_period_judges() -> None:
    days = (date(2018, 12, 31), date(2019, 1, 1))
    assert [HELD.stands(LOST, day) for day in days] == [True, False]
    assert [HELD.stands(LEFT, day) for day in days] == [False, True]


def test_an_edition_chosen_judges_every_day() -> None:
    for name, lost, left in (("2018", True, False), ("2019", False, True)):
        held = under_edition(HELD, name)
        for day in (date(2017, 6, 30), date(2019, 6, 30)):
            assert (held.stands(LOST, day), held.stands(LEFT, day)) == (lost, left)


def test_objectives_keep_their_dates(tmp_path: Path) -> None:
    """Chosen for an earlier day, an edition has its first day's objective; else its last."""
    first = "  - valid_from: 2019-01-01\n"
    later = "  - valid_from: 2019-07-01\n    at_least: 95 %\n    source: x\n"
    change = (first, later + first + "    valid_until: 2019-06-30\n")
    held, findings = load(spoiled(tmp_path, {"indicators/appels-aboutis.yaml": change}))
    assert findings == []
    left = held.indicators["appels-aboutis"]
    newer = under_edition(held, "2019")
    targets = [
        one.target if (one := newer.objective(left, day)) else None
        for day in (date(2017, 12, 31), date(2018, 12, 31), date(2019, 6, 30), date(2019, 7, 1))
    ]
    assert targets == [90, 90, 90, 95]
    earlier, lost = under_edition(held, "2018"), held.indicators["appels-perdus"]
    promised = earlier.objective(lost, date(2019, 12, 31))
    assert promised
    assert (promised.sense, promised.target) == ("at_most", 10)


def test_the_former_objective_inverted() -> None:
    """In 2018 at most 10 % of lost calls: at least 90 % of those that got through."""
    promised = HELD.objective(LEFT, date(2018, 12, 31))
    assert promised
    assert (promised.sense, promised.target, promised.allowance) == ("at_least", 90, 1)
    assert promised.source == LOST.objectives[0].source
    assert HELD.engagement(LEFT, date(2018, 12, 31))[0] == "E10"


def test_the_former_objective_of_a_site_inverted(tmp_path: Path) -> None:
    """Istres may lose 20 % in 2018: at least 80 % get through there, and 85 % did."""
    own = ("follows:\n", ("objectives:\n  - indicator: appels-perdus\n    valid_from: 2018-01-01\n"
           "    at_most: 20 %\n    reason: travaux\n    source: note\nfollows:\n"))  # fmt: skip
    folder = spoiled(tmp_path, {"sites/istres.yaml": own})
    rows = [f"{site};15/01/{year} 09:00;standard;{said};5;60;{count}"
            for site in ("istres", "arles") for year in (2018, 2019)
            for said, count in (("repondu", 17), ("perdu", 3))]  # fmt: skip
    held = computed(tmp_path / "data", {"appels.csv": rows}, year_period(2019), referentiel=folder)
    found = {site: figure(held, "appels-aboutis", site) for site in ("istres", "arles", "all")}
    assert {site: one.previous.verdict for site, one in found.items()} == {
        "istres": "met", "arles": "missed", "all": "missed",
    }  # fmt: skip
    assert {one.verdict for one in found.values()} == {"missed"}  # 90 % in 2019, everywhere


def test_engagements_and_modules_of_the_edition() -> None:
    held = asked(edition="2019", indicators=("reclamations-15j",), sites=("istres",))
    (found,) = held.figures
    assert (found.edition, found.engagement, found.module) == ("2019", "E3", 1)
    assert "edition-chosen" in found.notes


def test_each_value_is_sourced_or_assumed() -> None:
    """No number of the edition of 2019 is given as sourced, but E3, which a préfecture lists."""
    edition = HELD.edition(date(2019, 12, 31))
    assert edition.assumed
    assert edition.source
    assert all(one.source for one in edition.modules.values())
    assert all(one.source for one in edition.engagements.values())
    sure = [number for number, one in edition.engagements.items() if not one.assumed]
    assert sure == ["E3"]
    assert all(one.assumed for one in LEFT.objectives)


@pytest.mark.parametrize("name", ["compute-2017", "compute-2018", "compare-2018"])
def test_2017_and_2018_as_they_were(run: Any, name: str) -> None:
    """The figures of both years as they were before there was a second edition, to the byte."""
    command, _, year = name.partition("-")
    ran = run(*[command, "--year", year, "--format", "csv", "--no-progress"])
    assert ran.out == (GOLDEN / f"{name}.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [
        ["compute", "--year", "2018"],
        ["compute", "--year", "2017", "--by", "month", "--site", "aix", "--format", "json"],
        ["compute", "--site", "prefecture", "--module", "4"],
        ["compare", "--year", "2018", "--site", "istres"],
        ["explain", "appels-perdus", "--site", "arles", "--year", "2018"],
        ["trend", "appels-perdus", "--site", "istres", "--from", "2017-07", "--to", "2018-06"],
        ["outlook", "--year", "2018", "--as-of", "2018-09-30", "--site", "istres"],
        ["coverage", "--year", "2018", "--module", "1"],
    ],
    ids=" ".join,
)
def test_a_second_edition_changes_nothing_before_it(
    run: Any, tmp_path: Path, words: list[str]
) -> None:
    """What every command says of 2017 and 2018 is the same where the edition of 2019 is not."""
    folder = tmp_path / "referentiel"
    shutil.copytree(SHIPPED, folder)
    shutil.rmtree(folder / "bridges")
    (folder / "editions" / "2019.yaml").unlink()
    for name in ("appels-aboutis", "appels-aboutis-svi"):
        (folder / "indicators" / f"{name}.yaml").unlink()
    headings = folder / "headings.yaml"
    lines = headings.read_text("utf-8").splitlines(keepends=True)
    headings.write_text("".join(one for one in lines if "aboutis" not in one), encoding="utf-8")
    alone = run(*[*words, "--no-progress", "--referentiel", str(folder)])
    assert alone.status == 0
    assert run(*[*words, "--no-progress"]).out == alone.out


@pytest.mark.parametrize(("typed", "near"), [("2091", "2019"), ("2081", "2018"), ("219", "2019")])
def test_an_edition_mistyped(run: Any, typed: str, near: str) -> None:
    for command in ("compute", "compare", "trend", "outlook", "coverage"):
        ran = run(*[command, "--year", "2018", "--edition", typed, "--no-progress"])
        assert ran.status == 2
        assert f"“{typed}” is not an edition" in ran.err
        assert f"did you mean {near}?" in ran.err


def test_an_indicator_of_another_edition(run: Any) -> None:
    """It is named with its counterpart, and with the edition that has it."""
    for name, year, other, edition in (
        ("appels-perdus", "2019", "appels-aboutis", "2018"),
        ("appels-aboutis", "2018", "appels-perdus", "2019"),
    ):
        ran = run(*["explain", name, "--year", year])
        assert ran.status == 2
        assert f"type “{other}”, its counterpart there, or --edition {edition}" in ran.err


def test_every_command_that_judges_takes_an_edition(run: Any, tmp_path: Path) -> None:
    for words in (
        ["compare", "--site", "istres"], ["trend", "appels-aboutis", "--site", "istres"],
        ["explain", "appels-aboutis", "--site", "istres"], ["outlook", "--site", "istres"],
        ["coverage", "--site", "istres", "--module", "1", "--format", "csv"],
    ):  # fmt: skip
        ran = run(*[*words, "--year", "2018", "--edition", "2019", "--no-progress"])
        assert ran.status == 0, ran.err
        assert "aboutis" in ran.out
        assert not {"Taux d'appels perdus", "appels-perdus"} & set(ran.out.split(","))
    ran = run(*["monthly", "--year", "2018", "--edition", "2019", "--site", "istres", "--store",
               str(tmp_path / "a.store"), "-o", str(tmp_path / "mensuel")])  # fmt: skip
    assert ran.status == 0, ran.err
    manifest = json.loads((tmp_path / "mensuel" / "manifest-2018.json").read_text("utf-8"))
    assert manifest["editions"] == ["2019"]


def test_months_on_either_side_of_the_change(tmp_path: Path) -> None:
    """By month, each is judged by its own edition; over all of them, the last day's judges."""
    (tmp_path / "appels.csv").write_text(
        "\n".join(["site;debut;ligne;issue;attente_s;duree_s;effectif", *CALLS_2019]) + "\n"
    )
    span = months_period(12 * 2018 + 11, 12 * 2019)
    request = Request(SHIPPED, tmp_path, sites=("istres",), period=span, by="month")
    shown = {
        (one.period.start.year, one.indicator.id, one.edition)
        for one in compute(request).figures
        if one.indicator.id in {"appels-perdus", "appels-aboutis"}
    }
    assert shown == {(2018, "appels-perdus", "2018"), (2019, "appels-aboutis", "2019")}
    whole = compute(Request(SHIPPED, tmp_path, sites=("istres",),
                            period=months_period(12 * 2018, 12 * 2019 + 11)))  # fmt: skip
    found = figure(whole, "appels-aboutis")
    assert found.measure.value == Fraction(7 * 100, 9)  # 3 and 4 answered, 1 and 1 lost
    assert "edition-changed" in found.notes


def test_referentiel_list_of_an_edition(run: Any) -> None:
    names = ("appels-perdus", "appels-aboutis")
    for edition, here, gone in (("2018", *names), ("2019", *reversed(names))):
        out = run("referentiel", "list", "--edition", edition).out
        assert here in out
        assert gone not in out


@pytest.mark.parametrize("year", ["2018", "2019"])
@pytest.mark.parametrize(
    "words",
    ["compute", "compute --format csv", "compute --format json", "compute --by month",
     "compute --module 1", "compare --site istres", "compare --format json", "coverage",
     "explain appels-{name} --site istres", "trend appels-{name} --site istres",
     "outlook --site istres"],
)  # fmt: skip
def test_the_edition_in_force_named_changes_nothing(
    words: str, year: str, run: Any, tmp_path: Path
) -> None:
    """Of 2019 too, the first year under its edition, whose N-1 is counted anew."""
    data = write(tmp_path, {"appels.csv": CALLS_2019})
    name = "perdus" if year == "2018" else "aboutis"
    command = [*words.format(name=name).split(), "--year", year,
               "--data", str(data), "--no-progress"]  # fmt: skip
    plain, named = run(*command), run(*command, "--edition", year)
    assert plain.out
    assert (named.out, named.err) == (plain.out, plain.err)


def test_another_edition_than_that_of_some_months_is_chosen(tmp_path: Path) -> None:
    """From 2018 to 2019 by year, the edition 2019 is not in force at the end of 2018."""
    data = write(tmp_path, {"appels.csv": CALLS_2019})
    both = Request(SHIPPED, data, sites=("istres",), by="year", edition="2019",
                   period=months_period(12 * 2018, 12 * 2019 + 11))  # fmt: skip
    assert {one.edition for one in compute(both).figures} == {"2019"}
