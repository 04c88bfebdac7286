"""Kinds: which model each file of the référentiel is read with, and what its keys say.

Takes nothing but the draft's own fields; gives models by name of folder or file. Convention owned
here: there is no second list, so that a new kind of file has its schema and its words at once.
"""

from typing import Any, get_args, get_type_hints

from pydantic import BaseModel, RootModel

from qualstat.declarations.declared import names
from qualstat.declarations.slips import Where
from qualstat.referentiel.case_files import FOLDER
from qualstat.referentiel.cases import Cases
from qualstat.referentiel.described import described
from qualstat.referentiel.draft import Draft


def kinds() -> dict[str, type[BaseModel]]:
    """Return the model of each folder or file, by its name without an ending."""
    held = {name: get_args(hint)[0] for name, hint in get_type_hints(Draft).items()}
    return held | {FOLDER: Cases}


def meaning(model: type[BaseModel], path: Where) -> str:
    """Return what the last named key of a path says; empty where it is a name of the author's."""
    models, said = _unwrapped(model), ""
    for part in path:
        if isinstance(part, int):
            continue
        holders = [one for one in models if part in names(one)]
        said = described(holders[0], part) if holders else said
        found = [inner for one in holders
                 for inner in models_in(one.model_fields[names(one)[part]].annotation)]  # fmt: skip
        models = found or ([] if holders else models)
    return said


def _unwrapped(model: type[BaseModel]) -> list[type[BaseModel]]:
    if issubclass(model, RootModel):  # a document that is a list
        return models_in(model.model_fields["root"].annotation)
    return [model]


def models_in(annotation: Any) -> list[type[BaseModel]]:
    """Return the models that an annotation is made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [one for inner in get_args(annotation) for one in models_in(inner)]
