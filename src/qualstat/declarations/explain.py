"""Explanations: what a model refuses, in the words of someone who writes a declaration.

Takes pydantic's errors and the document they are about; gives findings. Convention owned here:
one table turns every type of error into a rule, what was found and what was expected; none of
pydantic's own English is shown.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel, RootModel, ValidationError

from qualstat.declarations.declared import names
from qualstat.declarations.documents import Document
from qualstat.declarations.slips import Slip, Where, listed, nearest_of
from qualstat.declarations.syntax import no_break_space
from qualstat.findings import N_, Finding, Message, cut, message

IN_A_KEY = "[key]"  # pydantic's last step when a key itself is refused
HOLDS = N_("“{key}” holds {held}")


class Row(NamedTuple):
    """What to say of one type of error; `at_key` when the key is at fault, not its value."""

    rule: str
    found: str
    expected: str
    at_key: bool = False


MISSING = Row(
    "missing-key", N_("the key “{key}” is missing"), N_("the keys {required}"), at_key=True
)
EMPTY = MISSING._replace(found=N_("the key “{key}” holds nothing"), expected=N_("a value after it"))
DASHED = N_("a list: “- ” before the first key of each item, as in “- {first}”")
UNKNOWN = Row(
    "unknown-key", N_("“{key}” is not a key known here"), N_("one of: {known}"), at_key=True
)
KINDLESS = Row("missing-key", N_("“{key}” has no “kind”"), N_("one of: {choices}"), at_key=True)
WHOLE = Row("whole-form", HOLDS, N_("a whole number in plain figures, as in 15"))
DAY = Row("day-form", HOLDS, N_("a day, as in 2018-06-30"))
MONTH = Row("month-form", HOLDS, N_("a month, as in 2018-06"))
SPAN = Row("span-form", HOLDS, N_("a month or a span of months, as in 2018-01..2018-12"))
QUANTITY = Row("quantity-form", HOLDS, N_("a number and its unit, as in 95 %, 15 days or 1 point"))
FLAG = Row("flag-form", HOLDS, N_("true or false"))
TEXT = Row("text-form", HOLDS, N_("words on one line"))
LIST = Row("list-form", HOLDS, N_("a list, as in [one, two]"))
GROUP = Row("keys-form", HOLDS, N_("a group of keys, one a line, each with its value"))
CHOICE = Row("unknown-value", HOLDS, N_("one of: {choices}"))
ROWS: Mapping[str, Row] = {
    "missing": MISSING,
    "extra_forbidden": UNKNOWN,
    "id_given": Row(
        "unknown-key",
        N_("“id” is not a key known here"),
        N_("no “id”: the name of the file or key is the identifier"),
        at_key=True,
    ),
    "union_tag_not_found": KINDLESS,
    "union_tag_invalid": CHOICE,
    "literal_error": CHOICE,
    "string_type": TEXT,
    "string_unicode": TEXT,
    "string_too_short": Row("empty-text", N_("“{key}” holds no text"), N_("words on one line")),
    "bool_type": FLAG,
    "flag_form": FLAG,
    "int_type": WHOLE,
    "whole_form": WHOLE,
    "date_type": DAY,
    "day_form": DAY,
    "month_form": MONTH,
    "span_form": SPAN,
    "quantity_form": QUANTITY,
    "above_hundred": Row("above-hundred", HOLDS, N_("at most 100 %")),
    "less_than_equal": Row("out-of-bounds", HOLDS, N_("at most {le}")),
    "greater_than_equal": Row("out-of-bounds", HOLDS, N_("at least {ge}")),
    "list_type": LIST,
    "tuple_type": LIST,
    "dict_type": GROUP,
    "model_type": GROUP,
    "model_attributes_type": GROUP,
    "too_short": Row("empty-list", N_("“{key}” holds nothing"), N_("at least one value")),
    "one_sense": Row("one-sense", N_("an objective with {count} targets"), N_("one of: {senses}")),
    "one_origin": Row(
        "one-origin", N_("“{key}” has {count} origins"), N_("exactly one of: {origins}")
    ),
    "date_form": Row(
        "form-of-dates", HOLDS, N_("a form of dates, as in dd/mm/yyyy HH:MM, iso or epoch")
    ),
    "zone_form": Row("form-of-zone", HOLDS, N_("a time zone, as in UTC or Europe/Paris")),
    "codec_form": Row("form-of-encoding", HOLDS, N_("an encoding, as in utf-8 or cp1252")),
    "sign_form": Row("form-of-sign", HOLDS, N_("one sign, or the word tab or none")),
    "factor_form": Row("form-of-factor", HOLDS, N_("a number above 0, as in 1000 or 0.5")),
    "string_pattern_mismatch": Row("form-of-time", HOLDS, N_("a time of day, as in 08:30")),
    "too_long": Row("too-many", N_("“{key}” holds too many values"), N_("two values")),
    "expected_form": Row(
        "expected-form", HOLDS, N_("a figure with its arithmetic, as in 2 sur 3 = 66,7 %")
    ),
    "ends_before_start": Row(
        "ends-before-start",
        N_("“{key}” holds {held}, which ends before it starts"),
        N_("an end that does not precede the start"),
    ),
}
UNFORESEEN = Row("value-form", HOLDS, N_("another value"))


class Refusal(NamedTuple):
    """One error of a model: its type, the place it is about, and pydantic's details."""

    kind: str
    where: Where
    details: Mapping[str, Any] = {}


