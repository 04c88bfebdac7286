"""The part "a new site" of the guide, followed to the letter on a fresh folder."""

import json
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest

from qualstat.referentiel.sites import Follow, Site
from registers_by_hand import REFERENTIEL, write

MANUAL = (REFERENTIEL / "LISEZ-MOI.md").read_text(encoding="utf-8")
PART = MANUAL.partition("## Ajouter un site\n")[2].partition("\n## ")[0]
(BLOCK,) = re.findall(r"```yaml\n(.*?)```", PART, re.DOTALL)
COMMANDS = [shlex.split(one)[1:] for one in re.findall(r"^\$ (.*)$", PART, re.MULTILINE)]
LETTERS = [f"{site};{day};courriel;usager;demande;{day};{day};"
           for site, day in (("Lambesc", "13/07/2018"), ("istres", "31/12/2018"))]  # fmt: skip


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a working folder, which the commands are typed in."""
    shutil.copytree(REFERENTIEL, tmp_path / "referentiel")
    write(tmp_path / "data", {"courriers.csv": LETTERS})
    (tmp_path / "qualstat.yaml").write_text("referentiel: referentiel\ndata: data\nlang: fr\n")
    (tmp_path / BLOCK.splitlines()[0].removeprefix("# ")).write_text(BLOCK, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_its_commands_do_what_it_says(run: Any, place: Path) -> None:
    assert place == Path.cwd()
    ran = {one[0] + one[1]: run(*one) for one in COMMANDS}
    assert {one.status for one in ran.values()} == {0}
    assert "Aucun constat." in ran["referentielcheck"].out
    shown = ran["referentielshow"].out.replace("\u00a0", " ")
    assert "Maison de l'État de Lambesc" in shown
    assert "Essai d'un point numérique" in shown
    assert "non transmis" in ran["coverage--site"].out


def test_its_figures_are_those_of_what_it_follows(run: Any, place: Path) -> None:
    asked = ("compute", "--site", "lambesc", "--year", "2018", "--format", "json")
    assert place == Path.cwd()
    ran = run(*asked)
    states = {one["indicator"]: one["state"] for one in json.loads(ran.out)["figures"]}
    assert states["courriels-5j"] == "measured"
    assert states["pn-usagers"] == "missing"
    assert states["pn-infos"] == states["appels-perdus"] == "not_applicable"


def test_it_lists_the_keys_of_a_site() -> None:
    rows = re.findall(r"^\| `([a-z_]+)` \| (.*) \|$", PART, re.MULTILINE)
    told = PART.partition("\n\n`objectives`")[2].partition("ont")[0]
    elsewhere = re.findall(r"`([a-z_]+)`", told)
    assert {name for name, _ in rows} | {*elsewhere, "objectives", "id"} == set(Site.model_fields)
    follows = dict(rows)["follows"]
    assert all(f"`{name}`" in follows for name in Follow.model_fields)
    for name in elsewhere:
        assert re.search(rf"^{name}:", MANUAL.partition(PART)[2], re.MULTILINE), name
