"""What was said of a file: findings as JSON, and back.

Takes findings; gives text. Convention owned here: a finding that quotes a cell is not kept (P1):
how many rows were rejected is known by their count.
"""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from msgspec.structs import asdict

from qualstat.findings import REJECTED, Finding, Message

TEXT, VALUES, MANY, DAY = "text", "values", "many", "day"


def written(findings: Iterable[Finding]) -> str:
    """Return findings as JSON, but for those of rejected rows."""
    kept = [asdict(one) for one in findings if one.rule != REJECTED]
    return json.dumps(kept, default=_plain, ensure_ascii=False)


def read(text: str) -> tuple[Finding, ...]:
    """Return the findings that `written` wrote."""
    return tuple(Finding(**one) for one in json.loads(text, object_hook=_value))


def _plain(value: Any) -> dict[str, Any]:
    if isinstance(value, Message):
        held = {TEXT: value.text, VALUES: dict(value.values)}
        return {**held, MANY: value.many} if value.many else held
    if isinstance(value, date):
        return {DAY: value.isoformat()}
    raise TypeError(type(value).__name__)


def _value(held: dict[str, Any]) -> Any:
    if held.keys() - {MANY} == {TEXT, VALUES}:
        return Message(**held)
    if held.keys() == {DAY} and isinstance(held[DAY], str):  # else the values of a message
        return date.fromisoformat(held[DAY])
    return held
