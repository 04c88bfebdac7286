"""Bridges: a year recounted under another edition, what it lacks, and years on either side."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualstat.comparisons import Comparison
from qualstat.periods import Period, year_period
from qualstat.pipeline import Request, compare, compute, trend
from qualstat.published import Published
from qualstat.referentiel.loader import load, read
from qualstat.scorecards import Figure, Scorecard
from registers_by_hand import figure, write
from spoiled_referentiel import SHIPPED, Change, short, spoiled

ROOT = SHIPPED.parent
INVERSE = {"appels-perdus": "appels-aboutis", "appels-perdus-svi": "appels-aboutis-svi"}
BRIDGE = "bridges/2018-2019.yaml"
Place = tuple[str, Period, str]


def samples(year: int, edition: str | None) -> dict[Place, Figure]:
    """Return the figures of the samples by site, month and indicator."""
    asked = Request(SHIPPED, ROOT / "samples", period=year_period(year), by="month",
                    edition=edition)  # fmt: skip
    return {(one.site, one.period, one.indicator.id): one for one in compute(asked).figures}


def counted(held: Figure) -> tuple[Any, ...]:
    """Return all that is counted of a figure."""
    return held.measure, held.coverage, held.late, held.unanswered


@pytest.mark.parametrize("year", [2017, 2018])
def test_the_samples_under_the_other_edition_and_back(year: int) -> None:
    """Each figure of each site and month: the same counts, or those that the other one leaves."""
    plain, later = samples(year, None), samples(year, "2019")
    assert {place: counted(one) for place, one in samples(year, "2018").items()} == {
        place: counted(one) for place, one in plain.items()
    }
    assert len(plain) == len(later) == 20 * 12 * 5
    for (site, period, name), one in plain.items():
        other = later[site, period, INVERSE.get(name, name)]
        if name not in INVERSE:
            assert counted(other) == counted(one)
            continue
        lost, left = one.measure, other.measure
        assert (lost.state, lost.denominator, lost.excluded) == (
            left.state, left.denominator, left.excluded
        )  # fmt: skip
        if lost.value is not None and left.value is not None:
            assert lost.value + left.value == 100
            assert left.numerator == lost.denominator - lost.numerator  # type: ignore[operator]
            assert (one.verdict, one.margin_cases) == (other.verdict, other.margin_cases)


COUNTS = st.integers(0, 10**6)


@settings(max_examples=20, deadline=None)
@given(st.tuples(COUNTS, COUNTS, COUNTS, COUNTS))
def test_inverted_rates_add_up(tmp_path_factory: pytest.TempPathFactory, counts: Any) -> None:
    """Of any calls answered, lost, out of hours and diverted: 100 % in all, exactly."""
    words = ("repondu", "perdu", "ferme", "dissuade")
    rows = [f"istres;15/03/2018 09:00;standard;{word};5;60;{n}"
            for word, n in zip(words, counts, strict=True) if n]  # fmt: skip
    folder = write(tmp_path_factory.mktemp("calls"), {"appels.csv": rows})
    asked = Request(SHIPPED, folder, sites=("istres",), period=year_period(2018))
    lost = figure(compute(asked), "appels-perdus").measure
    left = figure(compute(Request(SHIPPED, folder, sites=("istres",), period=year_period(2018),
                                  edition="2019")), "appels-aboutis").measure  # fmt: skip
    answered, gone, *outside = counts
    if not answered + gone:
        assert lost.value is left.value is None
        return
    assert (lost.numerator, left.numerator) == (gone, answered)
    assert lost.denominator == left.denominator == answered + gone
    assert lost.value + left.value == 100  # type: ignore[operator]
    assert lost.excluded == left.excluded == sum(outside)


def test_a_published_rate_is_inverted_from_its_counts_alone() -> None:
    period = year_period(2018)
    counted_too = Published("istres", "appels-perdus", period, Fraction("12.83"), 24, 187)
    found = counted_too.inverted("appels-aboutis")
    assert found
    assert (found.numerator, found.denominator, found.value) == (163, 187, Fraction(16300, 187))
    bare = Published("istres", "appels-perdus", period, Fraction("12.83"))
    assert bare.inverted("appels-aboutis") is None


YEARS = [
    f"istres;15/03/{year} 09:00;standard;{how};5;60;{n}"
    for year, how, n in (
        (2018, "repondu", 3), (2018, "perdu", 1), (2019, "repondu", 9), (2019, "perdu", 1),
    )
]  # fmt: skip


def apart(tmp_path: Path) -> Path:
    """Copy the référentiel, its bridge saying that the calls are of another scope since."""
    first, _, rest = (SHIPPED / BRIDGE).read_text("utf-8").partition("  appels-perdus-svi:\n")
    first = first.replace("inverted:", "changed:") + "    what: scope\n    comparable: false\n"
    text = f"{first}inverted:\n  appels-perdus-svi:\n{rest}"
    return spoiled(tmp_path / "apart", {BRIDGE: text})


def year_on_year(folder: Path, referentiel: Path = SHIPPED, **more: Any) -> Comparison:
    """Compare 2019 with 2018 at Istres, on the answered or lost calls."""
    write(folder / "data", {"appels.csv": YEARS})
    found = compare(Request(referentiel, folder / "data", sites=("istres",),
                            period=year_period(2019), **more))  # fmt: skip
    (one,) = (one for one in found.comparisons if one.now.indicator.id.startswith("appels-")
              and not one.now.indicator.id.endswith("svi"))  # fmt: skip
    return one


def test_years_compared_under_one_edition(tmp_path: Path) -> None:
    """2018 counted anew: 75 % got through, not 25 % lost; the break is marked in January."""
    found = year_on_year(tmp_path)
    assert (found.now.measure.value, found.before.measure.value) == (90, 75)
    assert (found.now.change, found.direction) == (15, "better")
    assert "edition-recounted" in found.now.notes
    assert [(one.kind, one.month) for one in found.marks] == [("edition", 12 * 2019)]
    assert "appels aboutis" in found.marks[0].label
    assert found.now.previous.verdict == "missed"  # at most 10 % lost: at least 90 %


def test_years_compared_under_an_edition_chosen(tmp_path: Path) -> None:
    """No break within one edition."""
    found = year_on_year(tmp_path, edition="2018")
    assert (found.now.indicator.id, found.now.change) == ("appels-perdus", -15)
    assert found.marks == ()
    assert not {"edition-recounted", "edition-break"} & {*found.now.notes}


def test_what_a_bridge_keeps_apart(tmp_path: Path) -> None:
    """A scope said not to be comparable, or no bridge at all: raw figures, marked."""
    alone = spoiled(tmp_path / "alone", {BRIDGE: None})
    for folder in (apart(tmp_path), alone):
        found = year_on_year(tmp_path, folder)
        assert (found.now.change, found.now.trend, found.chance) == (None, None, None)
        assert (found.now.measure.value, found.before.measure.value, found.raw) == (90, 75, 15)
        assert "edition-break" in found.now.notes
        assert [one.kind for one in found.marks] == ["edition"]


def test_what_the_measures_belie_is_not_compared(tmp_path: Path) -> None:
    """Calls abandoned early are left out of one rate alone: no more the same records."""
    change = ("  base:", "  short_abandon: 5\n  base:")
    folder = spoiled(tmp_path / "declared", {"indicators/appels-perdus.yaml": change})
    _, findings = load(folder)
    assert [one.rule for one in findings] == ["bridge-measure"]
    found = year_on_year(tmp_path, folder)
    assert (found.now.change, found.now.previous.verdict) == (None, "none")


def test_the_months_of_a_trend(tmp_path: Path) -> None:
    """One measure all along, the edition of the last day's; a mark where it comes into force."""
    write(tmp_path, {"appels.csv": YEARS})
    asked = Request(SHIPPED, tmp_path, sites=("istres",), indicators=("appels-aboutis",),
                    period=Period(date(2018, 7, 1), date(2019, 6, 30)))  # fmt: skip
    (found,) = trend(asked).trends
    assert [(one.mark.kind, one.mark.month) for one in found.marks] == [("edition", 12 * 2019)]
    assert {one.figure.indicator.id for one in found.points} == {"appels-aboutis"}
    assert {one.figure.objective.target for one in found.points if one.figure.objective} == {90}


