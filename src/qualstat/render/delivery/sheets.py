"""Sheets: the files of a delivery, and the manifest that tells what they are.

Takes a `Delivery`; gives bytes by path. Conventions owned here: `2018-06/istres.csv`, always;
the manifest holds no time of day and no path of the machine, so that the same input gives the
same bytes.
"""

import dataclasses
import hashlib
import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import msgspec

import qualstat
from qualstat.deliveries import Delivery, Given, Revision
from qualstat.findings import REJECTED, Finding
from qualstat.periods import Period, month_text, year_period
from qualstat.render.numbers import plain
from qualstat.render.records import csv_of
from qualstat.render.tables.files import DECIMALS, SCHEMA

PASSING = {"replaced-file", "inserted-file", "settled-figure"}  # told by one run alone
LEFT_OUT = {"put-off", "purged-month", "same-content", "unknown-file", "vanished-file"}


def sheets(delivery: Delivery, *, excel: bool = False) -> dict[str, bytes]:
    """Return the CSV files of a delivery, by path."""
    return {one.path: csv_of(one.figures, excel=excel).encode() for one in delivery.sheets}


def manifest_of(period: Period) -> str:
    """Return the name of the manifest of a period.

    >>> manifest_of(year_period(2018))
    'manifest-2018.json'
    """
    first, last = (month_text(period.months[place]) for place in (0, -1))
    year = period == year_period(period.start.year)
    return f"manifest-{period.start.year if year else f'{first}-{last}'}.json"


def manifest(
    delivery: Delivery,
    contents: Mapping[str, bytes],
    read: Sequence[Mapping[str, Any]],
    asked: Mapping[str, Any],
) -> bytes:
    """Return what tells which files were given out, from what, and what was left out.

    `read` are the files that were read, `asked` is what was asked for.
    """
    held = delivery.scorecard
    found = [one for one in (*held.findings, *held.changes) if _lasts(one)]
    told = {
        "schema": SCHEMA,
        "qualstat": qualstat.__version__,
        "editions": sorted({one.edition for one in held.figures}),
        "asked": dict(asked),
        "as_of": {name: day.isoformat() for name, day in sorted(held.source.as_of.items())},
        "made_up_example": held.source.sample,
        "read": [dict(one) for one in read],
        "rows": [msgspec.structs.asdict(one) for one in held.accounts],
        "left_out": [_told(one) for one in found if _leaves_out(one)],
        "findings": [_told(one) for one in found if not _leaves_out(one)],
        "files": [
            {
                "file": one.path,
                "site": one.site,
                "month": month_text(one.month),
                "state": "settled" if one.settled else "provisional",
                "sha256": hashlib.sha256(contents[one.path]).hexdigest(),
            }
            for one in delivery.sheets
        ],
        "revisions": [_revision(one) for one in delivery.revisions],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def _lasts(one: Finding) -> bool:
    """Tell whether a finding hampers figures, and is told by every run."""
    return one.rule not in {REJECTED, *PASSING} and one.severity != "information"


def _leaves_out(one: Finding) -> bool:
    """Tell whether a finding says that a file does not count, or not whole."""
    return one.severity == "blocking" or one.rule in LEFT_OUT


def _told(one: Finding) -> dict[str, Any]:
    return {"rule": one.rule, "file": one.file, "line": one.line, "count": one.count}


def _revision(one: Revision) -> dict[str, Any]:
    return {
        "site": one.site,
        "month": month_text(one.month),
        "indicator": one.indicator,
        "before": _given(one.before),
        "after": _given(one.after),
    }


def _given(one: Given) -> dict[str, Any]:
    value = None if one.value is None else plain(Fraction(one.value), DECIMALS)
    return {**dataclasses.asdict(one), "value": value}
