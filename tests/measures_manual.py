"""The référentiel of the page on kinds of measure: what it declares, added to the shipped one."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from registers_by_hand import REFERENTIEL

MANUAL = (REFERENTIEL / "MESURES.md").read_text(encoding="utf-8")
BLOCKS: Mapping[str, str] = dict(
    re.findall(r"```yaml\n# referentiel/(\S+)\n(.*?)```", MANUAL, re.DOTALL)
)
NAMES = [Path(name).stem for name in BLOCKS if name.startswith("indicators/")]
HEADING = "essais:\n  label: Essais\n  indicators: [{names}]\n"
FOLLOWED = "follows:\n  - headings: [essais]\n    since: {since}\n    reason: essai\n"


def manual_referentiel(
    folder: Path, changes: Mapping[str, tuple[str, str]] | None = None, *, since: str = "2018-04"
) -> Path:
    """Return a référentiel with the indicators and cases of the page, followed at each site.

    `changes` are texts of the page's files to put in the place of others, by file.
    """
    root = folder / "referentiel"
    shutil.copytree(REFERENTIEL, root)
    for name, text in BLOCKS.items():
        old, new = (changes or {}).get(name, ("", ""))
        assert old in text, name
        (root / name).write_text(text.replace(old, new) if old else text, encoding="utf-8")
    headings = root / "headings.yaml"
    named = HEADING.format(names=", ".join(NAMES))
    headings.write_text(f"{headings.read_text('utf-8')}\n{named}", encoding="utf-8")
    for path in (root / "sites").glob("*.yaml"):
        text = path.read_text("utf-8").replace("follows:\n", FOLLOWED.format(since=since), 1)
        path.write_text(text, encoding="utf-8")
    return root
