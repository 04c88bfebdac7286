"""Volumes by category: the categories add up to the total, and stand where it stands."""

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from measures_manual import manual_referentiel
from qualstat.measures.scope import Cells
from qualstat.measures.volume import volume
from qualstat.referentiel.categories import categories
from qualstat.referentiel.indicators import Category, Indicator
from qualstat.referentiel.loader import load
from qualstat.registers import REGISTERS
from qualstat.registers.values import codes
from qualstat.tallies.cells import Numbers
from registers_by_hand import computed, figure, months

PARTS = ["courrier.reclamation", "courrier.suggestion", "courriel.reclamation",
         "courriel.suggestion"]  # fmt: skip
# 2 by e-mail in June, a letter in July, one e-mail that is no complaint
ROWS = [
    "istres;;courriel;usager;reclamation;04/06/2018;;",
    "istres;;courriel;usager;reclamation;05/06/2018;;",
    "istres;;courrier;usager;suggestion;03/07/2018;;",
    "istres;;courriel;usager;demande;05/06/2018;;",
]


def test_one_line_a_category_after_the_total(tmp_path: Path) -> None:
    root = manual_referentiel(tmp_path)
    held = computed(tmp_path / "data", {"courriers.csv": ROWS}, months("2018-06", "2018-07"),
                    referentiel=root)  # fmt: skip
    of_istres = [one for one in held.figures if one.site == "istres"]
    ids = [one.indicator.id for one in of_istres]
    start = ids.index("plaintes")
    assert ids[start + 1 : start + 5] == [f"plaintes.{one}" for one in PARTS]
    counts = {name: figure(held, f"plaintes.{name}").measure for name in PARTS}
    assert [one.numerator for one in counts.values()] == [None, 1, 2, None]
    assert [one.state for one in counts.values()] == ["no_case", "measured"] * 1 + [
        "measured", "no_case",
    ]  # fmt: skip
    assert figure(held, "plaintes").measure.numerator == 3
    whole = figure(held, "plaintes", "all").measure.numerator
    parts = (figure(held, f"plaintes.{one}", "all").measure.numerator or 0 for one in PARTS)
    assert whole == sum(parts)
    said = figure(held, "plaintes.courriel.reclamation")
    assert said.indicator.label == "Réclamations et suggestions reçues : courriels, réclamations"
    assert (said.engagement, said.module, said.indicator.kind) == ("E3", 1, "volume")


def test_they_are_asked_for_with_their_volume_or_alone(run: Any, tmp_path: Path) -> None:
    root, data = manual_referentiel(tmp_path), tmp_path / "data"
    computed(data, {"courriers.csv": ROWS}, referentiel=root)
    words = ("--referentiel", str(root), "--data", str(data), "--year", "2018", "--site", "istres")
    ran = run("compute", *words, "--indicator", "plaintes", "--format", "csv")
    assert [row.split(",")[7] for row in ran.out.splitlines()[1:]] == [
        "plaintes", *(f"plaintes.{one}" for one in PARTS),
    ]  # fmt: skip
    alone = run("explain", "plaintes.courriel.reclamation", *words, "--rows", "numerator")
    assert alone.status == 0
    assert "Jun 2" in alone.out.replace("\u00a0", " ")
    assert run("explain", "plaintes", *words).status == 0
    assert run("referentiel", "check", "--referentiel", str(root)).status == 0
    assert "plaintes.courriel" not in run("referentiel", "list", "--referentiel", str(root)).out


def test_a_column_that_may_be_blank_has_a_category_for_it(tmp_path: Path) -> None:
    old = ("register: mail\nscope:\n  public: [usager]\n  nature: [reclamation, suggestion]\n"
           "measure:\n  kind: volume\n  by: [canal, nature]")  # fmt: skip
    new = "register: surveys\nmeasure:\n  kind: volume\n  by: [niveau]"
    changes = {
        "indicators/plaintes.yaml": (old, new),
        "cases/plaintes.yaml": ("courrier.reclamation: 0", "5: 0"),
    }
    rows = [f"istres;12/06/2018;accueil;Q1;{level};{n}" for level, n in (("5", 2), ("", 3))]
    root = manual_referentiel(tmp_path, changes)
    held = computed(tmp_path / "data", {"enquetes.csv": rows}, months("2018-06", "2018-06"),
                    referentiel=root)  # fmt: skip
    counts = {one: figure(held, f"plaintes{one}").measure.numerator for one in ("", ".5", ".vide")}
    assert counts == {"": 5, ".5": 2, ".vide": 3}


MAIL = REGISTERS["mail"]
SCOPES = st.fixed_dictionaries({}, optional={
    name: st.lists(st.sampled_from(codes(MAIL, name)), min_size=1, unique=True)
    for name in MAIL.categories
})  # fmt: skip
BY = st.lists(st.sampled_from(MAIL.categories), min_size=1, unique=True)
RECORDS = st.lists(st.tuples(*(st.integers(1, len(codes(MAIL, one))) for one in MAIL.categories)))
HELD, _ = load(Path(__file__).parent.parent / "referentiel")


def asked(scope: dict[str, list[str]], by: list[str]) -> Indicator:
    """Return a volume by some columns."""
    made = HELD.indicators["courriels-5j"].model_dump(by_alias=True)
    return Indicator.model_validate({
        **made, "scope": scope, "measure": {"kind": "volume", "by": by}, "objectives": [],
        "plausible": None,
    })  # fmt: skip


def summed(indicator: Indicator, records: list[tuple[int, ...]]) -> int:
    columns: Numbers = np.array(records, np.int64).reshape(-1, len(MAIL.categories))
    keys = {name: columns[:, place] for place, name in enumerate(MAIL.categories)}
    ones = np.ones(len(records), np.int64)
    held = Cells(MAIL, {**keys, "site": ones}, ones, ones, 0)
    counted = volume(held.kept(held.fit(indicator.scope)))
    return int(counted.counts["numerator"].sum())


@given(SCOPES, BY, RECORDS)
def test_categories_add_up_whatever_the_scope(
    scope: dict[str, list[str]], by: list[str], records: list[tuple[int, ...]]
) -> None:
    whole = asked(scope, by)
    parts = list(categories(whole))
    assert all(isinstance(one, Category) and one.whole == whole.id for one in parts)
    assert max(Counter(one.id for one in parts).values()) == 1
    assert sum(summed(one, records) for one in parts) == summed(whole, records)


def test_a_site_that_leaves_a_volume_out_leaves_its_categories_out(tmp_path: Path) -> None:
    root = manual_referentiel(tmp_path)
    istres = root / "sites" / "istres.yaml"
    follow = "headings: [essais]\n"
    text = istres.read_text("utf-8").replace(follow, f"{follow}    excluded: [plaintes]\n", 1)
    istres.write_text(text, encoding="utf-8")
    held = computed(tmp_path / "data", {"courriers.csv": ROWS}, referentiel=root)
    names = ["plaintes", *(f"plaintes.{one}" for one in PARTS)]
    assert {figure(held, name).measure.state for name in names} == {"not_applicable"}
    assert {figure(held, name, "aix").measure.state for name in names} == {"missing"}