def refusals(error: ValidationError) -> list[Refusal]:
    """Return the errors of a model, each at the key or value to change."""
    found = error.errors(include_url=False, include_input=False)
    return [_refusal(one["type"], one["loc"], one.get("ctx") or {}) for one in found]


def _refusal(kind: str, where: Where, details: Mapping[str, Any]) -> Refusal:
    if kind == "union_tag_invalid":
        where = (*where, details["discriminator"].strip("'"))
    return Refusal(kind, (*where, details["at"]) if "at" in details else where, details)


def explained(refusal: Refusal, document: Document, model: type[BaseModel]) -> Finding:
    """Return the finding of what `model` refused in `document`."""
    row = ROWS.get(refusal.kind, UNFORESEEN)
    where = refusal.where
    if row is MISSING and document.holds(where):
        row = EMPTY
    first = document.first_key(where)
    if row is LIST and first and _models_at(model, where):
        row = LIST._replace(expected=DASHED)
    key, held = _named(where, document)
    known, required = _keys(model, where)
    choices = _choices(refusal, model)
    near = (key, known) if row is UNKNOWN else (document.text(where), choices)
    values = {
        **refusal.details,
        "key": cut(key), "held": held, "known": listed(known), "required": listed(required),
        "choices": listed(choices), "first": cut(first),
    }  # fmt: skip
    slip = Slip(
        row.rule,
        where,
        found=message(row.found, **values),
        expected=message(row.expected, **values),
        advice=_joined(document.text(where)) or nearest_of(*near),
        at_key=row.at_key or where[-1:] == (IN_A_KEY,),
    )
    return document.finding(slip)


def _joined(text: str) -> Message | None:
    """Return the advice on a text that would be a key, were its space an ordinary one."""
    if no_break_space(text, 1) is None:
        return None
    return message(N_("the space after “:” is a no-break space: type an ordinary space"))


def _named(where: Where, document: Document) -> tuple[str, Message]:
    """Return the key that an error is about, and what it holds."""
    words = [part for part in where if isinstance(part, str)]
    if words[-1:] == [IN_A_KEY]:
        return words[-3], message(N_("the key “{key}”"), key=cut(words[-2]))
    return words[-1] if words else document.name, document.said(where)


def _keys(model: type[BaseModel], where: Where) -> tuple[list[str], list[str]]:
    """Return the keys that may stand beside the last of `where`, and those that must."""
    holders = _models_at(model, where[:-1])
    if len(holders) != 1:
        return [], []
    fields = holders[0].model_fields
    known = {key: name for key, name in names(holders[0]).items() if key != "id"}
    return list(known), [key for key, name in known.items() if fields[name].is_required()]


def _choices(refusal: Refusal, model: type[BaseModel]) -> list[str]:
    """Return the values that one may choose from."""
    if refusal.kind == "union_tag_not_found":
        return [_kind(one) for one in _models_at(model, refusal.where)]
    said = refusal.details.get("expected") or refusal.details.get("expected_tags") or ""
    return re.findall("'([^']+)'", said)


def _models_at(model: type[BaseModel], where: Where) -> list[type[BaseModel]]:
    """Return the models that may stand at `where`; several where `kind` decides."""
    listed = issubclass(model, RootModel)  # a document that is a list
    models = _models_in(model.model_fields["root"].annotation) if listed else [model]
    for part in where:
        if len(models) > 1:
            models = [one for one in models if _kind(one) == part]
        elif models and part in names(models[0]):
            field = models[0].model_fields[names(models[0])[part]]
            models = _models_in(field.annotation)
    return models


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [one for inner in get_args(annotation) for one in _models_in(inner)]


def _kind(model: type[BaseModel]) -> str:
    kind: str = get_args(model.model_fields["kind"].annotation)[0]
    return kind
