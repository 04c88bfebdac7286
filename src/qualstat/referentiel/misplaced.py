"""Misplaced: a file that declares something of another kind than its folder holds.

Takes a document that its model refused; gives a slip, or nothing. Convention owned here: a file is
of another kind where it has all the keys that this one requires, and more of its keys than of those
of the folder's own.
"""

from pydantic import BaseModel

from qualstat.declarations.declared import names
from qualstat.declarations.documents import Document
from qualstat.declarations.slips import Slip
from qualstat.findings import N_, message
from qualstat.referentiel.bridges import Bridge
from qualstat.referentiel.editions import Edition
from qualstat.referentiel.indicators import Indicator
from qualstat.referentiel.sites import Site

KINDS: dict[str, tuple[type[BaseModel], str]] = {
    "editions": (Edition, N_("an edition")),
    "bridges": (Bridge, N_("a bridge")),
    "indicators": (Indicator, N_("an indicator")),
    "sites": (Site, N_("a site")),
}


def misplaced(document: Document, model: type[BaseModel]) -> Slip | None:
    """Return that a file declares something of another folder; None where it does not."""
    own = next((said for one, said in KINDS.values() if one is model), None)
    if own is None or not isinstance(document.data, dict):
        return None
    given = {*document.data}
    for folder, (other, said) in KINDS.items():
        if other is not model and _required(other) <= given and _fits(given, other, model):
            found = message(N_("this is {kind}"), kind=message(said))
            advice = message(N_("move it to the folder “{folder}”"), folder=folder)
            return Slip("misplaced-file", (), found, message(own), advice)
    return None


def _required(model: type[BaseModel]) -> set[str]:
    fields = model.model_fields
    return {key for key, name in names(model).items() if fields[name].is_required() and key != "id"}


def _fits(given: set[str], other: type[BaseModel], model: type[BaseModel]) -> bool:
    return len(given & {*names(other)}) > len(given & {*names(model)})
