"""The guide of the référentiel: what it shows works, and what it lists is all there is."""

import re
import shutil
from pathlib import Path

import yaml

from qualstat.referentiel.bridges import Bridge
from qualstat.referentiel.explained import Explained
from qualstat.referentiel.indicators import Indicator
from qualstat.referentiel.label import Evidence
from qualstat.referentiel.loader import read
from qualstat.registers import REGISTERS
from registers_by_hand import REFERENTIEL

GUIDE = (REFERENTIEL / "LISEZ-MOI.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
PLACES = {  # the first key of an example, and the file it goes into where that is no site's
    "objectives": "indicators/courriels-5j.yaml",
    "plausible": "indicators/reclamations-15j.yaml",
    "arles": "explanations.yaml",
    "label": "editions/2019.yaml",
    "from": "bridges/2018-2019.yaml",
    "fiche-accueil": "evidence.yaml",
    "audit-interne": "calendar.yaml",
}
ISTRES = "sites/istres.yaml"


def listed(key: str) -> list[str]:
    """Return the values that the guide's table lists for a key, in code marks."""
    table = GUIDE.partition("## Ajouter un indicateur\n")[2].partition("\n## ")[0]
    (row,) = re.findall(rf"^\| `{key}` \| (.*) \|$", table, re.MULTILINE)
    return re.findall(r"`([^`]+)`", row)


def test_it_lists_registers_kinds_and_dates() -> None:
    kinds = Indicator.model_json_schema()["properties"]["measure"]["discriminator"]["mapping"]
    assert listed("register") == list(REGISTERS)
    assert sorted(listed("kind")) == sorted(kinds)
    dates = {one.field for register in REGISTERS.values() for one in register.answers}
    assert set(listed("to")) == dates


def test_it_lists_the_keys_of_an_explanation() -> None:
    _, _, table = GUIDE.partition("| clé | ce qu'elle dit |\n|---|---|\n")
    rows = table.partition("\n\n")[0].splitlines()
    assert [row.split("`")[1] for row in rows] == list(Explained.model_fields)


def test_it_lists_the_keys_of_a_bridge() -> None:
    _, _, table = GUIDE.partition("| clé du pont | ce qu'elle dit |\n|---|---|\n")
    rows = table.partition("\n\n")[0].splitlines()
    about = {"id", "earlier", "later", "source", "assumed"}
    fields = {name for name in Bridge.model_fields if name not in about}
    assert {row.split("`")[1] for row in rows} == fields


def test_it_lists_the_keys_of_evidence() -> None:
    _, _, table = GUIDE.partition("| clé d'une preuve | ce qu'elle dit |\n|---|---|\n")
    names = [re.findall(r"`([a-z]+)`", row.split("|")[1]) for row in
             table.partition("\n\n")[0].splitlines()]  # fmt: skip
    told_elsewhere = {"id", "label", "source"}
    assert {name for row in names for name in row} == set(Evidence.model_fields) - told_elsewhere


def put(folder: Path, example: str) -> None:
    """Put an example in its file, in the place of what stands there under its keys."""
    given = yaml.safe_load(example)
    first = next(iter(given))
    whole = re.match(r"# referentiel/(\S+)\n", example)
    if whole:  # a file of its own
        (folder / whole[1]).write_text(example, encoding="utf-8")
        return
    path = folder / (
        ISTRES if "- indicator:" in example and first == "objectives" else PLACES.get(first, ISTRES)
    )
    groups = re.split(r"^(?=\w)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    kept = [group for group in groups if group.partition(":")[0] not in given]
    path.write_text("".join(kept).rstrip("\n") + "\n" + example, encoding="utf-8")


def test_its_examples_are_accepted(tmp_path: Path) -> None:
    folder = tmp_path / "referentiel"
    shutil.copytree(REFERENTIEL, folder)
    for example in EXAMPLES:
        put(folder, example)
    declared, findings = read(folder)
    assert findings == []
    assert declared is not None
    changed = declared.indicators["courriels-5j"].objectives
    assert [str(one.target) for one in changed] == ["95", "97"]
    istres = declared.sites["istres"]
    assert set(istres.complete) == {"mail"}
    assert istres.held_by == {"mail": "secrétariat du sous-préfet", "calls": "standard"}
    assert [one.by for one in istres.objectives] == ["secrétariat général"]
    assert [one.label for one in istres.breaks] == ["Travaux dans le hall d'accueil"]
    assert [one.number for one in istres.counts] == [6, 4]
    (told,) = declared.explanations["arles"]
    assert (told.days, told.by) == (8, "secrétariat général")
    assert [one.old for one in declared.bridges[0].links if one.kind == "dropped"] == ["pn-infos"]
    expected = declared.indicators["reclamations-15j"].plausible
    assert expected is not None
    assert expected.source == "Seuil choisi ici, faute de source"
