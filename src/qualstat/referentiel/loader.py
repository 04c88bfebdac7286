"""The loader: a folder of YAML as a `Referentiel`, with all its findings at once.

Takes a folder; gives the value, or says why there is none. Conventions owned here: the path is
the identifier (`sites/istres.yaml` declares `istres`); indicators stand in the order of the
headings, sites by kind and then by id, editions by date; a finding names its file from the
référentiel's own folder on.
"""

from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from qualstat.declarations.comments import texts_cut
from qualstat.declarations.documents import Document, read_document
from qualstat.declarations.explain import Refusal, explained, refusals
from qualstat.declarations.slips import Slip, listed, nearest_of
from qualstat.errors import ReferentielError
from qualstat.findings import N_, Finding, message
from qualstat.referentiel import coherence
from qualstat.referentiel.bridges import Bridge
from qualstat.referentiel.carrying import carried
from qualstat.referentiel.categories import listing_categories, with_categories
from qualstat.referentiel.draft import Draft, Mended, Part
from qualstat.referentiel.editions import Edition, Heading
from qualstat.referentiel.explained import Explanations
from qualstat.referentiel.folder import no_folder
from qualstat.referentiel.indicators import Indicator
from qualstat.referentiel.label import Evidence, Service, Step
from qualstat.referentiel.mending import mended, standing
from qualstat.referentiel.misplaced import misplaced
from qualstat.referentiel.model import Referentiel
from qualstat.referentiel.sites import Holidays, Site

T = TypeVar("T", bound=BaseModel)
ENDING = ".yaml"
FOLDERS = ("editions", "bridges", "indicators", "sites")
ELSEWHERE = ("sources", "cases")  # folders that others read
FILES = ("headings.yaml", "zones.yaml", "explanations.yaml",
         "services.yaml", "evidence.yaml", "calendar.yaml")  # fmt: skip


def load(folder: Path) -> tuple[Referentiel, list[Finding]]:
    """Return the référentiel of a folder and what is doubtful in it.

    Raises `ReferentielError`, with every finding, where a mistake leaves it unusable.
    """
    referentiel, findings = read(folder)
    if referentiel is None:
        raise ReferentielError(findings)
    return referentiel, findings


def read(folder: Path) -> tuple[Referentiel | None, list[Finding]]:
    """Return the référentiel of a folder, None when it is unusable, and every finding."""
    root = folder.resolve()
    if not root.is_dir():
        return None, [no_folder(root)]
    draft = _draft(root)
    parts = (draft.editions, draft.bridges, draft.headings, draft.indicators, draft.sites,
             draft.zones, draft.explanations, draft.services, draft.evidence,
             draft.calendar)  # fmt: skip
    findings = [*_unread(root), *(finding for part in parts for finding in part.findings)]
    findings += coherence.check(draft)
    findings.sort(key=_order)
    blocked = any(finding.severity == "blocking" for finding in findings)
    return (None if blocked else _assembled(draft)), findings


def _draft(root: Path) -> Draft:
    return Draft(
        editions=_folder(root, "editions", Edition),
        bridges=_folder(root, "bridges", Bridge, optional=True),
        headings=_file(root, "headings.yaml", Heading),
        indicators=_folder(root, "indicators", Indicator),
        sites=_folder(root, "sites", Site),
        zones=_file(root, "zones.yaml", Holidays, optional=True),
        explanations=_file(root, "explanations.yaml", Explanations, optional=True),
        services=_file(root, "services.yaml", Service, optional=True),
        evidence=_file(root, "evidence.yaml", Evidence, optional=True),
        calendar=_file(root, "calendar.yaml", Step, optional=True),
    )


def _order(finding: Finding) -> tuple[str, int, int]:
    return finding.file, finding.line or 0, int(finding.column or 0)


def _unread(root: Path) -> list[Finding]:
    """Return a finding for each YAML file that stands where nothing is read."""
    endings = (ENDING, ".yml", f"{ENDING}.txt", ".yml.txt")  # as some editors save them
    found = (path for path in root.rglob("*") if path.name.lower().endswith(endings))
    placed = (path.relative_to(root) for path in found)
    return [_astray(root, path) for path in placed if not _hidden(path) and not _expected(path)]


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _expected(path: Path) -> bool:
    if len(path.parts) == 2:
        return path.parts[0] in (*FOLDERS, *ELSEWHERE) and path.suffix == ENDING
    return path.as_posix() in FILES


def _astray(root: Path, path: Path) -> Finding:
    name = path.name.lower().removesuffix(".txt").rpartition(".")[0]
    known = [*FILES, *(f"{folder}/{name}{ENDING}" for folder in FOLDERS)]
    return Finding(
        rule="unread-file",
        severity="warning",
        found=message(N_("this file is not read")),
        expected=message(N_("a file named as one of: {names}"), names=listed(known)),
        advice=nearest_of(path.as_posix(), known),
        file=f"{root.name}/{path.as_posix()}",
    )


