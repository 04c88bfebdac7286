"""Readiness for the label: states, what blocks, evidence, the calendar, hypotheses."""

from datetime import date
from pathlib import Path

import pytest

from qualstat.cli.asked import what_if
from qualstat.errors import UsageError
from qualstat.labels import Label, Part, Row
from qualstat.periods import Period, year_period
from qualstat.pipeline import Request, readiness
from qualstat.render.language import set_language
from qualstat.render.readiness import words
from registers_by_hand import write
from spoiled_referentiel import Change, spoiled

MAIL = "{site};{ref};courriel;collectivite;demande;{asked};{answered};"


def letters(site: str, late: int, early: int, start: int = 0) -> list[str]:
    """Return e-mails of Monday 8 January: answered 6 working days later, or 5."""
    days = ["16/01/2018"] * late + ["15/01/2018"] * early
    return [MAIL.format(site=site, ref=f"{site}{start + place}", asked="08/01/2018", answered=day)
            for place, day in enumerate(days)]  # fmt: skip


def ready(  # noqa: PLR0913  # all that a case by hand has to say
    folder: Path,
    rows: list[str],
    modules: tuple[int, ...] = (4,),
    *,
    changes: dict[str, Change] | None = None,
    sites: tuple[str, ...] = ("istres",),
    what_ifs: tuple[str, ...] = (),
    as_of: date | None = None,
    period: Period | None = None,
) -> Label:
    """Return the readiness for modules, from e-mails written by hand."""
    data = write(folder / "data", {"courriers.csv": rows})
    asked = Request(spoiled(folder, changes or {}), data, sites=sites, as_of=as_of,
                    period=period or year_period(2018))  # fmt: skip
    return readiness(asked, modules, [what_if(one) for one in what_ifs])


def row(held: Label, name: str, site: str = "istres") -> Row:
    (found,) = (one for one in held.rows if one.id == name and one.site in (site, ""))
    return found


def part(held: Label, engagement: str, site: str = "istres") -> Part:
    (found,) = (one for one in held.parts
                if (one.rows[0].engagement, one.rows[0].site) == (engagement, site))  # fmt: skip
    return found


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


def test_an_engagement_is_in_the_worst_of_its_states(tmp_path: Path) -> None:
    """7 of 12 in time: 95 % of 12 is 11.4, so 12 are needed, 5 more; the mean is 5 5/12 days."""
    held = ready(tmp_path, letters("istres", late=5, early=7))
    assert row(held, "collectivites-courriels-5j").state == "missed"
    assert row(held, "collectivites-courriels-delai").state == "missed"
    assert row(held, "collectivites-courriers-15j").state == "no_case"
    assert row(held, "rdv-4j").state == "not_measured"
    assert (part(held, "E36").state, part(held, "E36").blocks) == ("missed", True)
    assert (part(held, "E37").state, part(held, "E37").blocks) == ("not_measured", True)
    assert held.blocking == 2
    said = words.obstacle(held, row(held, "collectivites-courriels-5j"))
    assert said == "5 more “courriels” at Istres"
    said = words.obstacle(held, row(held, "collectivites-courriels-delai"))
    assert said.replace("\u00a0", " ") == "a mean shorter by 0.42 d at Istres"
    assert words.obstacle(held, row(held, "rdv-4j")) == "appointments at Istres: no data"


def test_what_lacks_is_said_in_french(tmp_path: Path) -> None:
    set_language("fr")
    held = ready(tmp_path, letters("istres", late=2, early=17), sites=("istres",))
    said = words.obstacle(held, row(held, "collectivites-courriels-5j"))
    assert said == "2 courriels de plus à Istres"  # 95 % of 19 is 18.05, so 19 are needed
    other = ready(tmp_path / "b", letters("prefecture", late=1, early=9), sites=("prefecture",))
    said = words.obstacle(other, row(other, "collectivites-courriels-5j", "prefecture"))
    assert said == "1 courriel de plus à la préfecture"


def test_near_does_not_block(tmp_path: Path) -> None:
    """47 of 50 is 94 %, one point short of 95 %, within the tolerance of a point."""
    held = ready(tmp_path, letters("istres", late=3, early=47))
    found = row(held, "collectivites-courriels-5j")
    assert (found.state, found.blocks) == ("near", False)
    assert words.obstacle(held, found) == "1 more “courriel” at Istres"


def test_the_edition_can_say_what_does_not_block(tmp_path: Path) -> None:
    edition = ("  E36:\n", "  E36:\n    blocking: false\n")
    held = ready(tmp_path, letters("istres", late=5, early=7),
                 changes={"editions/2018.yaml": edition})  # fmt: skip
    assert (part(held, "E36").state, part(held, "E36").blocks) == ("missed", False)
    assert held.blocking == 1


