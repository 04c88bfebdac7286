"""Figures in the form that all engines are compared in.

Takes a CSV file of an engine, qualstat's own included; gives what it says by site, month and
indicator. Convention owned here: a line without a single case is not compared, for engines differ
in whether they write one, nor are totals of sites, which only qualstat gives.
"""

import csv
from pathlib import Path

COUNTS = ("numerator", "denominator", "pending", "overdue", "excluded")
VALUES = ("value", "median", "p90")

Key = tuple[str, str, str]
Figure = tuple[tuple[int, ...], tuple[float | None, ...]]
TOLERANCE = 1e-6  # what qualstat's six decimals and floating values may differ by


def read(path: Path) -> dict[Key, Figure]:
    """Return the figures of a file."""
    with path.open(encoding="utf-8-sig", newline="") as rows:
        found = (_figure(row) for row in csv.DictReader(rows))
        return {key: figure for key, figure in found if any(figure[0]) and key[0] != "all"}


def _figure(row: dict[str, str]) -> tuple[Key, Figure]:
    month = row.get("month") or row["period_start"]
    counts = tuple(int(float(row[name] or 0)) for name in COUNTS)
    values = tuple(float(row[name]) if row[name] else None for name in VALUES)
    return (row["site"], month[:7], row["indicator"]), (counts, values)


def differences(ours: dict[Key, Figure], theirs: dict[Key, Figure]) -> list[str]:
    """Return what two engines say differently, in words."""
    found = [f"{key}: only one has it" for key in sorted(ours.keys() ^ theirs.keys())]
    held = sorted(ours.keys() & theirs.keys())
    unlike = [key for key in held if not _same(ours[key], theirs[key])]
    return [*found, *(f"{key}: {ours[key]} against {theirs[key]}" for key in unlike)]


def _same(one: Figure, other: Figure) -> bool:
    return one[0] == other[0] and all(
        a == b or (a is not None and b is not None and abs(a - b) <= TOLERANCE)
        for a, b in zip(one[1], other[1], strict=True)
    )