def _folder(root: Path, folder: str, model: type[T], *, optional: bool = False) -> Part[T]:
    """Return what the files of a folder declare, one each; hidden files are left alone."""
    documents: dict[str, Document] = {}
    findings: list[Finding] = []
    for path in sorted((root / folder).glob(f"[!.]*{ENDING}")):
        document, wrong = read_document(path, f"{root.name}/{folder}/{path.name}")
        documents[path.stem] = document
        findings += wrong if wrong or document.data is not None else [_empty(document)]
        findings += map(document.finding, texts_cut(document))
    if not documents and not optional:
        findings.append(_missing(f"{root.name}/{folder}", N_("a folder with at least one file")))
        return Part({}, {}, findings, readable=False)
    return _part(documents, model, findings)


def _file(root: Path, file: str, model: type[T], *, optional: bool = False) -> Part[T]:
    """Return what the keys of a file declare, one each; a blank one nothing, if `optional`."""
    if not (root / file).exists():
        missing = _missing(f"{root.name}/{file}", N_("a file of this name"))
        return Part({}, {}, () if optional else [missing], readable=optional)
    document, findings = read_document(root / file, f"{root.name}/{file}")
    if document.data is None:
        if not (findings or optional):
            findings = [_empty(document)]
        return Part({}, {}, findings, readable=not findings)
    if not isinstance(document.data, dict):
        findings.append(explained(Refusal("model_type", ()), document, model))
        return Part({}, {}, findings, readable=False)
    findings += map(document.finding, texts_cut(document))
    given = [name for name, held in document.data.items() if not (optional and held is None)]
    return _part({name: document.part(name) for name in given}, model, findings)


def _part(documents: dict[str, Document], model: type[T], findings: list[Finding]) -> Part[T]:
    """Return documents as their model types them, with the findings of those it refuses."""
    values: dict[str, T] = {}
    put_right: dict[str, Mended[T]] = {}
    for name, document in documents.items():
        if document.node is None or document.data is None:
            continue
        data, given = _named(model, name, document)
        findings = [*findings, *given]
        try:
            values[name] = model.model_validate(data)
        except ValidationError as error:
            elsewhere = misplaced(document, model)
            if elsewhere is not None:
                findings.append(document.finding(elsewhere))
                continue
            found = refusals(error)
            value, since = mended(model, data, found)
            found += since
            findings += [explained(refusal, document, model) for refusal in found]
            if value is not None:
                places = [standing(data, refusal.where) for refusal in found]
                put_right[name] = Mended(value, places)
    return Part(documents, values, findings, put_right)


def _named(model: type[T], name: str, document: Document) -> tuple[Any, list[Finding]]:
    """Return what a document declares, with the id its name gives it; an id of its own is wrong."""
    data = document.data
    if not isinstance(data, dict) or "id" not in model.model_fields:
        return data, []
    wrong = [explained(Refusal("id_given", ("id",)), document, model)] if "id" in data else []
    return {**data, "id": name}, wrong


def _missing(file: str, expected: str) -> Finding:
    return Finding(
        rule="missing-file",
        severity="blocking",
        found=message(N_("there is nothing here")),
        expected=message(expected),
        file=file,
    )


def _empty(document: Document) -> Finding:
    found = message(N_("the file declares nothing"))
    expected = message(N_("keys, each followed by “: ” and its value"))
    return document.finding(Slip("empty-file", (), found, expected))


def _assembled(draft: Draft) -> Referentiel:
    """Return a coherent draft as the value that other rooms ask."""
    headings = draft.headings.values
    listed_first = [one for heading in headings.values() for one in heading.indicators]
    order = dict.fromkeys([*listed_first, *draft.indicators.values])
    editions, bridges = draft.editions.values.values(), draft.bridges.values.values()
    sites = draft.sites.values.values()
    indicators = carried(editions, bridges, draft.indicators.values)
    return Referentiel(
        editions=tuple(sorted(editions, key=lambda one: one.valid_from)),
        headings=tuple(listing_categories(one, indicators) for one in headings.values()),
        indicators=with_categories({one: indicators[one] for one in order}),
        sites={one.id: one for one in sorted(sites, key=lambda one: one.order)},
        zones=dict(draft.zones.values),
        explanations={site: held.root for site, held in draft.explanations.values.items()},
        bridges=tuple(bridges),
        services=draft.services.values,
        evidence=draft.evidence.values,
        steps=tuple(sorted(draft.calendar.values.values(), key=lambda one: one.when.first)),
    )