def test_an_engagement_that_nothing_shows_is_not_measured(tmp_path: Path) -> None:
    """Neither an indicator that a site follows nor evidence: it is not passed over."""
    end = "    label: Donner un rendez-vous aux collectivités territoriales"
    more = "  E38:\n    label: Motiver les observations\n    module: 4\n"
    change: dict[str, Change] = {"editions/2018.yaml": (f"  E37:\n{end}", f"{more}  E37:\n{end}")}
    held = ready(tmp_path, letters("istres", late=0, early=1), changes=change)
    bare = part(held, "E38", "")
    assert (bare.state, bare.blocks, bare.rows[0].services) == ("not_measured", True, ())
    assert words.engagement(held, bare) == "E38 Motiver les observations"
    assert words.obstacle(held, bare.rows[0]) == "neither indicator nor evidence is declared for it"
    shown = change | {"evidence.yaml": ("\nsynthese-legalite:\n",
                                        "\nsynthese-legalite:\n  engagement: E38\n")}  # fmt: skip
    other = ready(tmp_path / "b", letters("prefecture", 0, 1), changes=shown, sites=("prefecture",))
    assert part(other, "E38", "").state == "lacking"


def test_services_and_sites_of_a_module(tmp_path: Path) -> None:
    """The two services of module 4 at the préfecture share its figures; istres has its own."""
    rows = [*letters("istres", 0, 1), *letters("prefecture", 0, 1)]
    held = ready(tmp_path, rows, sites=())
    assert {one.site: one.services for one in held.rows if one.figure} == {
        "prefecture": ("b3cl", "bfli"), "aix": ("sp-aix",), "arles": ("sp-arles",),
        "istres": ("sp-istres",),
    }  # fmt: skip
    assert {one.id for one in held.rows if one.site == "prefecture"}.isdisjoint({"rdv-10j"})
    only = ("modules: [1, 4]\n  source: « les 3 sous-préfectures » (bilan annuel 2018, "
            "perspectives 2019)\n")  # fmt: skip
    narrowed = ready(
        tmp_path / "b", rows, sites=(),
        changes={"services.yaml": (only, "modules: [1, 4]\n  engagements: [E37]\n")},
    )  # fmt: skip
    assert {one.engagement for one in narrowed.rows if one.site == "aix"} == {"E37"}


def test_a_module_without_services_is_that_of_the_sites(tmp_path: Path) -> None:
    folder = spoiled(tmp_path, {})
    (folder / "services.yaml").unlink()
    (folder / "evidence.yaml").unlink()
    (folder / "calendar.yaml").unlink()
    data = write(tmp_path / "data", {"courriers.csv": letters("istres", 0, 1)})
    held = readiness(Request(folder, data, period=year_period(2018)), (4,))
    assert {one.services for one in held.rows} == {()}
    assert {one.site for one in held.rows} == {"prefecture", "aix", "arles", "istres"}
    assert held.steps == ()


def test_evidence_is_a_document_with_its_day(tmp_path: Path) -> None:
    """Of 15 March 2018, for 12 months: there from that day, out of date from 15 March 2019."""
    old = "\nsynthese-legalite:\n"
    new = old, f"{old}  documents:\n    - {{day: 2018-03-15, document: Synthèse 2017}}\n"
    for day, state, blocks in (
        ("2018-03-14", "lacking", True), ("2018-03-15", "evidence", False),
        ("2019-03-14", "evidence", False), ("2019-03-15", "outdated", True),
    ):  # fmt: skip
        folder = tmp_path / day
        folder.mkdir()
        held = ready(folder, letters("prefecture", 0, 1), sites=("prefecture",),
                     changes={"evidence.yaml": new}, as_of=date.fromisoformat(day))  # fmt: skip
        found = row(held, "synthese-legalite")
        assert (found.state, found.blocks) == (state, blocks)
    assert row(held, "fiches-collectivites").blocks is False  # declared so


def test_a_new_kind_of_evidence_is_yaml_alone(tmp_path: Path) -> None:
    old = "\nsynthese-legalite:\n"
    new = (
        "\nregistre-visites:\n  label: Registre des visites\n  module: 4\n  engagement: E37\n"
        "  services: [sp-istres]\n  source: essai\n"
    )
    held = ready(tmp_path, letters("istres", 0, 1), changes={"evidence.yaml": (old, f"{new}{old}")})
    found = row(held, "registre-visites")
    assert (found.state, found.blocks, found.services) == ("lacking", True, ("sp-istres",))
    assert words.label(found) == "Registre des visites"
    (alone,) = (one for one in held.parts if found in one.rows)
    assert words.engagement(held, alone) == "E37 Registre des visites"


