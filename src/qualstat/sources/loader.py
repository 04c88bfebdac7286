"""The loader: profiles from a folder and from the program itself.

Takes a folder of YAML; gives `Sources` and every finding. Conventions owned here: the name of a
file is the name of its profile; one of the folder hides one of the program's of the same name; a
profile that is based on another has its keys, but for those it gives itself, column by column.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from qualstat.declarations.documents import Document, read_document
from qualstat.declarations.explain import explained, refusals
from qualstat.declarations.slips import Slip, among
from qualstat.errors import ReferentielError
from qualstat.findings import N_, Finding, message
from qualstat.sources.checks import slips
from qualstat.sources.choosing import Sources
from qualstat.sources.profile import PLAIN, Profile

ENDING = ".yaml"
SHIPPED = Path(__file__).parent / "shipped"
BASE, MERGED = "based_on", "columns"


def load(folder: Path | None) -> tuple[Sources, list[Finding]]:
    """Return the profiles of a folder, None for none, beside the program's own.

    Raises `ReferentielError`, with every finding, where one of them cannot be used.
    """
    profiles: list[Profile] = []
    findings: list[Finding] = []
    for path in _files(folder):
        profile, found = read(path)
        profiles += [profile] if profile else []
        findings += found
    if any(one.severity == "blocking" for one in findings):
        raise ReferentielError(findings)
    own = {one.id for one in profiles}
    return Sources(
        tuple(profiles), [one for one in shipped_names() if one not in own], shipped
    ), findings


def read(path: Path) -> tuple[Profile | None, list[Finding]]:
    """Return the profile of a file, None when it is unusable, and every finding."""
    document, findings = read_document(path, f"{path.parent.name}/{path.name}")
    if findings or not isinstance(document.data, dict):
        return None, findings or [_nothing(document)]
    data, slip = _based(document.data, path, (path.stem,))
    if slip:
        return None, [document.finding(slip)]
    try:
        profile = Profile.model_validate({**data, "id": path.stem})
    except ValidationError as error:
        return None, [explained(one, document, Profile) for one in refusals(error)]
    findings = [document.finding(one) for one in slips(profile)]
    return (None if findings else profile), findings


@cache
def shipped(name: str) -> Profile:
    """Return one of the program's own profiles."""
    profile, findings = read(SHIPPED / f"{name}{ENDING}")
    assert profile is not None, findings
    return profile


def shipped_names() -> list[str]:
    """Return the names of the program's own profiles, those of the plain form first."""
    names = sorted(path.stem for path in SHIPPED.glob(f"*{ENDING}"))
    return sorted(names, key=lambda name: not name.startswith(PLAIN))


def _files(folder: Path | None) -> list[Path]:
    return [] if folder is None else sorted(folder.glob(f"[!.]*{ENDING}"))


def _based(
    data: Mapping[str, Any], path: Path, seen: tuple[str, ...]
) -> tuple[dict[str, Any], Slip | None]:
    """Return the keys of a profile over those of its base; a slip where there is none."""
    base = data.get(BASE)
    if not isinstance(base, str):  # none, or what the model refuses
        return dict(data), None
    known = sorted({one.stem for one in _files(path.parent)} | set(shipped_names()))
    places = [path.parent / f"{base}{ENDING}", SHIPPED / f"{base}{ENDING}"]
    found = next((one for one in places if base in known and one.exists() and one != path), None)
    if base in seen or found is None:
        slip = Slip(
            "unknown-source", (BASE,), message(N_("there is no profile “{name}”"), name=base)
        )
        return {}, among(slip, str(base), [one for one in known if one not in seen])
    held, wrong = read_document(found, found.name)
    if wrong or not isinstance(held.data, dict):
        unfit = message(N_("the profile “{name}” cannot be used"), name=base)
        return {}, Slip("unknown-source", (BASE,), unfit, message(N_("a profile without mistakes")))
    under, wrong_below = _based(held.data, found, (*seen, str(base)))
    return {**under, **data, **_merged(under, data)}, wrong_below


def _merged(under: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of a profile over those of its base, where both are groups of keys."""
    base, own = under.get(MERGED), data.get(MERGED)
    if isinstance(base, dict) and (own is None or isinstance(own, dict)):
        return {MERGED: {**base, **(own or {})}}
    return {}


def _nothing(document: Document) -> Finding:
    found = message(N_("the file declares nothing"))
    expected = message(N_("keys, each followed by “: ” and its value"))
    return document.finding(Slip("empty-file", (), found, expected))
