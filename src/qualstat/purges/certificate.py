"""The certificate of a purge: what went, proven by hashes and numbers.

Takes a `Plan`; gives JSON. Convention owned here: it says of each file whether it is gone, so
that it is true whenever it is read: before the first file goes, none is.
"""

import hashlib
import json
from collections.abc import Collection
from datetime import date
from typing import Any

import qualstat
from qualstat.periods import month_text
from qualstat.purges.values import Export, Plan, Total

SCHEMA, KIND = 1, "qualstat-purge"


def certificate(plan: Plan, day: date, removed: Collection[str], *, ended: bool) -> str:
    """Return the certificate of a purge; `removed` are the names of the files that are gone."""
    whole = {
        "schema": SCHEMA,
        "kind": KIND,
        "qualstat": qualstat.__version__,
        "date": day.isoformat(),
        "before": month(plan.before),
        "sample": plan.sample,
        "verified": "recounted",
        "ended": ended,
        "files": [_file(one, one.name in removed) for one in plan.going],
        "kept": [_kept(one) for one in plan.exports if one.stays],
        "registers": [_total(one) for one in plan.totals],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def completed(text: str, removed: Collection[str], day: date) -> str:
    """Return the certificate of a purge that was interrupted, once its other files are gone.

    `removed` are the names of those, `day` is that on which they went.
    """
    whole = json.loads(text)
    for one in whole["files"]:
        one["removed"] = one["removed"] or one["file"] in removed
    told: dict[str, Any] = {}
    for name, value in whole.items():
        told |= {name: True, "completed": day.isoformat()} if name == "ended" else {name: value}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def hash_of(text: str) -> str:
    """Return the SHA-256 of a certificate as it is written."""
    return hashlib.sha256(text.encode()).hexdigest()


def month(number: int | None) -> str | None:
    """Return a month as machines read it."""
    return None if number is None else month_text(number)


def _file(one: Export, gone: bool) -> dict[str, Any]:  # noqa: FBT001  # a fact, not a mode
    return {
        "file": one.name, "sha256": one.sha256, "size": one.size,
        "registers": list(one.registers), "rows": one.rows, "rejected": one.rejected,
        "not_counted": one.uncounted, "first_month": month(one.first),
        "last_month": month(one.last), "copy_of": one.copy_of or None, "removed": gone,
    }  # fmt: skip


def _kept(one: Export) -> dict[str, Any]:
    return {"file": one.name, "reason": one.stays, "frozen": one.frozen}


def _total(one: Total) -> dict[str, Any]:
    return {
        "register": one.register, "frozen": one.frozen, "counted": one.counted,
        "superseded": one.superseded, "unanswered": one.unanswered, "rejected": one.rejected,
        "not_counted": one.uncounted,
    }  # fmt: skip
