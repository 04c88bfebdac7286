"""The guide "an indicator in ten minutes", followed to the letter on a fresh folder."""

import json
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest

from cli_runs import ROOT
from qualstat.referentiel.cases import WorkedCase
from qualstat.referentiel.kinds import kinds
from qualstat.referentiel.loader import FILES
from registers_by_hand import REFERENTIEL

GUIDE = (REFERENTIEL / "DIX-MINUTES.md").read_text(encoding="utf-8")
MANUAL = (REFERENTIEL / "LISEZ-MOI.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n# (\S+)\n(.*?)```", GUIDE, re.DOTALL)
COMMANDS = [shlex.split(one)[1:] for one in re.findall(r"^\$ (.*)$", GUIDE, re.MULTILINE)]
NAME = "pn-pas-satisfaits"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a working folder, which the commands are typed in."""
    shutil.copytree(REFERENTIEL, tmp_path / "referentiel")
    shutil.copytree(ROOT / "samples" / "2018", tmp_path / "samples")
    (tmp_path / "qualstat.yaml").write_text("referentiel: referentiel\ndata: samples\nlang: fr\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(folder: Path, name: str, text: str) -> None:
    """Write a block where it says; in a file that is there, in the place of its own groups."""
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    if path.name in FILES:
        groups = re.split(r"^(?=\w)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        own = text.partition(":")[0]
        assert own in {group.partition(":")[0] for group in groups}
        text = "".join(text if one.partition(":")[0] == own else one for one in groups)
    path.write_text(text, encoding="utf-8")


def test_it_adds_an_indicator_that_does_not_exist_yet() -> None:
    assert not (REFERENTIEL / "indicators" / f"{NAME}.yaml").exists()
    assert [name for name, _ in BLOCKS] == [
        f"referentiel/indicators/{NAME}.yaml", "referentiel/headings.yaml",
        f"referentiel/cases/{NAME}.yaml",
    ]  # fmt: skip
    assert GUIDE.count("```yaml") == len(BLOCKS)


def test_its_commands_do_what_it_says(run: Any, place: Path) -> None:
    for name, text in BLOCKS:
        put(place, name, text)
    ran = {tuple(one[:2]): run(*one) for one in COMMANDS}
    assert {one.status for one in ran.values()} == {0}
    assert {one.err for name, one in ran.items() if name[0] == "referentiel"} == {""}
    assert "Aucun constat." in ran["referentiel", "check"].out
    assert "1 cas, juste." in ran["referentiel", "test"].out
    shown = ran["referentiel", "show"].out
    assert f"referentiel/indicators/{NAME}.yaml" in shown
    assert "jugé le 30/06/2018 par l'objectif de tous" in shown.replace("\u00a0", " ")
    ran = run(
        "compute", "--site", "istres", "--year", "2018", "--indicator", NAME, "--format", "json"
    )
    (figure,) = json.loads(ran.out)["figures"]
    assert (figure["state"], figure["module"], figure["engagement"]) == ("measured", 1, "E15")
    assert (figure["sense"], figure["target"]) == ("at_most", 5)


def test_a_slip_on_the_way_is_found(run: Any, place: Path) -> None:
    for name, text in BLOCKS:
        put(place, name, text.replace("[pas_satisfait]", "[pas_satisfaits]"))
    ran = run("referentiel", "check")
    assert ran.status == 3
    assert "écrivez «\u00a0pas_satisfait\u00a0»" in ran.out
    for name, text in BLOCKS:
        put(place, name, text.replace("numerator: {satisfaction: [pas_satisfait]}",
                                      "numerator: {satisfaction: [peu_satisfait]}"))  # fmt: skip
    assert run("referentiel", "check").status == 0
    ran = run("referentiel", "test", NAME)
    assert ran.status == 3
    assert "4 sur 20" in ran.out.replace("\u00a0", " ")


def test_the_manual_lists_the_keys_of_a_case() -> None:
    table = MANUAL.partition("## Vérifier un indicateur par des cas")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `([a-z_]+)` \|", table, re.MULTILINE) == list(WorkedCase.model_fields)


def test_the_settings_of_the_editor_name_each_schema() -> None:
    (block,) = re.findall(r"```json\n(.*?)```", MANUAL, re.DOTALL)
    for schema, files in json.loads(block)["yaml.schemas"].items():
        kind = Path(schema).stem
        assert (REFERENTIEL.parent / schema).exists()
        own = f"{kind}.yaml" if f"{kind}.yaml" in FILES else f"{kind}/*.yaml"
        assert files == f"referentiel/{own}"
    assert block.count(".json") == len(kinds())
