"""Mending: a declaration of bad form, put right for the sake of its other mistakes.

Takes a declaration and what its model refused; gives one that the model accepts, or None, and what
the model refuses only once the rest is put right. Convention owned here: a mended declaration is
only ever checked, never used, and what is found near a mended part is passed over, for it may speak
of the mend.
"""

import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from qualstat.declarations.explain import Refusal, refusals
from qualstat.declarations.slips import Where

Model = TypeVar("Model", bound=BaseModel)
STAND_INS: tuple[Any, ...] = (
    "1",
    "x",
    "2017-01",
    "2017-01-01",
    "1 %",
    "1 days",
    "true",
    ["x"],
    {},
    [],
)
PASSES = 100
STARTS = {"last": "first", "until": "since", "valid_until": "valid_from"}
LEFT_OUT = ("extra_forbidden", "literal_error")  # a word that is none of a few may be absent
ANOTHER_KIND = ("extra_forbidden", "missing")  # keys that speak of another kind of measure


def mended(
    model: type[Model], data: Any, found: Sequence[Refusal]
) -> tuple[Model | None, list[Refusal]]:
    """Return a declaration with its refused parts replaced, None where that does not help.

    And what was refused since, and is no consequence of what was replaced.
    """
    held = copy.deepcopy(data)
    tried: dict[Where, Iterator[Any]] = {}
    met, since = list(found), list[Refusal]()
    for _ in range(PASSES):
        for one in found:
            if _kind_unsure(one) or not _replaced(held, one, tried):
                return None, since
        try:
            return model.model_validate(held), since
        except ValidationError as error:
            found = refusals(error)
        since += [one for one in found if _of_its_own(one, met)]
        met += found
    return None, since


def _of_its_own(one: Refusal, met: Sequence[Refusal]) -> bool:
    """Tell whether a refusal between keys of a group speaks of none that was replaced before."""
    if one.kind == "one_sense":
        return not any(_made_targets(one.where, held) for held in met)
    if one.kind == "ends_before_start" and one.where[-1] in STARTS:
        return not any(_made_span(one.where, held) for held in met)
    return False


def _made_targets(group: Where, held: Refusal) -> bool:
    """Tell whether mending a refusal changed the targets of an objective, misspelt ones too."""
    return held.where == group or (held.where[:-1] == group and held.kind == "extra_forbidden")


def _made_span(end: Where, held: Refusal) -> bool:
    """Tell whether mending a refusal changed a span: its end, its start, or the group of both."""
    group = end[:-1]
    ends = (end, (*group, STARTS[str(end[-1])]))
    return held.where in ends or (held.where == group and held.kind != "one_sense")


def _kind_unsure(one: Refusal) -> bool:
    """Tell whether a refusal leaves open what is declared at all."""
    if one.where[:1] != ("measure",):
        return not one.where
    return one.kind in ANOTHER_KIND or one.where[1:] in ((), ("kind",))


def _replaced(held: Any, one: Refusal, tried: dict[Where, Iterator[Any]]) -> bool:
    """Put the next stand-in where a part is refused; tell whether there was one."""
    *path, last = standing(held, one.where)
    try:
        for part in path:
            held = held[part]
        if one.kind in LEFT_OUT:
            del held[last]
            return True
        if one.kind == "ends_before_start" and last in STARTS:
            held[last] = held[STARTS[last]]
            return True
        if one.kind == "one_sense":
            held[last] = {**_without(held[last], one), "at_least": "1 %"}
            return True
        stand_in = next(tried.setdefault(one.where, iter(STAND_INS)))
        held[last] = copy.deepcopy(stand_in)
    except (KeyError, IndexError, TypeError, StopIteration):
        return False
    return True


def _without(group: Mapping[str, Any], one: Refusal) -> dict[str, Any]:
    """Return an objective without its targets."""
    senses = one.details["senses"].split(", ")
    return {key: value for key, value in group.items() if key not in senses}


def standing(data: Any, where: Where) -> Where:
    """Return a place of pydantic's without the parts that no key stands for: kinds of a union."""
    kept: list[Any] = []
    for part in where[:-1]:
        if isinstance(data, dict) and part not in data:
            continue
        kept.append(part)
        data = data[kept[-1]] if isinstance(data, dict | list) else None
    return (*kept, *where[-1:])


def near(where: Where, refused: Where) -> bool:
    """Tell whether what is found somewhere may speak of a refused part.

    >>> near(("complete", "mail"), ("complete", "calls"))
    False
    >>> near(("objectives", 1, "source"), ("objectives", 0, "valid_from"))
    True
    """
    if not where or where[0] != refused[0]:
        return not where
    apart = len(where) > 1 and len(refused) > 1 and isinstance(refused[1], str)
    return not apart or where[1] == refused[1]
