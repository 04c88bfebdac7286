"""The JSON Schemas: made from the models, kept in the repository, true to what the loader takes."""

import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from pydantic import BaseModel
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from cli_runs import ROOT
from qualstat.referentiel.described import EVERYWHERE, OWN, described
from qualstat.referentiel.kinds import kinds, models_in
from registers_by_hand import REFERENTIEL

FOLDER = REFERENTIEL / "schema"
PLAIN = {
    re.compile(r"[-+]?[0-9]+"): int,
    re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"): float,
}


def as_an_editor(node: Node) -> Any:
    """Return a tree as an editor types it: the core schema of YAML 1.2, keys as texts."""
    if isinstance(node, MappingNode):
        return {key.value: as_an_editor(held) for key, held in node.value}
    if isinstance(node, SequenceNode):
        return [as_an_editor(one) for one in node.value]
    assert isinstance(node, ScalarNode)
    if node.style:
        return node.value
    if node.value in ("", "~", "null"):
        return None
    if node.value in ("true", "false"):
        return node.value == "true"
    typed = (kind for form, kind in PLAIN.items() if form.fullmatch(node.value))
    return next(typed, str)(node.value)


def refused(kind: str, text: str) -> list[str]:
    """Return what the schema of a kind refuses in a text, each by its place."""
    schema = json.loads((FOLDER / f"{kind}.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    node = yaml.compose(text)
    found = jsonschema.Draft202012Validator(schema).iter_errors(node and as_an_editor(node))
    return sorted(one.json_path for one in found)


def kind_of(path: Path) -> str:
    """Return the kind of a file of the référentiel."""
    parts = path.relative_to(REFERENTIEL).parts
    return parts[0] if len(parts) > 1 else path.stem


SHIPPED = [path for path in sorted(REFERENTIEL.rglob("*.yaml")) if kind_of(path) in kinds()]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda one: f"{one.parent.name}/{one.name}")
def test_every_shipped_file_validates(path: Path) -> None:
    assert refused(kind_of(path), path.read_text("utf-8")) == []


def test_every_kind_is_there() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(kinds()) > {"indicators", "sites"}
    assert {kind_of(path) for path in SHIPPED} == set(kinds())


INDICATOR, SITE = "indicators/courriels-5j.yaml", "sites/prefecture.yaml"
PLANTED: list[tuple[str, str, str, str]] = [
    (INDICATOR, "label:", "labl:", "$"),
    (INDICATOR, "better: up", "better: haut", "$.better"),
    (INDICATOR, "register: mail", "register: courriers", "$.register"),
    (INDICATOR, "canal: [courriel]", "canal: [courriels]", "$.scope"),
    (INDICATOR, "canal:", "cannal:", "$.scope"),
    (INDICATOR, "kind: rate-within", "kind: rate-in", "$.measure"),
    (INDICATOR, "  within: 5\n", "", "$.measure"),
    (INDICATOR, "  within: 5\n", "  within: cinq\n", "$.measure"),
    (INDICATOR, "  within: 5\n", "  within: 1001\n", "$.measure"),
    (INDICATOR, "to: repondu_le", "to: reponse", "$.measure"),
    (INDICATOR, "at_least: 95 %", "at_least: 95", "$.objectives"),
    (INDICATOR, "at_least: 95 %", "at_least: 95 pour cent", "$.objectives"),
    (INDICATOR, "    at_least: 95 %\n", "", "$.objectives"),
    (INDICATOR, "at_least: 95 %", "at_least: 95 %\n    at_most: 99 %", "$.objectives"),
    (INDICATOR, "valid_from: 2017-01-01", "valid_from: 01/01/2017", "$.objectives"),
    (INDICATOR, "assumed: true", "assumed: oui", "$.objectives"),
    (INDICATOR, "case:\n", "id: x\ncase:\n", "$"),
    (SITE, "zone: metropole", "zone: métropole", "$.zone"),
    (SITE, "since: 2018-04", "since: avril", "$.follows"),
    (SITE, "    number: 6\n", "    number: -6\n", "$.counts"),
    (SITE, "counts:", "complete: {courriers: 2018-01}\ncounts:", "$.complete"),
    (SITE, "counts:", "complete: {mail: 2018}\ncounts:", "$.complete"),
    ("headings.yaml", "  indicators:\n", "  indicateurs:\n", "$['accueil-telephonique']"),
    ("editions/2018.yaml", "    module: 4\n", "    module: quatre\n", "$.engagements.E36.module"),
    ("explanations.yaml", "    days: 8\n", "    days: 1001\n", "$.arles[0].days"),
    ("cases/courriels-5j.yaml", "  period: 2018-06\n", "", "$[0]"),
    (INDICATOR, "at_least: 95 %", "at_least:", "$.objectives"),
    ("cases/courriels-5j.yaml", "(1 + 1) sur 4 = 50 %", "la moitié", "$[0].expected"),
    ("cases/courriels-5j.yaml", "(1 + 1) sur 4 = 50 %", "(1 + 1) sur 4", "$[0].expected"),
]


@pytest.mark.parametrize(("file", "old", "new", "place"), PLANTED)
def test_a_planted_mistake_does_not(file: str, old: str, new: str, place: str) -> None:
    path = REFERENTIEL / file
    text = path.read_text("utf-8")
    assert old in text
    found = refused(kind_of(path), text.replace(old, new, 1))
    assert found
    assert all(one.startswith(place) for one in found)


def test_what_the_loader_takes_is_taken() -> None:
    site = (REFERENTIEL / SITE).read_text("utf-8")
    more = (
        "closures:\nheld_by: {mail: secrétariat}\ncomplete: {mail: [2018-01..2018-06, 2018-09]}\n"
    )
    assert refused("sites", more + site) == []
    assert refused("zones", "# rien\n") == []
    spaced = (REFERENTIEL / INDICATOR).read_text("utf-8").replace("95 %", "94,5%")
    assert refused("indicators", spaced) == []
    blank = spaced.replace("94,5%", "94,5%\n    at_most:")
    assert refused("indicators", blank) == []
    case = (REFERENTIEL / "cases" / "courriels-5j.yaml").read_text("utf-8")
    for said in ("1 047 sur 2 000 = 52,35 %", "30", "Aucun cas", "(3 × 2 + 5) / 4 = 2,75/5"):
        assert refused("cases", case.replace("(1 + 1) sur 4 = 50 %", said)) == []


def tool() -> Any:
    spec = importlib.util.spec_from_file_location("schemas", ROOT / "tools" / "schemas.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_none_has_drifted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written = tool()
    assert written.main(["--check"]) == 0, "run make schemas"
    assert written.main([], tmp_path / "schema") == 0
    (tmp_path / "schema" / "sites.json").write_text("{}")
    (tmp_path / "schema" / "old.json").write_text("{}")
    assert written.main(["--check"], tmp_path / "schema") == 1
    assert capsys.readouterr().out == (
        "old.json is stale: run make schemas\nsites.json is stale: run make schemas\n"
    )


def held(model: type[BaseModel]) -> set[type[BaseModel]]:
    """Return a model and all those in it."""
    found = {model}
    for field in model.model_fields.values():
        for one in models_in(field.annotation):
            found |= held(one)
    return found


def test_every_key_says_what_it_is() -> None:
    written = {"Quantity", "Months"}  # as one text
    models = {one for kind in kinds().values() for one in held(kind) if one.__name__ not in written}
    keys = {
        (one, field.alias or name) for one in models for name, field in one.model_fields.items()
    }
    silent = {f"{one.__name__}.{key}" for one, key in keys
              if key not in ("id", "root") and not described(one, key)}  # fmt: skip
    assert silent == set()
    parents = {f"{base.__name__}.{key}" for one, key in keys for base in one.__mro__}
    assert set(OWN) - parents == set(), "of no model"
    assert set(EVERYWHERE) - {key for _, key in keys} == set()


def test_the_command_gives_it(run: Any, tmp_path: Path) -> None:
    shown = run("referentiel", "schema", "sites", "--lang", "fr").out
    assert shown == (FOLDER / "sites.json").read_text("utf-8")
    place = tmp_path / "sites.json"
    assert run("referentiel", "schema", "sites", "--lang", "fr", "-o", str(place)).out == ""
    assert place.read_text("utf-8") == shown
    ran = run("referentiel", "schema", "site")
    assert ran.status == 2
    assert "did you mean sites?" in ran.err
