"""Write the JSON Schemas of the référentiel, from its models, for editors.

Run `python tools/schemas.py` after a change of a model or of what its keys say; `--check` writes
nothing and fails when a file is missing or stale. One file a kind of YAML file, in French.
"""

import sys
from pathlib import Path

from qualstat.referentiel.kinds import kinds
from qualstat.render import schemas
from qualstat.render.language import set_language

FOLDER = Path(__file__).resolve().parent.parent / "referentiel" / "schema"


def fresh() -> dict[str, str]:
    """Return the text of each schema by name of file."""
    set_language("fr")
    return {f"{kind}.json": schemas.text(kind) for kind in kinds()}


def stale(folder: Path, wanted: dict[str, str]) -> list[str]:
    """Return the files that are not as they should be, and those that should not be there."""
    there = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.json")}
    return sorted(name for name in {*there, *wanted} if there.get(name) != wanted.get(name))


def main(arguments: list[str], folder: Path = FOLDER) -> int:
    """Write the schemas, or only compare them; return the exit status."""
    wanted = fresh()
    if "--check" not in arguments:
        folder.mkdir(exist_ok=True)
        for name in {path.name for path in folder.glob("*.json")} - set(wanted):
            (folder / name).unlink()
        for name, text in wanted.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    wrong = stale(folder, wanted)
    for name in wrong:
        print(f"{name} is stale: run make schemas")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