def test_the_days_left_are_counted_from_the_day_asked_for(tmp_path: Path) -> None:
    """From 10 April 2019: 20 days to 30 April, 51 + 1 to 1 June; 31 March is 10 days ago."""
    changed = ("when: 2019-06\n", "when: 2019-02..2019-03\n  done: 2019-04-01\n")
    held = ready(tmp_path, letters("istres", 0, 1), as_of=date(2019, 4, 10),
                 changes={"calendar.yaml": changed})  # fmt: skip
    found = {one.step.id: (one.when, one.to_start, one.to_end) for one in held.steps}
    assert found["visites"] == ("under_way", -40, 20)
    assert found["enquetes"] == ("done", -68, -10)
    assert found["audit-externe"] == ("ahead", 205, 265)
    assert held.asked
    before = ready(tmp_path / "b", letters("istres", 0, 1), as_of=date(2019, 3, 31),
                   changes={"calendar.yaml": changed})  # fmt: skip
    assert {one.step.id: one.when for one in before.steps}["enquetes"] == "under_way"


def test_without_a_day_that_of_the_registers(tmp_path: Path) -> None:
    """The last answer is of 15 January 2018: 411 days before 1 March 2019... less one."""
    held = ready(tmp_path, letters("istres", 0, 1))
    assert (held.day, held.asked) == (date(2018, 1, 15), False)
    (visits,) = (one for one in held.steps if one.step.id == "visites")
    assert visits.to_start == (date(2019, 3, 1) - date(2018, 1, 15)).days == 410


def test_a_step_says_what_it_still_needs(tmp_path: Path) -> None:
    held = ready(tmp_path, letters("prefecture", 0, 1), (4, 7), sites=("prefecture",))
    steps = {one.step.id: one for one in held.steps}
    assert [one.id for one in steps["audit-interne"].lacking] == [
        "synthese-legalite", "exercice-communication",
    ]  # fmt: skip
    assert steps["candidature"].blocking == held.blocking == 3
    assert words.needs(steps["candidature"]) == ["3 points still block"]


def test_a_document_that_will_not_hold_at_a_step_is_told(tmp_path: Path) -> None:
    """Of 15 June 2018, for 12 months: it holds until 14 June 2019."""
    given = ("  months: 12\n", "  months: 12\n  documents: [{day: 2018-06-15, document: Plan}]\n")
    step = ("evidence: [enquete-satisfaction]", "evidence: [plan-actions]")  # of June 2019
    held = ready(tmp_path, letters("istres", 0, 1), (1,), as_of=date(2018, 12, 31),
                 changes={"evidence.yaml": given, "calendar.yaml": step})  # fmt: skip
    steps = {one.step.id: one for one in held.steps}
    assert words.result(row(held, "plan-actions")).replace("\u00a0", " ") == (
        "Plan, 15 Jun 2018, holds until 14 Jun 2019"
    )
    for name in ("visites", "enquetes"):
        assert words.needs(steps[name]) == ["1 piece of evidence, there"], name
    (found,) = steps["audit-interne"].ending
    assert found.id == "plan-actions"
    label = "Plan d'actions, alimenté par les visites sur sites"
    assert words.needs(steps["audit-interne"])[-1] == f"out of date by then: {label}"


def test_a_hypothesis_says_what_would_block(tmp_path: Path) -> None:
    """With 5 more in time the rate is met, and the mean of 5 5/12 days still is not."""
    rows = letters("istres", late=5, early=7)
    held = ready(tmp_path, rows, what_ifs=("collectivites-courriels-5j +5",))
    (found,) = held.hypotheses
    assert (found.before.state, found.after.state) == ("missed", "met")
    assert (held.blocking, found.blocking) == (2, 2)
    # 20 of 21 in time is 95.2 %; 106 days over 21 answers: 2 fewer give 104/21, below 5
    held = ready(tmp_path / "b", letters("istres", 1, 20),
                 what_ifs=("collectivites-courriels-delai -2d",))  # fmt: skip
    (found,) = held.hypotheses
    assert (held.blocking, found.blocking) == (2, 1)


def test_a_hypothesis_is_about_one_site(tmp_path: Path) -> None:
    rows = letters("istres", 0, 1)
    with pytest.raises(UsageError, match="one site"):
        ready(tmp_path, rows, sites=(), what_ifs=("collectivites-courriels-5j +1",))
    with pytest.raises(UsageError, match="not an indicator among"):
        ready(tmp_path / "b", rows, what_ifs=("courriels-5j +1",))


def test_an_unknown_module(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no module 2"):
        ready(tmp_path, letters("istres", 0, 1), (2,))


def test_a_module_that_no_service_of_the_site_has(tmp_path: Path) -> None:
    held = ready(tmp_path, letters("istres", 0, 1), (7,))
    assert (held.parts, held.blocking) == ((), 0)