def recounted(tmp_path: Path, changes: dict[str, Change], **more: Any) -> Scorecard:
    folder = spoiled(tmp_path / "declared", changes)
    write(tmp_path / "data", {"appels.csv": YEARS})
    return compute(Request(folder, tmp_path / "data", period=year_period(2018), edition="2019",
                           sites=("istres", "prefecture"), **more))  # fmt: skip


def test_what_cannot_be_recounted(tmp_path: Path) -> None:
    """Dropped, without a register, or not followed then: each is told with its reason."""
    text = (SHIPPED / BRIDGE).read_text("utf-8")
    dropped = "dropped:\n  pn-infos:\n    reason: retiré du texte\n"
    held = recounted(tmp_path, {BRIDGE: text.replace("  - pn-infos\n", "") + dropped}).recount
    assert held
    assert [(one.old, one.new) for one in held.links] == [*INVERSE.items()]
    why = {one.indicator.id: (one.why, one.reason, one.sites) for one in held.lacking}
    assert why["pn-infos"] == ("dropped", "retiré du texte", ())
    assert why["courriers-15j"] == ("no-register", "", ())
    assert "appels-aboutis" not in why


def test_what_no_bridge_tells(tmp_path: Path) -> None:
    held = recounted(tmp_path, {BRIDGE: None}, module=1).recount
    assert held
    lost = [one.indicator.id for one in held.lacking if one.why == "unbridged"]
    assert lost[:3] == ["appels-perdus", "appels-perdus-svi", "courriers-15j"]


