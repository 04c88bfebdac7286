"""The folder: every YAML file of a référentiel, as it is written.

Takes a folder; gives trees by the file's path in it, named in findings from the folder's own name
on. Convention owned here: every file counts, whatever reads it, so that a new kind of file is seen
at once; one that is no YAML is refused with its line.
"""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from qualstat.declarations.documents import read_document
from qualstat.declarations.written import Written, tree
from qualstat.errors import ReferentielError
from qualstat.findings import N_, Finding, message

ENDING = ".yaml"


class Folder(Struct, frozen=True):
    """The trees of a folder by path (`sites/istres.yaml`), and the name it has in findings."""

    name: str
    trees: Mapping[str, Written]

    def of(self, folder: str) -> dict[str, Written]:
        """Return the trees of a folder by name of file, without its ending."""
        start = f"{folder}/"
        return {path[len(start) : -len(ENDING)]: held for path, held in self.trees.items()
                if path.startswith(start)}  # fmt: skip


def read(folder: Path) -> Folder:
    """Return what is written in a folder; raises `ReferentielError` with all that is no YAML."""
    root = folder.resolve()
    trees: dict[str, Written] = {}
    wrong: list[Finding] = []
    for path in sorted(root.rglob(f"*{ENDING}")):
        place = path.relative_to(root)
        if any(part.startswith(".") for part in place.parts):
            continue
        document, found = read_document(path, f"{root.name}/{place.as_posix()}")
        held = None if found else tree(document)
        wrong += found
        if held is not None:
            trees[place.as_posix()] = held
    if wrong:
        raise ReferentielError(wrong)
    if not trees:
        raise ReferentielError(no_folder(root))
    return Folder(root.name, trees)


def no_folder(root: Path) -> Finding:
    """Return the finding that no référentiel stands in a place."""
    return Finding(
        rule="missing-folder",
        severity="blocking",
        found=message(N_("there is no folder here")),
        expected=message(N_("the folder of a référentiel")),
        file=root.name,
    )
