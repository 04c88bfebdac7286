"""The page on kinds of measure: each example is accepted, its case holds, and none is left out."""

import re
from pathlib import Path
from typing import Any

import pytest

from measures_manual import BLOCKS, MANUAL, NAMES, manual_referentiel
from qualstat.findings import Finding
from qualstat.referentiel.indicators import Indicator
from qualstat.referentiel.loader import load, read

KINDS = Indicator.model_json_schema()["properties"]["measure"]["discriminator"]["mapping"]


def test_each_kind_has_its_line_and_each_new_one_its_example(tmp_path: Path) -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \|", MANUAL, re.MULTILINE)
    assert sorted(rows[1:]) == sorted(KINDS)
    held, findings = load(manual_referentiel(tmp_path))
    assert findings == []
    shown = {held.indicators[name].measure.kind for name in NAMES}
    assert shown == set(KINDS) - {"rate", "rate-within", "delay"}


def test_every_example_has_its_case_which_holds(run: Any, tmp_path: Path) -> None:
    root = manual_referentiel(tmp_path)
    assert {f"cases/{name}.yaml" for name in NAMES} < set(BLOCKS)
    ran = run("referentiel", "test", "--referentiel", str(root), *NAMES)
    assert ran.status == 0, ran.out
    assert f"{len(NAMES)} cases, which all hold." in ran.out.replace("\u00a0", " ")


def test_a_case_that_does_not_hold_is_told(run: Any, tmp_path: Path) -> None:
    """A category that is another, and a record of the other register that is another."""
    wrong = {
        "cases/plaintes.yaml": ("courrier.suggestion: 1", "courrier.suggestion: 2"),
        "cases/courriels-par-appel.yaml": ("repondu ; 8", "perdu ; 8"),
    }
    root = manual_referentiel(tmp_path, wrong)
    ran = run("referentiel", "test", "--referentiel", str(root), *NAMES)
    assert ran.status == 3
    said = " ".join(ran.out.split())
    assert "1 in “courrier.suggestion”, 2 expected" in said
    assert "courriels-par-appel" in said


def check(folder: Path, name: str, old: str, new: str) -> list[Finding]:
    _, findings = read(manual_referentiel(folder, {f"indicators/{name}.yaml": (old, new)}))
    return findings


@pytest.mark.parametrize(
    ("name", "old", "new", "rule", "expected"),
    [
        ("enquete-clarte", "of: niveau", "of: nivo", "unknown-criterion", "niveau"),
        ("enquete-clarte", "highest: 5", "highest: 1", "scale", "lowest"),
        ("enquete-clarte", "at_least: 3/5", "at_least: 3/4", "unit", "3/5"),
        ("enquete-clarte", "at_least: 3/5", "at_least: 60 %", "unit", "3/5"),
        ("enquete-clarte", "at_least: 3/5", "at_least: 6/5", "above-scale", "at most 5"),
        ("enquete-clarte", "3/5", "3 sur 4", "unit", "3/5"),
        ("enquete-clarte", "0.5/5", "2.5/5", "wide-tolerance", "less"),
        ("enquete-clarte", "[accueil]", "[acceuil]", "unknown-code", "accueil"),
        ("enquete-clarte", "question:", "questions:", "unknown-criterion", "question"),
        ("enquete-clarte-4", "at_least: 4\n", "at_least: 1\n", "scale", "a score above 1"),
        ("pn-note", "pas_satisfait: 1,", "mecontent: 1,", "unknown-code", "pas_satisfait"),
        ("pn-note", "points: {", "# {", "scale", "points"),
        ("attente-perdus", "of: attente_s", "of: duree_s", "wait-not-kept", "attente_s"),
        ("repondus-20s", "within: 20", "within: 95", "off-step", "90 or 100"),
        ("attente-perdus", "60 seconds", "60 days", "unit", "seconds"),
        ("plaintes", "[canal, nature]", "[canal, service]", "unknown-criterion", "canal"),
        ("plaintes", "[canal, nature]", "[canal, canal]", "repeated", "once"),
        ("infos-par-usager", "pn-usagers", "pn-usager", "unknown-indicator", "pn-usagers"),
        ("infos-par-usager", "of: pn-infos", "of: pn-note", "ratio-sides", "volume"),
        ("infos-par-usager", "of: pn-infos", "of: courriels-5j", "ratio-sides", "mail"),
        ("infos-par-usager", "per: pn-usagers", "per: courriels-par-appel", "ratio-sides", "rate"),
        ("infos-par-usager", "9 per case", "9 %", "unit", "per case"),
    ],
)  # fmt: skip
def test_slips_are_found(  # noqa: PLR0913, PLR0917  # a row of the table
    name: str, old: str, new: str, rule: str, expected: str, tmp_path: Path
) -> None:
    found = [one for one in check(tmp_path, name, old, new) if one.rule == rule]
    assert found, "nothing found"
    assert found[0].file == f"referentiel/indicators/{name}.yaml"
    assert expected in f"{found[0].expected} {found[0].advice}"


def test_too_many_categories(tmp_path: Path) -> None:
    """10 themes by 16 levels, a blank among them: 160."""
    (found,) = check(
        tmp_path, "plaintes", "register: mail\nscope:\n  public: [usager]\n  nature: [reclamation,"
        " suggestion]\nmeasure:\n  kind: volume\n  by: [canal, nature]",
        "register: surveys\nmeasure:\n  kind: volume\n  by: [theme, niveau]",
    )  # fmt: skip
    assert (found.rule, str(found.found)) == ("too-many-categories", "160 categories")