def test_recounting_on_the_screen_and_in_files(run: Any) -> None:
    words = ("--year", "2018", "--edition", "2019", "--site", "istres", "--no-progress")
    out = run("compute", *words, "--lang", "fr").out
    assert "Le taux d'appels perdus devient le taux d'appels aboutis" in " ".join(out.split())
    assert "Non recompté (aucun registre n'a été reçu)" in " ".join(out.split())
    found = json.loads(run("compute", *words, "--format", "json").out)
    assert {one["why"] for one in found["not_recounted"]} == {"no-register"}
    assert {"schema", "figures", "registers", "not_recounted"} == {*found}
    plain = json.loads(run("compute", "--year", "2018", "--format", "json").out)
    assert {"schema", "figures", "registers"} == {*plain}


def test_numbers_that_change(tmp_path: Path) -> None:
    """A bridge gives engagements their new numbers, those of its edition."""
    edition = (SHIPPED / "editions/2019.yaml").read_text("utf-8").replace("  E3:", "  E1:")
    text = (SHIPPED / BRIDGE).read_text("utf-8") + "engagements: {E3: E1}\n"
    held, findings = load(spoiled(tmp_path, {"editions/2019.yaml": edition, BRIDGE: text}))
    assert findings == []
    complaints = held.indicators["reclamations-15j"]
    days = (date(2018, 12, 31), date(2019, 1, 1))
    assert [held.engagement(complaints, day)[0] for day in days] == ["E3", "E1"]


def test_names_mistyped_in_a_bridge(tmp_path: Path) -> None:
    """Each is told at its line, with the nearest right one; nothing else follows from it."""
    text = (SHIPPED / BRIDGE).read_text("utf-8")
    text = text.replace("to: 2019", "to: 2091").replace("- rdv-4j\n", "- rdv-4jj\n")
    text = text.replace("to: appels-aboutis-svi", "to: appel-aboutis-svi")
    said = {short(one): str(one.advice) for one in read(spoiled(tmp_path, {BRIDGE: text}))[1]}
    assert said == {
        f"{BRIDGE}:3:5 unknown-edition": "write “2019”, if that is what is meant",
        f"{BRIDGE}:15:9 unknown-indicator": "write “appels-aboutis-svi”, if that is what is meant",
        f"{BRIDGE}:30:5 unknown-indicator": "write “rdv-4j”, if that is what is meant",
    }


def test_a_trend_without_a_bridge_compares_nothing(run: Any, tmp_path: Path) -> None:
    """Neither on the screen nor in the files: the reason stands in the place of the change."""
    write(tmp_path / "data", {"appels.csv": YEARS})
    folder = spoiled(tmp_path / "declared", {BRIDGE: None})
    ran = run("trend", "appels-aboutis", "--site", "istres", "--year", "2019", "--data",
              str(tmp_path / "data"), "--referentiel", str(folder), "--no-progress")  # fmt: skip
    assert "Not compared with" in ran.out
    assert "Against the twelve months before" not in ran.out
