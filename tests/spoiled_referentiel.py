"""A copy of the shipped référentiel with something changed in it, and its findings in short."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from qualstat.findings import Finding
from qualstat.referentiel.loader import read

SHIPPED = Path(__file__).parent.parent / "referentiel"
Change = tuple[str, str] | str | bytes | None


def spoiled(tmp_path: Path, changes: Mapping[str, Change]) -> Path:
    """Copy the référentiel; in each file replace a text, or all of it; None removes it."""
    folder = tmp_path / "referentiel"
    shutil.copytree(SHIPPED, folder, dirs_exist_ok=True)
    for file, change in changes.items():
        _spoil(folder / file, change)
    return folder


def _spoil(path: Path, change: Change) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if change is None:
        path.unlink()
    elif isinstance(change, bytes):
        path.write_bytes(change)
    elif isinstance(change, str):
        path.write_text(change, encoding="utf-8")
    else:
        old, new = change
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{path.name} no longer holds {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


def found(tmp_path: Path, changes: Mapping[str, Change]) -> list[str]:
    """Return the findings of a changed référentiel in short."""
    return [short(finding) for finding in read(spoiled(tmp_path, changes))[1]]


def short(finding: Finding) -> str:
    """Return `sites/istres.yaml:4:7 unknown-zone`, where it is and which rule."""
    file = finding.file.removeprefix("referentiel/")
    place = f"{file}:{finding.line}:{finding.column}" if finding.line else file
    return f"{place} {finding.rule}"


def told(finding: Finding) -> str:
    """Return all that a finding says, in English."""
    parts = (finding.found, finding.expected, finding.advice)
    return " | ".join(str(part) for part in parts if part is not None)
