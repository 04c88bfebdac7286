"""JSON Schema of the référentiel's files, for editors that complete and check YAML.

Takes the models; gives schemas as plain data, titles and descriptions in the language spoken.
Conventions owned here: a schema is the model's own, as an editor types scalars (YAML 1.2); a key
without a value is a key that is absent, so null is allowed where a key may lack; the closed lists
are those of the program.
"""

import json
from typing import Any

from pydantic import BaseModel, RootModel

from qualstat.calendars import ZONES
from qualstat.errors import UsageError
from qualstat.findings import N_, Finding, cut, meant, message
from qualstat.referentiel.described import described
from qualstat.referentiel.kinds import kinds, models_in
from qualstat.referentiel.loader import ENDING, FILES
from qualstat.referentiel.objectives import SENSES
from qualstat.registers import REGISTERS, values
from qualstat.render.language import translate
from qualstat.spelling import nearest

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
BOUNDS = {"ge": "minimum", "le": "maximum"}  # pydantic's words for them, behind a validator
CODED = tuple(dict.fromkeys(name for held in REGISTERS.values() for name in held.categories))
CLOSED = {
    "Indicator.register": tuple(REGISTERS),
    "Wait.to": tuple(one.field for held in REGISTERS.values() for one in held.answers),
    "Site.zone": ZONES,
    "Levels.of": CODED,
    "Waited.of": tuple(held.waited[0] for held in REGISTERS.values() if held.waited),
}
ONE_SENSE = {
    "oneOf": [{"required": [one], "properties": {one: {"type": "string"}}} for one in SENSES]
}


def text(kind: str) -> str:
    """Return the schema of a kind of file as the text of a file.

    Raises `UsageError` where there is no such kind.
    """
    known = kinds()
    if kind not in known:
        found = message(N_("“{name}” is not a kind of file"), name=cut(kind))
        expected = message(N_("one of {allowed}"), allowed=list(known))
        raise UsageError(Finding("usage", "blocking", found, expected, meant(nearest(kind, known))))
    return json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n"


def schema(kind: str) -> Schema:
    """Return the schema of a kind of file, by the name of its folder or file."""
    model = kinds()[kind]
    held = model.model_json_schema()
    inner: Schema = held.pop("$defs", {})
    models = _models(model)
    inner = {name: _object(one, models.get(name)) for name, one in inner.items()}
    if issubclass(model, RootModel):
        held = {"type": "array", "items": held["items"]}
    else:
        held = _object(held, model)
    if f"{kind}{ENDING}" in FILES:
        inner[model.__name__] = held
        entry = {"$ref": f"#/$defs/{model.__name__}"}
        held = {"type": ["object", "null"], "additionalProperties": entry}
    return {"$schema": DIALECT, **held, **({"$defs": inner} if inner else {})}


def _models(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """Return a model and all those in it, by name."""
    found: dict[str, type[BaseModel]] = {}
    left = [model]
    while left:
        one = left.pop()
        if one.__name__ not in found:
            found[one.__name__] = one
            left += [inner for field in one.model_fields.values()
                     for inner in models_in(field.annotation)]  # fmt: skip
    return found


def _object(held: Schema, model: type[BaseModel] | None) -> Schema:
    """Return the schema of a model, with what its keys say, and without its own id."""
    if model is None or "properties" not in held:
        return _bounded(held)
    required = [key for key in held.get("required", ()) if key != "id"]
    keys = {
        key: _key(model, key, one, optional=key not in required)
        for key, one in held["properties"].items()
        if key != "id"
    }
    made: Schema = {"type": "object", "properties": keys, "additionalProperties": False}
    if required:
        made["required"] = required
    if set(SENSES) <= set(keys):
        made |= ONE_SENSE
    return made


def _key(model: type[BaseModel], key: str, held: Schema, *, optional: bool) -> Schema:
    """Return the schema of a key: its values, what it says, and null where it may lack."""
    kept = _bounded({name: one for name, one in held.items() if name not in ("title", "default")})
    kept = _closed(model, key, kept)
    if optional and {"type": "null"} not in kept.get("anyOf", ()):
        kept = {"anyOf": [kept, {"type": "null"}]}
    title, _, about = translate(described(model, key)).partition(":")
    said = {"title": title.strip(" \u00a0"), "description": about.strip(" \u00a0")}
    told = {name: one for name, one in said.items() if one}
    default = held.get("default")
    shown = {"default": default} if isinstance(default, str | int) else {}
    return {**told, **kept, **shown}


def _bounded(held: Schema) -> Schema:
    """Return a schema whose bounds are in the words of JSON Schema, at any depth."""
    made: Schema = {}
    for name, one in held.items():
        if isinstance(one, dict):
            made[BOUNDS.get(name, name)] = _bounded(one)
        elif isinstance(one, list):
            made[name] = [_bounded(part) if isinstance(part, dict) else part for part in one]
        else:
            made[BOUNDS.get(name, name)] = one
    return made


def _closed(model: type[BaseModel], key: str, held: Schema) -> Schema:
    """Return the schema of a key whose values are a closed list of the program."""
    names = {f"{one.__name__}.{key}" for one in model.__mro__}
    if names & {"Indicator.scope", "Rate.numerator", "Rate.base"}:
        return _criteria(least=held.get("minProperties", 0))
    if names & set(CLOSED):
        return {"enum": [*next(CLOSED[one] for one in names if one in CLOSED)]}
    if "Plausible.of" in names:
        return {**held, "items": {"enum": list(REGISTERS)}}
    if "Volume.by" in names:
        return {**held, "items": {"enum": list(CODED)}}
    if names & {"Site.complete", "Site.held_by"}:
        return {**held, "propertyNames": {"enum": list(REGISTERS)}}
    return held


def _criteria(*, least: int) -> Schema:
    """Return the schema of criteria: the coded columns of any register, each with its codes."""
    columns: dict[str, Schema] = {}
    for register in REGISTERS.values():
        for name in register.categories:
            held = values.codes(register, name)
            codes = [*held, *(int(one) for one in held if one.isdecimal())]  # as YAML types them
            columns[name] = {"type": "array", "minItems": 1, "items": {"enum": codes}}
        if register.label:
            columns[register.label] = {"type": "array", "minItems": 1, "items": {"type": "string"}}
    return {"type": "object", "properties": columns, "additionalProperties": False,
            "minProperties": least}  # fmt: skip
