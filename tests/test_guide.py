"""The guide of the référentiel: what it shows works, and what it lists is all there is."""

import re
import shutil
from pathlib import Path

import yaml

from qualstat.referentiel.indicators import Indicator
from qualstat.referentiel.loader import read
from qualstat.registers import REGISTERS
from registers_by_hand import REFERENTIEL

GUIDE = (REFERENTIEL / "LISEZ-MOI.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)


def listed(key: str) -> list[str]:
    """Return the values that the guide's table lists for a key, in code marks."""
    (row,) = re.findall(rf"^\| `{key}` \| (.*) \|$", GUIDE, re.MULTILINE)
    return re.findall(r"`([^`]+)`", row)


def test_it_lists_registers_kinds_and_dates() -> None:
    kinds = Indicator.model_json_schema()["properties"]["measure"]["discriminator"]["mapping"]
    assert listed("register") == list(REGISTERS)
    assert sorted(listed("kind")) == sorted(kinds)
    dates = {one.field for register in REGISTERS.values() for one in register.answers}
    assert set(listed("to")) == dates


def test_its_examples_are_accepted(tmp_path: Path) -> None:
    folder = tmp_path / "referentiel"
    shutil.copytree(REFERENTIEL, folder)
    objectives, *site = EXAMPLES
    indicator = folder / "indicators" / "courriels-5j.yaml"
    kept = indicator.read_text(encoding="utf-8").partition("objectives:")[0]
    indicator.write_text(kept + objectives, encoding="utf-8")
    with (folder / "sites" / "istres.yaml").open("a", encoding="utf-8") as stream:
        stream.write("\n" + "\n".join(site))
    declared, findings = read(folder)
    assert findings == []
    assert declared is not None
    changed = declared.indicators["courriels-5j"].objectives
    assert [str(one.target) for one in changed] == ["95", "97"]
    assert set(yaml.safe_load(site[-1])["complete"]) == set(declared.sites["istres"].complete)
